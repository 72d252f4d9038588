/// A checked scale, ready to score answers: what typed scales and codebooks lower to.
struct ScoringPlan: Sendable {
  let name: String
  let columns: [String]
  let ranges: [(minimum: Double, maximum: Double)]
  /// What a reversed answer is subtracted from; `nil` for an item that counts as it is.
  let mirrors: [Double?]
  let weights: [Double]
  /// The plans of the items that are scales.
  let parts: [ScoringPlan?]
  /// Whether no item is a scale.
  let isFlat: Bool
  let needed: Int
  /// The answers needed from those who were shown 1, 2, … of the items; `nil` where all items count.
  let neededByShown: [Int]?
  let score: ScoreRule
  let rescaling: Rescaling
  let norms: Norms?
  private let totalWeight: Double
  /// "item" or "scale", for the words of the ledger.
  private let noun: String

  /// - Throws: `InputError` with the faults of the definition.
  init(_ definition: ScaleDefinition) throws(InputError) {
    try throwFirst(of: definition.faults)
    self.init(checked: definition)
  }

  private init(checked definition: ScaleDefinition) {
    let items = definition.items
    name = definition.name
    columns = items.map(\.column)
    ranges = items.map { $0.kind.scoreRange ?? (0, 1) }
    mirrors = items.map { item in
      guard item.keyed == .negative else { return nil }
      switch item.unit {
      case .metric(let metric): return 2 * metric.mean
      case .range(let minimum, let maximum): return minimum + maximum
      case nil: return 1
      }
    }
    weights = items.map(\.weight)
    totalWeight = items.reduce(0) { $0 + $1.weight }
    parts = items.map { $0.scale.map { ScoringPlan(checked: $0) } }
    needed = definition.missing.needed(of: items.count) ?? items.count
    isFlat = parts.allSatisfy { $0 == nil }
    neededByShown = definition.missing.neededByShown(of: items.count)
    score = definition.score
    rescaling = definition.rescaling
    norms = definition.norms
    noun = definition.noun
  }

  var itemCount: Int { columns.count }

  /// What an answer to an item counts, after its key and the rescaling and before its weight.
  func keyed(_ answer: Double, item: Int) -> Double {
    let (minimum, maximum) = ranges[item]
    let value = mirrors[item].map { $0 - answer } ?? answer
    return rescaling == .percentOfRange ? 100 * (value - minimum) / (maximum - minimum) : value
  }

  /// Whether the answers of a respondent are too few for a score.
  func lacksAnswers(answered: Int, notShown: Int) -> Bool {
    answered < needed(shown: itemCount - notShown)
  }

  /// The answers needed from a respondent who was shown this many items.
  private func needed(shown: Int) -> Int {
    guard let neededByShown else { return needed }
    return neededByShown.indices.contains(shown - 1) ? neededByShown[shown - 1] : 1
  }

  /// The score of the answered items' weighted sum and the sum of their weights.
  func score(sum: Double, weight: Double) -> Double {
    switch score {
    case .mean: return sum / weight
    case .sum: return sum
    case .proratedSum: return sum / weight * totalWeight
    case .percentOfMaximum:
      let mean = sum / weight
      guard rescaling == .none, let (minimum, maximum) = ranges.first else { return mean }
      return 100 * (mean - minimum) / (maximum - minimum)
    }
  }

  /// Why there is no score, in words that follow a number of cases: "with more than one item skipped".
  func words(for absences: AbsenceTally) -> String {
    guard neededByShown != nil else {
      return absences.words(items: itemCount, tolerated: itemCount - needed, noun: noun)
    }
    let shown = itemCount - absences.notShown
    return absences.wordsOfShown(shown, tolerated: shown - needed(shown: shown), noun: noun)
  }

  /// Why a respondent is not among those who answered every item.
  func listwiseWords(for absences: AbsenceTally) -> String {
    absences.words(items: itemCount, tolerated: 0, noun: noun)
  }
}
