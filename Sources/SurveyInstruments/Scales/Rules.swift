/// How many items of a scale must be answered for a score.
public struct MissingRule: Hashable, Sendable {
  private enum Kind: Hashable {
    case none
    case count(Int)
    case fraction(Double)
    case share(Double)
    case missing(Int)
  }

  private let kind: Kind

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

  /// The rule in words.
  public var words: String {
    switch kind {
    case .none: "all items answered"
    case .count(let count): "at least \(count) \(count == 1 ? "item" : "items") answered"
    case .fraction(let fraction): "at least \(shortNumber(fraction)) of the items answered"
    case .share(let share): "more than \(shortNumber(share)) of the items answered"
    case .missing(let count): "at most \(counted(count)) missing"
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

/// How the answered items of a scale become one number.
public enum ScoreRule: String, Hashable, Sendable, Codable, CaseIterable {
  /// The weighted mean of the answered items, in the units of an item.
  case mean
  /// The weighted sum of the items, which needs them all.
  case sum
  /// The mean of the answered items times the number of items (with weights: times their sum): a sum in
  /// which a missing answer counts as the mean of the respondent's other answers. The field also calls it
  /// person-mean or half-scale imputation.
  case proratedSum = "prorated sum"
  /// The mean of the answered items as a percentage of the way from the lowest to the highest answer that
  /// is declared (POMP: Cohen, Cohen, Aiken & West 1999, doi:10.1207/S15327906MBR3403_2).
  case percentOfMaximum = "percent of maximum possible"
}

/// What is done to items before they are put together.
public enum Rescaling: String, Hashable, Sendable, Codable, CaseIterable {
  /// Nothing; the items must have one declared range.
  case none
  /// Each item counts from 0 at its declared minimum to 100 at its declared maximum.
  case percentOfRange = "percent of range"
}

/// Which way an item counts.
public enum Keying: String, Hashable, Sendable, Codable, CaseIterable {
  /// The answer as it is.
  case positive
  /// The declared minimum plus the declared maximum minus the answer.
  case negative
}
