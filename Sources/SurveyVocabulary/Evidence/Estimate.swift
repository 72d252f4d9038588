/// An estimated quantity with its uncertainty.
public struct Estimate: Hashable, Sendable, Codable {
  /// The estimate, in the units that the owner's documentation gives.
  public let value: Double
  /// The standard error, where the method has one.
  public let standardError: Double?
  /// The confidence interval, where the method has one.
  public let interval: ConfidenceInterval?

  /// Makes an estimate from its parts.
  public init(_ value: Double, standardError: Double? = nil, interval: ConfidenceInterval? = nil) {
    self.value = value
    self.standardError = standardError
    self.interval = interval
  }
}
