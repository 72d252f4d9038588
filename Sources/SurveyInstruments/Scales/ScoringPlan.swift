/// A checked scale, ready to score answers: what typed scales and codebooks lower to.
struct ScoringPlan: Sendable {
  let name: String
  let columns: [String]
  let ranges: [(minimum: Double, maximum: Double)]
  let isReversed: [Bool]
  let needed: Int
  let score: ScoreRule
  let rescaling: Rescaling

  /// - Throws: `InputError` with the faults of the definition.
  init(_ definition: ScaleDefinition) throws(InputError) {
    try throwFirst(of: definition.faults)
    name = definition.name
    columns = definition.items.map(\.column)
    ranges = definition.items.map { $0.kind.scoreRange ?? (0, 1) }
    isReversed = definition.items.map { $0.keyed == .negative }
    needed = definition.missing.needed(of: definition.items.count) ?? definition.items.count
    score = definition.score
    rescaling = definition.rescaling
  }

  var itemCount: Int { columns.count }

  /// What an answer to an item counts, after its key and the rescaling.
  func keyed(_ answer: Double, item: Int) -> Double {
    let (minimum, maximum) = ranges[item]
    let value = isReversed[item] ? minimum + maximum - answer : answer
    return rescaling == .percentOfRange ? 100 * (value - minimum) / (maximum - minimum) : value
  }

  /// The score of the answered items' sum; `nil` where too few are answered.
  func score(sum: Double, answered: Int) -> Double? {
    guard answered >= needed, answered > 0 else { return nil }
    switch score {
    case .mean: return sum / Double(answered)
    case .sum: return sum
    case .proratedSum: return sum / Double(answered) * Double(itemCount)
    }
  }

  /// Why there is no score, in words that follow a number of cases.
  func words(for reasons: AbsenceTally) -> String {
    reasons.words(items: itemCount, tolerated: itemCount - needed)
  }
}

/// The absent answers of one respondent to one scale.
struct AbsenceTally {
  private(set) var count = 0
  private var first: AbsenceReason?
  private var isMixed = false

  init() {}

  mutating func add(_ reason: AbsenceReason) {
    count += 1
    guard let first else { return first = reason }
    if first != reason { isMixed = true }
  }

  /// The reason that all absent answers share.
  var reason: AbsenceReason? { isMixed ? nil : first }

  /// "refused" where all items were; "with more than one item skipped"; "with an item missing".
  func words(items: Int, tolerated: Int) -> String {
    let kind = reason?.words ?? "missing"
    if count == items, items > 0 { return reason == nil ? "with every item missing" : kind }
    return tolerated > 0 ? "with more than \(counted(tolerated)) \(kind)" : "with \(atLeastOne) \(kind)"
  }

  private var atLeastOne: String { count == 1 ? "an item" : "more than one item" }
}

/// "one item", "two items", "11 items".
func counted(_ items: Int) -> String {
  let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
  return (words.indices.contains(items) ? words[items] : "\(items)") + (items == 1 ? " item" : " items")
}
