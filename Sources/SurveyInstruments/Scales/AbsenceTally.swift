/// Why an item has no answer, or a scale that is an item no score.
enum Gap: Hashable {
  /// One reason, which all absent answers of a scale share.
  case reason(AbsenceReason)
  /// Some answers of a scale were not shown, the others not applicable.
  case notAsked
  /// Several reasons, or the norm is what a scale is lacking.
  case mixed

  /// Whether nothing was left unanswered: not shown, or not applicable.
  var isNotShown: Bool { self == .reason(.notShown) || self == .reason(.notApplicable) || self == .notAsked }

  /// In words that follow a number of cases or items.
  var words: String {
    switch self {
    case .reason(let reason): reason.words
    case .notAsked: "not shown or not applicable"
    case .mixed: "missing"
    }
  }

  /// What two gaps have in common.
  func joined(_ other: Gap) -> Gap {
    if self == other { return self }
    return isNotShown && other.isNotShown ? .notAsked : .mixed
  }
}

/// The absent answers of one respondent to one scale.
struct AbsenceTally {
  /// The number of items without an answer.
  private(set) var count = 0
  /// How many of them were not shown, or do not apply.
  private(set) var notShown = 0
  private var all: Gap?
  private var shown: Gap?

  /// Counts an item without an answer.
  mutating func add(_ gap: Gap) {
    count += 1
    all = all?.joined(gap) ?? gap
    guard !gap.isNotShown else { return notShown += 1 }
    shown = shown?.joined(gap) ?? gap
  }

  /// What all gaps have in common.
  var gap: Gap { all ?? .mixed }

  /// What the gaps have in common: those of items that were shown, where there are some.
  var gapOfShown: Gap { shown ?? gap }

  /// "refused" where all items were; "with more than one item skipped"; "with an item missing".
  func words(items: Int, tolerated: Int, noun: String) -> String {
    if count == items, items > 0 { return gap == .mixed ? "with every \(noun) missing" : gap.words }
    return Self.words(count, gap, tolerated, noun)
  }

  /// The same of the items that were shown: "not shown" where none was.
  func wordsOfShown(_ items: Int, tolerated: Int, noun: String) -> String {
    guard items > 0 else { return gap.words }
    guard notShown > 0 else { return words(items: items, tolerated: tolerated, noun: noun) }
    let count = count - notShown
    if count == items { return gapOfShown == .mixed ? "with every \(noun) shown missing" : gapOfShown.words }
    return Self.words(count, gapOfShown, tolerated, noun)
  }

  private static func words(_ count: Int, _ gap: Gap, _ tolerated: Int, _ noun: String) -> String {
    guard tolerated == 0 else { return "with more than \(counted(tolerated, noun)) \(gap.words)" }
    let items = count == 1 ? (noun == "item" ? "an item" : "a \(noun)") : "more than one \(noun)"
    return "with \(items) \(gap.words)"
  }
}

/// "one item", "two items", "11 items".
func counted(_ items: Int, _ noun: String = "item") -> String {
  let words = ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]
  return (words.indices.contains(items) ? words[items] : "\(items)") + (items == 1 ? " \(noun)" : " \(noun)s")
}
