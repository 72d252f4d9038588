/// The lower and upper limit of an estimate at a stated level of confidence.
///
/// A one-sided interval has an infinite limit on its open side.
public struct ConfidenceInterval: Hashable, Sendable, Codable {
  /// The lower limit; `-infinity` where the interval is open below.
  public let lower: Double
  /// The upper limit; `infinity` where the interval is open above.
  public let upper: Double
  /// The level of confidence, such as 0.95.
  public let level: Double
  /// How the limits were found, such as "noncentral t" or "Feldt".
  public let method: String

  /// Makes an interval from its limits.
  public init(lower: Double, upper: Double, level: Double, method: String) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.method = method
  }

  /// Whether a value lies within the limits, limits included.
  public func contains(_ value: Double) -> Bool { lower <= value && value <= upper }

  /// The distance between the limits.
  public var width: Double { upper - lower }
}
