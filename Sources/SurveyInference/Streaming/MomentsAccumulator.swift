import SurveyVocabulary

/// Size, mean, variance, skewness and kurtosis of numbers that come in parts.
///
/// Sums of the first four powers of the deviations from the first value are kept with 31 digits (doubled
/// precision). Because that value is one of the data, the loss of digits when the sums are moved to the mean
/// is at most a factor of the number of cases, so that any order of appending and merging gives the same mean
/// and variance to 14 digits, whatever the mean of the data is beside their spread.
public struct MomentsAccumulator: StreamingSummary {
  /// The number of observations.
  public private(set) var count = 0
  /// The smallest observation; `nil` where there is none.
  public private(set) var minimum: Double?
  /// The largest observation; `nil` where there is none.
  public private(set) var maximum: Double?
  /// The first value, from which deviations are taken.
  private var origin = 0.0
  /// The sums of the first to the fourth power of the deviations.
  private var sums = PowerSums()

  /// The largest deviation: the fourth powers of 2^53 of them are within the range of `Double`.
  private static let largestDeviation = 1e70

  /// A summary of nothing.
  public init() {}

  /// The summary of observations.
  ///
  /// - Throws: `InputError` as of ``append(contentsOf:)``.
  public init(_ values: some Collection<Double>) throws(InputError) { try append(contentsOf: values) }

  /// Takes an observation in.
  ///
  /// - Throws: `InputError` if it is not finite or more than 1e70 away from the first.
  public mutating func append(_ value: Double) throws(InputError) { try append(contentsOf: [value]) }

  /// Takes observations in, all of them or, after an error, none.
  ///
  /// - Throws: `InputError` if one is not finite or more than 1e70 away from the first, or if there are more
  ///   than 2^53.
  public mutating func append(contentsOf values: some Collection<Double>) throws(InputError) {
    let numbers = try finiteValues(values, "values")
    guard let first = numbers.first else { return }
    let total = try Self.mergedCount(count, numbers.count)
    let center = count > 0 ? origin : first
    var (low, high) = (minimum ?? first, maximum ?? first)
    for number in numbers { (low, high) = (min(low, number), max(high, number)) }
    try Self.checkRange(low, high, around: center)
    for number in numbers { sums.add(DoubledSum.sum(number, -center)) }
    (count, origin, minimum, maximum) = (total, center, low, high)
  }

  /// Takes the observations of another summary in.
  ///
  /// - Throws: `InputError` if observations are more than 1e70 apart, or if there are more than 2^53; nothing
  ///   is changed then.
  public mutating func merge(_ other: MomentsAccumulator) throws(InputError) {
    guard let otherLow = other.minimum, let otherHigh = other.maximum else { return }
    guard let ownLow = minimum, let ownHigh = maximum else {
      self = other
      return
    }
    let total = try Self.mergedCount(count, other.count)
    let (low, high) = (min(ownLow, otherLow), max(ownHigh, otherHigh))
    try Self.checkRange(low, high, around: origin)
    sums.add(other.sums.moved(by: DoubledSum.sum(other.origin, -origin), count: Double(other.count)))
    (count, minimum, maximum) = (total, low, high)
  }

  private static func checkRange(_ low: Double, _ high: Double, around center: Double) throws(InputError) {
    let farthest = max(high - center, center - low)
    guard farthest <= largestDeviation else {
      throw InputError(
        .outOfRange, "values", "\(low) and \(high) are too far apart for their fourth powers",
        remedy: "rescale the values")
    }
  }
}

extension MomentsAccumulator {
  /// The arithmetic mean; `nil` for no observation.
  public var mean: Double? {
    count > 0 ? (DoubledSum(origin) + sums.first / Double(count)).value : nil
  }

  /// The variance with n - 1 in the denominator; `nil` for fewer than two observations.
  public var variance: Double? {
    count > 1 ? sums.central(count: Double(count)).second / Double(count - 1) : nil
  }

  /// The standard deviation with n - 1 in the denominator; `nil` for fewer than two observations.
  public var standardDeviation: Double? { variance?.squareRoot() }

  /// The skewness; `nil` for a constant, for too few observations, and for a variance below 1e-140.
  public func skewness(_ definition: ShapeDefinition = .two) -> Double? { shape(definition)?.skewness }

  /// The kurtosis in excess of the normal distribution's; `nil` for a constant, for too few observations, and
  /// for a variance below 1e-140, whose square loses digits.
  public func excessKurtosis(_ definition: ShapeDefinition = .two) -> Double? { shape(definition)?.kurtosis }

  /// Size, mean, sum of squares and range, for methods that take summaries.
  ///
  /// - Throws: `InputError` if there is no observation.
  public func moments() throws(InputError) -> Moments {
    guard let mean else { throw .tooFew("values", found: 0, needed: 1) }
    return Moments(
      count: count, mean: mean, sumOfSquares: sums.central(count: Double(count)).second, minimum: minimum,
      maximum: maximum)
  }

  private func shape(_ definition: ShapeDefinition) -> SampleShape? {
    guard count > 1 else { return nil }
    let central = sums.central(count: Double(count))
    let variance = central.second / Double(count)
    guard variance >= 1e-140 else { return nil }
    let deviation = variance.squareRoot()
    return SampleShape(
      skew: central.third / Double(count) / variance / deviation,
      excess: central.fourth / Double(count) / variance / variance - 3, count: count, definition)
  }
}

extension MomentsAccumulator: Codable {
  private enum CodingKeys: String, CodingKey {
    case count, origin, sums, minimum, maximum
  }

  /// Writes the sums with both parts of their doubled precision.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(origin, forKey: .origin)
    try container.encode([sums.first, sums.second, sums.third, sums.fourth].parts, forKey: .sums)
    try container.encodeIfPresent(minimum, forKey: .minimum)
    try container.encodeIfPresent(maximum, forKey: .maximum)
  }

  /// Reads a summary that was written, and refuses numbers that no observations have.
  ///
  /// - Throws: `DecodingError` if a part is absent, not finite or contradicts another.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    count = try container.decode(Int.self, forKey: .count)
    origin = try container.decode(Double.self, forKey: .origin)
    minimum = try container.decodeIfPresent(Double.self, forKey: .minimum)
    maximum = try container.decodeIfPresent(Double.self, forKey: .maximum)
    let parts = [DoubledSum](parts: try container.decode([Double].self, forKey: .sums))
    guard let parts, parts.count == 4 else {
      throw DecodingError.dataCorruptedError(
        forKey: .sums, in: container, debugDescription: "eight finite numbers are needed, high and low parts")
    }
    sums = PowerSums(first: parts[0], second: parts[1], third: parts[2], fourth: parts[3])
    guard isPossible else {
      throw DecodingError.dataCorruptedError(
        forKey: .count, in: container, debugDescription: "no observations have these moments")
    }
  }

  /// Whether there are observations with these sums, as far as inequalities of moments tell.
  private var isPossible: Bool {
    guard (0...Self.largestCount).contains(count) else { return false }
    guard let minimum, let maximum else {
      return count == 0 && minimum == nil && maximum == nil && origin == 0 && sums == PowerSums()
    }
    guard count > 0, minimum.isFinite, maximum.isFinite, minimum <= origin, origin <= maximum,
      max(maximum - origin, origin - minimum) <= Self.largestDeviation
    else { return false }
    return sums.arePossible(count: Double(count), from: minimum - origin, to: maximum - origin)
  }
}
