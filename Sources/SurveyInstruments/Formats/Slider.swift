/// The limits and the step of a slider.
///
/// ```swift
/// enum Percent: SteppedRange {
///   static let range = 0.0...100.0
///   static let step = 5.0
/// }
/// var confidence: Slider<Percent>?
/// ```
public protocol SteppedRange: Hashable, Sendable {
  /// The limits, both of which can be answered.
  static var range: ClosedRange<Double> { get }
  /// The distance between neighbouring answers, of which a whole number makes the range.
  static var step: Double { get }
}

/// An answer on a declared range that moves in steps.
///
/// A number between two steps cannot be made. The number is kept as it is given; a billionth of a step is
/// allowed for the rounding of decimals, since three steps of 0.1 are not exactly 0.3.
public struct Slider<Range: SteppedRange>: ItemFormat {
  /// The number that was answered.
  public let value: Double

  /// An answer; `nil` where the number is outside the range, between two steps, or no number.
  public init?(_ value: Double) {
    guard isStep(value, from: Range.range.lowerBound, to: Range.range.upperBound, by: Range.step) else {
      return nil
    }
    self.value = value
  }

  /// The range and the step.
  public static var columnKind: ColumnKind {
    .slider(minimum: Range.range.lowerBound, maximum: Range.range.upperBound, step: Range.step)
  }

  /// The lower limit of the range.
  public static var minimum: Double { Range.range.lowerBound }

  /// The upper limit of the range.
  public static var maximum: Double { Range.range.upperBound }

  /// The number that was answered.
  public var score: Double { value }

  /// An answer; `nil` where the score is outside the range, between two steps, or no number.
  public init?(score: Double) { self.init(score) }
}

/// Whether a number stands on a step of a range.
package func isStep(_ value: Double, from minimum: Double, to maximum: Double, by step: Double) -> Bool {
  guard value >= minimum, value <= maximum, step > 0 else { return false }
  let steps = (value - minimum) / step
  return (steps - steps.rounded()).magnitude <= 1e-9
}
