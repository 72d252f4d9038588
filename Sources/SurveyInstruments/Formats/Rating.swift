/// The declared limits of a continuous answer.
///
/// ```swift
/// enum ZeroToTen: ContinuousRange { static let range = 0.0...10.0 }
/// ```
public protocol ContinuousRange: Hashable, Sendable {
  /// The limits, both of which can be answered.
  static var range: ClosedRange<Double> { get }
}

/// An answer anywhere on a declared continuous range, such as a mark on a line from 0 to 10.
///
/// A rating outside its range cannot be made, so that reverse keys and scores can rely on it.
public struct Rating<Range: ContinuousRange>: ItemFormat {
  /// The number that was answered.
  public let value: Double

  /// A rating; `nil` where the number is outside the range or no number.
  public init?(_ value: Double) {
    guard Range.range.contains(value), value.isFinite else { return nil }
    self.value = value
  }

  /// The range.
  public static var columnKind: ColumnKind {
    .rating(minimum: Range.range.lowerBound, maximum: Range.range.upperBound)
  }

  /// The lower limit of the range.
  public static var minimum: Double { Range.range.lowerBound }

  /// The upper limit of the range.
  public static var maximum: Double { Range.range.upperBound }

  /// The number that was answered.
  public var score: Double { value }

  /// A rating; `nil` where the score is outside the range or no number.
  public init?(score: Double) { self.init(score) }
}
