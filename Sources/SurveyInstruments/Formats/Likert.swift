/// Whole numbers that can be answered, from one to another, some of them with words.
///
/// ```swift
/// enum Satisfaction: WholeRange {
///   static let range = 0...10
///   static let labels = [0: "not at all satisfied", 10: "completely satisfied"]
/// }
/// var work: Likert<Satisfaction>?
/// ```
public protocol WholeRange: Hashable, Sendable {
  /// The first and the last answer, at most 1,000 apart.
  static var range: ClosedRange<Int> { get }
  /// The words of the answers that have some, often the two ends; the others are called by their number.
  static var labels: [Int: String] { get }
  /// The words of answers in further languages.
  static var translations: [Int: [Language: String]] { get }
}

extension WholeRange {
  /// No words.
  public static var labels: [Int: String] { [:] }
  /// No further languages.
  public static var translations: [Int: [Language: String]] { [:] }
}

/// An answer that is a whole number of a declared range: a Likert item of any length, where an enum with a
/// case for each point would say no more than its numbers.
///
/// The ranges ``FourPoints``, ``FivePoints``, ``SixPoints``, ``SevenPoints`` and ``NinePoints`` are ready:
/// `Likert<SevenPoints>`. A range wider than 1,000 has no answers, and its fields say so.
public struct Likert<Range: WholeRange>: ResponseFormat {
  /// The number that was answered.
  public let rawValue: Int

  /// An answer; `nil` for a number outside the range.
  public init?(rawValue: Int) {
    guard Range.range.contains(rawValue) else { return nil }
    self.rawValue = rawValue
  }

  /// An answer; `nil` for a number outside the range.
  public init?(_ value: Int) { self.init(rawValue: value) }

  /// The answers in order; none for a range wider than 1,000.
  public static var allCases: [Likert] {
    let (width, overflow) = Range.range.upperBound.subtractingReportingOverflow(Range.range.lowerBound)
    return overflow || width > 1_000 ? [] : Range.range.compactMap(Likert.init(rawValue:))
  }

  /// The words of the answer where it has some, else its number.
  public var label: String { Range.labels[rawValue] ?? String(rawValue) }

  /// The words in further languages.
  public var translations: [Language: String] { Range.translations[rawValue] ?? [:] }

  /// The first number of the range.
  public static var minimum: Double { Double(Range.range.lowerBound) }

  /// The last number of the range.
  public static var maximum: Double { Double(Range.range.upperBound) }
}

/// 1 to 4: no midpoint.
public enum FourPoints: WholeRange {
  /// 1 to 4.
  public static let range = 1...4
}

/// 1 to 5.
public enum FivePoints: WholeRange {
  /// 1 to 5.
  public static let range = 1...5
}

/// 1 to 6: no midpoint.
public enum SixPoints: WholeRange {
  /// 1 to 6.
  public static let range = 1...6
}

/// 1 to 7.
public enum SevenPoints: WholeRange {
  /// 1 to 7.
  public static let range = 1...7
}

/// 1 to 9.
public enum NinePoints: WholeRange {
  /// 1 to 9.
  public static let range = 1...9
}

/// The eleven whole numbers from 0 to 10.
public enum ElevenPoints: WholeRange {
  /// 0 to 10.
  public static let range = 0...10
}
