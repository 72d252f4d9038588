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
  let needed: Int
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

  /// The score of the answered items' weighted sum and the sum of their weights; NaN where too few are
  /// answered.
  func score(sum: Double, weight: Double, answered: Int) -> Double {
    guard answered >= needed, answered > 0 else { return .nan }
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

  /// Why there is no score, in words that follow a number of cases.
  ///
  /// - Parameters:
  ///   - reasons: The absent answers of a respondent.
  ///   - tolerated: How many may be absent; by the scale's own rule where there is none.
  /// - Returns: Words such as "with more than one item skipped".
  func words(for reasons: AbsenceTally, tolerating tolerated: Int? = nil) -> String {
    reasons.words(items: itemCount, tolerated: tolerated ?? itemCount - needed, noun: noun)
  }
}

/// The absent answers of one respondent to one scale.
struct AbsenceTally {
  private(set) var count = 0
  private var first: AbsenceReason?
  private var isMixed = false

  init() {}

  /// Counts an absent answer; `nil` for a scale that lacks several answers for several reasons.
  mutating func add(_ reason: AbsenceReason?) {
    count += 1
    guard let reason else { return isMixed = true }
    guard let first else { return first = reason }
    if first != reason { isMixed = true }
  }

  /// The reason that all absent answers share.
  var reason: AbsenceReason? { isMixed ? nil : first }

  /// "refused" where all items were; "with more than one item skipped"; "with an item missing".
  func words(items: Int, tolerated: Int, noun: String = "item") -> String {
    let kind = reason?.words ?? "missing"
    if count == items, items > 0 { return reason == nil ? "with every \(noun) missing" : kind }
    guard tolerated == 0 else { return "with more than \(counted(tolerated, noun)) \(kind)" }
    return "with \(count == 1 ? (noun == "item" ? "an item" : "a \(noun)") : "more than one \(noun)") \(kind)"
  }
}

/// "one item", "two items", "11 items".
func counted(_ items: Int, _ noun: String = "item") -> String {
  let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
  return (words.indices.contains(items) ? words[items] : "\(items)") + (items == 1 ? " \(noun)" : " \(noun)s")
}
