import SurveyVocabulary

/// The size, mean and variance of a set of numbers, with their smallest and largest value.
///
/// The mean is found in two passes and the squared deviations are corrected for its rounding (Chan,
/// Golub & LeVeque 1983), never from raw sums of squares. Two values merge into the moments of all
/// their observations, so that large data can be summarised in parts.
public struct Moments: Hashable, Sendable, Codable {
  /// The number of observations.
  public let count: Int
  /// The arithmetic mean, in the units of the data.
  public let mean: Double
  /// The sum of squared deviations from the mean, in squared units of the data.
  public let sumOfSquares: Double
  /// The smallest observation; `nil` where only summaries are known.
  public let minimum: Double?
  /// The largest observation; `nil` where only summaries are known.
  public let maximum: Double?

  /// The moments of observations.
  ///
  /// - Throws: `InputError` if there is no observation, if one is not finite, or if the squared
  ///   deviations exceed the range of `Double`.
  public init(_ values: some Collection<Double>) throws(InputError) {
    try self.init(finite: try finiteValues(values, "values", atLeast: 1))
  }

  /// The moments of values already known to be finite and at least one.
  package init(finite values: [Double]) throws(InputError) {
    let size = Double(values.count)
    // Scaling by the size before summing keeps the sum of huge values within range.
    let rough = values.reduce(0) { $0 + $1 / size }
    var shift = 0.0
    for value in values { shift += (value - rough) / size }
    let center = rough + shift
    var squares = 0.0
    var lost = 0.0
    var rest = 0.0
    for value in values {
      let deviation = value - center
      rest += deviation
      // What each addition rounds away is summed beside it (Knuth's two-sum).
      let square = deviation * deviation
      let sum = squares + square
      let part = sum - squares
      lost += (squares - (sum - part)) + (square - part)
      squares = sum
    }
    let corrected = squares + (lost - rest * rest / size)
    guard corrected.isFinite, center.isFinite else {
      throw InputError(
        .outOfRange, "values", "the squared deviations exceed the range of Double",
        remedy: "rescale the values")
    }
    count = values.count
    mean = center
    minimum = values.min()
    maximum = values.max()
    // Equal values have no spread, whatever the rounding of their mean.
    sumOfSquares = minimum == maximum ? 0 : max(corrected, 0)
  }

  /// The moments of observations that are known only by their summary.
  ///
  /// - Throws: `InputError` if the count is below 1, a number is not finite, or the standard
  ///   deviation is negative or given for a single observation as anything but zero.
  public init(count: Int, mean: Double, standardDeviation: Double) throws(InputError) {
    guard count >= 1 else { throw .tooFew("count", found: count, needed: 1) }
    guard mean.isFinite else { throw .notFinite("mean", value: mean, at: 0) }
    guard standardDeviation >= 0, standardDeviation.isFinite, count > 1 || standardDeviation == 0 else {
      throw .outOfRange(
        "standard deviation", value: standardDeviation,
        allowed: count > 1 ? "a finite number of at least 0" : "0 for a single observation")
    }
    let squares = standardDeviation * standardDeviation * Double(count - 1)
    guard squares.isFinite else {
      throw .outOfRange("standard deviation", value: standardDeviation, allowed: "below 1e150")
    }
    self.count = count
    self.mean = mean
    sumOfSquares = squares
    minimum = nil
    maximum = nil
  }

  /// The moments of observations that were summed elsewhere.
  init(count: Int, mean: Double, sumOfSquares: Double, minimum: Double?, maximum: Double?) {
    self.count = count
    self.mean = mean
    self.sumOfSquares = sumOfSquares
    self.minimum = minimum
    self.maximum = maximum
  }

  /// The variance with n - 1 in the denominator; `nil` for a single observation.
  public var variance: Double? { count > 1 ? sumOfSquares / Double(count - 1) : nil }

  /// The standard deviation with n - 1 in the denominator; `nil` for a single observation.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// The standard error of the mean; `nil` for a single observation.
  public var standardErrorOfMean: Double? { variance.map { ($0 / Double(count)).squareRoot() } }

  /// The moments of the observations of both.
  ///
  /// - Throws: `InputError` if the number of observations or the squared deviations exceed the range
  ///   of their types.
  public func merging(_ other: Moments) throws(InputError) -> Moments {
    let (total, overflow) = count.addingReportingOverflow(other.count)
    let difference = other.mean - mean
    let share = Double(other.count) / Double(total)
    let squares = sumOfSquares + other.sumOfSquares + difference * difference * share * Double(count)
    guard !overflow, squares.isFinite else {
      throw InputError(.outOfRange, "moments", "the merged moments exceed the range of their types")
    }
    return Moments(
      count: total, mean: mean + difference * share, sumOfSquares: squares,
      minimum: merge(minimum, other.minimum, min), maximum: merge(maximum, other.maximum, max))
  }

  private func merge(_ first: Double?, _ second: Double?, _ choose: (Double, Double) -> Double) -> Double? {
    guard let first, let second else { return nil }
    return choose(first, second)
  }
}

extension Moments {
  private enum CodingKeys: String, CodingKey {
    case count, mean, sumOfSquares, minimum, maximum
  }

  /// Reads moments that were written, and refuses numbers that no observations have.
  ///
  /// - Throws: `DecodingError` if a part is absent, not finite or contradicts another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    mean = try container.decode(Double.self, forKey: .mean)
    sumOfSquares = try container.decode(Double.self, forKey: .sumOfSquares)
    minimum = try container.decodeIfPresent(Double.self, forKey: .minimum)
    maximum = try container.decodeIfPresent(Double.self, forKey: .maximum)
    let isOrdered = (minimum ?? mean) <= (maximum ?? mean)
    guard count >= 1, mean.isFinite, sumOfSquares >= 0, sumOfSquares.isFinite,
      count > 1 || sumOfSquares == 0, isOrdered
    else {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container, debugDescription: "no observations have these moments")
    }
  }
}
