import SurveyVocabulary

/// What a search for a minimum found: the point, the value there, how far off they may be, and what it took.
///
/// A search that ends without meeting its tolerance is no error, because its best point is worth having: it
/// says `converged == false` and why in ``stop``. ``orNotConverged(_:)`` makes an error of that.
public struct Minimum<Point: Hashable & Sendable>: Hashable, Sendable {
  /// Why a search ended.
  public enum Stop: String, Hashable, Sendable, Codable {
    /// The tolerance was met.
    case tolerance
    /// The budget of evaluations was used up.
    case budget
    /// No step made the value smaller: rounding, a kink, or a gradient that is not the function's.
    case noProgress
  }

  /// The best point.
  public let point: Point
  /// The value of the function at the point.
  public let value: Double
  /// The estimated distance of the point from the minimum, largest over the coordinates, in their units: an
  /// estimate, not a bound.
  public let errorEstimate: Double
  /// The number of steps.
  public let iterations: Int
  /// How often the function was evaluated.
  public let evaluations: Int
  /// How often the gradient was evaluated; 0 for methods without one.
  public let gradientEvaluations: Int
  /// Why the search ended.
  public let stop: Stop

  /// Whether the tolerance was met.
  public var converged: Bool { stop == .tolerance }

  /// The minimum, or an error where the search did not converge.
  ///
  /// - Parameter subject: What was minimized, for the error's text.
  /// - Returns: This value.
  /// - Throws: `InputError` of code `notConverged` if the tolerance was not met.
  public func orNotConverged(_ subject: String = "minimum") throws(InputError) -> Minimum {
    guard converged else {
      throw InputError(
        .notConverged, subject,
        "the search ended after \(iterations) iterations and \(evaluations) evaluations, "
          + (stop == .budget ? "its budget used up" : "no step making the value smaller"),
        remedy: "begin nearer, rescale the parameters, or allow a wider tolerance")
    }
    return self
  }
}
