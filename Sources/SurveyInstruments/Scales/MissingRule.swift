/// How many items of a scale must be answered for a score.
///
/// By default every item of the scale counts, for whatever reason an answer is absent, so that a number of
/// items means the same for everybody. ``ofItemsShown`` counts only the items that a respondent was shown.
public struct MissingRule: Hashable, Sendable {
  private enum Kind: Hashable {
    case none
    case count(Int)
    case fraction(Double)
    case share(Double)
    case missing(Int)
  }

  private let kind: Kind
  /// Whether items that were not shown are left out of the count.
  public private(set) var countsOnlyItemsShown = false

  private init(kind: Kind) { self.kind = kind }

  /// All of them: one missing answer, and there is no score.
  public static let none = MissingRule(kind: .none)

  /// At least this many.
  public static func atLeast(_ count: Int) -> MissingRule { MissingRule(kind: .count(count)) }

  /// At least this share of them, such as 0.8; above 0 and at most 1.
  public static func atLeast(fraction: Double) -> MissingRule { MissingRule(kind: .fraction(fraction)) }

  /// More than this share of them, such as 0.5; at least 0 and below 1.
  public static func moreThan(fraction: Double) -> MissingRule { MissingRule(kind: .share(fraction)) }

  /// At most this many answers missing.
  public static func atMost(missing count: Int) -> MissingRule { MissingRule(kind: .missing(count)) }

  /// The same rule, counting only the items that the respondent was shown.
  ///
  /// An item whose answer is not shown or not applicable (`AbsenceReason.notShown`, `.notApplicable`) then
  /// counts neither as answered nor as missing. `.none.ofItemsShown` wants all the items that were shown,
  /// a share is a share of these, and `.atMost(missing:)` counts what was refused, skipped or lost. Whoever
  /// was shown no item, or answered none, has no score. `.atLeast(2)` wants two answers either way, and
  /// stays as it is.
  public var ofItemsShown: MissingRule {
    guard count == nil else { return self }
    var rule = self
    rule.countsOnlyItemsShown = true
    return rule
  }

  var count: Int? {
    if case .count(let count) = kind { return count }
    return nil
  }

  var fraction: Double? {
    if case .fraction(let fraction) = kind { return fraction }
    return nil
  }

  var share: Double? {
    if case .share(let share) = kind { return share }
    return nil
  }

  var tolerated: Int? {
    if case .missing(let count) = kind { return count }
    return nil
  }

  /// The number of answers that a scale of this many items needs; `nil` where the rule makes no sense.
  ///
  /// Of a rule ``ofItemsShown``: from a respondent who was shown all of them.
  public func needed(of items: Int) -> Int? {
    switch kind {
    case .none: return items
    case .count(let count): return count >= 1 && count <= items ? count : nil
    case .fraction(let fraction):
      guard fraction > 0, fraction <= 1 else { return nil }
      // The tolerance keeps 0.7 of 10 items from asking for 8 after rounding of the product.
      return Int(exactly: (fraction * Double(items) - 1e-9).rounded(.up)).map { Swift.max(1, $0) }
    case .share(let share):
      guard share >= 0, share < 1 else { return nil }
      return Int(exactly: (share * Double(items) + 1e-9).rounded(.down)).map { Swift.min(items, $0 + 1) }
    case .missing(let count): return count >= 0 && count < items ? items - count : nil
    }
  }

  /// The number of answers needed from those who were shown 1, 2, … of the items; `nil` where it does not
  /// depend on how many were shown.
  package func neededByShown(of items: Int) -> [Int]? {
    guard countsOnlyItemsShown, items > 0, needed(of: items) != nil else { return nil }
    // Where fewer are shown than may be missing, one answer is still needed.
    let needed = (1...items).map { self.needed(of: $0) ?? 1 }
    return needed.allSatisfy { $0 == 1 } ? nil : needed
  }

  /// Whether some who lack an answer have a score nevertheless.
  package func toleratesGaps(of items: Int) -> Bool {
    neededByShown(of: items) != nil || needed(of: items).map { $0 < items } ?? false
  }

  /// The rule in words.
  public var words: String {
    let items = countsOnlyItemsShown ? "items shown" : "items"
    switch kind {
    case .none: return "all \(items) answered"
    case .count(let count): return "at least \(count) \(count == 1 ? "item" : "items") answered"
    case .fraction(let fraction): return "at least \(shortNumber(fraction)) of the \(items) answered"
    case .share(let share): return "more than \(shortNumber(share)) of the \(items) answered"
    case .missing(let count):
      return "at most \(counted(count)) missing" + (countsOnlyItemsShown ? " of the items shown" : "")
    }
  }
}

extension MissingRule {
  /// The rules that are commonly weighed for a scale: all items, at least each smaller number down to half
  /// of the items, and at least one.
  ///
  /// - Parameter items: The number of items.
  /// - Returns: The rules from the strictest to the mildest; none for no items.
  public static func common(for items: Int) -> [MissingRule] {
    guard items > 0 else { return [] }
    // More than a thousand rules would tell nobody anything.
    let half = Swift.max(items / 2 + items % 2, items - 1_000)
    let counts = Array((half..<items).reversed()) + (half > 1 ? [1] : [])
    return [.none] + counts.map { .atLeast($0) }
  }
}

extension MissingRule: CustomStringConvertible {
  /// The rule in words.
  public var description: String { words }
}
