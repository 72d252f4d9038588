import SurveyProbability
import SurveyVocabulary

/// Bland and Altman's limits of agreement where each subject was measured several times by each method.
///
/// Every subject counts once in the bias. The limits are about the difference of two single measurements;
/// the variance of those is put together from components, whether or not the subjects have equally many
/// measurements.
///
/// Reference: Bland & Altman (2007), doi:10.1080/10543400701329422; intervals: Zou (2013),
/// doi:10.1177/0962280211402548.
public struct RepeatedBlandAltman: Finding {
  /// The stable name of the method.
  public static let methodID = "repeated-bland-altman/1"

  /// What is known of the quantity while it is measured several times.
  public enum TrueValue: String, Hashable, Sendable, Codable, CaseIterable {
    /// It does not change: the measurements of a subject are replicates, in no order, and the methods may
    /// have different numbers of them.
    case constant
    /// It may change: the measurements of the two methods come in pairs of one moment.
    case varying
  }

  /// The mean over subjects of the subject's mean difference, with Student's interval.
  public let bias: Estimate
  /// The standard deviation of the difference of two single measurements.
  public let standardDeviation: Double
  /// The lower limit of agreement, with Zou's interval.
  public let lowerLimit: Estimate
  /// The upper limit of agreement, with Zou's interval.
  public let upperLimit: Estimate
  /// The parts that the variance of a difference is made of.
  public let components: [Component]
  /// A plot's points: the mean of a subject's measurements and its mean difference.
  public let points: [BlandAltman.Point]
  /// What is known of the true value.
  public let trueValue: TrueValue
  /// The share of differences that the limits are to hold.
  public let coverage: Double
  /// The numbers of measurements by the two methods.
  public let measurementCounts: [Int]
  /// The names of the two measurements for print, and the cases.
  public var context: DataContext

  /// A mean square that takes part in the variance of a difference.
  public struct Component: Hashable, Sendable {
    /// Where a mean square comes from.
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable {
      /// The variance of the subjects' mean differences.
      case subjectMeans
      /// The replicates of the first method around the subjects' means.
      case withinMeasurement
      /// The replicates of the second method around the subjects' means.
      case withinReference
      /// The differences of pairs, between subjects.
      case betweenSubjects
      /// The differences of pairs around the subjects' mean differences.
      case withinSubjects
    }

    /// What varies.
    public let source: Source
    /// The variance or mean square.
    public let meanSquare: Double
    /// Its degrees of freedom.
    public let degreesOfFreedom: Int
    /// What it is multiplied by.
    public let factor: Double
  }

  /// Compares two methods, `measurements` minus `reference`, each with one array of measurements to a
  /// subject.
  ///
  /// - Parameters:
  ///   - measurements: The measurements whose difference is taken, one array to a subject.
  ///   - reference: Those that are subtracted, for the same subjects in the same order.
  ///   - trueValue: Whether the quantity stays the same or may change; then the measurements are pairs.
  ///   - coverage: The share of differences that the limits are to hold.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two subjects, a subject lacks measurements of a method,
  ///   pairs are not equally long, a value is not finite, no subject was measured twice, or variances leave
  ///   the range of `Double`.
  public init(
    _ measurements: [[Double]], against reference: [[Double]], trueValue: TrueValue, coverage: Double = 0.95,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let z = try AgreementSpread.reach(coverage)
    let first = try Replicates(measurements, "measurements")
    let second = try Replicates(reference, "reference")
    try checkEqualLength(measurements.count, "measurements", reference.count, "reference")
    let changes = zip(first.means, second.means).map { $0 - $1 }
    guard changes.allSatisfy(\.isFinite) else { throw Replicates.beyondRange }
    let moments = try Moments(finite: changes)
    guard first.withinFreedom + second.withinFreedom > 0 else {
      throw InputError(
        .tooFew, "measurements", "no subject was measured twice",
        remedy: "use BlandAltman for single measurements")
    }
    switch trueValue {
    case .constant:
      components = Self.constant(moments, first, second)
    case .varying:
      components = try Self.varying(measurements, reference)
    }
    let n = Double(moments.count)
    let isConstant = moments.minimum == moments.maximum
    let error = isConstant ? 0 : (moments.standardDeviation ?? 0) / n.squareRoot()
    let reach =
      try StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: (1 - confidence) / 2) * error
    bias = Estimate(
      moments.mean, standardError: error,
      interval: ConfidenceInterval(
        lower: moments.mean - reach, upper: moments.mean + reach, level: confidence, method: "t"))
    let spread = try ComponentSpread(components, confidence: confidence)
    standardDeviation = spread.deviation
    lowerLimit = spread.limit(mean: moments.mean, reach: reach, z: -z, level: confidence)
    upperLimit = spread.limit(mean: moments.mean, reach: reach, z: z, level: confidence)
    points = zip(zip(first.means, second.means), changes).map {
      BlandAltman.Point(mean: $0.0 / 2 + $0.1 / 2, difference: $1)
    }
    self.trueValue = trueValue
    self.coverage = coverage
    measurementCounts = [first.count, second.count]
    context = DataContext(parts: ["measurement", "reference"], cases: CaseLedger(all: moments.count))
  }

  /// The variance of mean differences, and of each method's replicates what the means do not show.
  private static func constant(_ moments: Moments, _ first: Replicates, _ second: Replicates) -> [Component] {
    let spread = moments.minimum == moments.maximum ? 0 : moments.variance ?? 0
    let within = [(first, Component.Source.withinMeasurement), (second, .withinReference)].compactMap {
      replicates, source in
      replicates.withinMeanSquare.map {
        Component(
          source: source, meanSquare: $0, degreesOfFreedom: replicates.withinFreedom,
          factor: 1 - replicates.meanInverseSize)
      }
    }
    return [
      Component(
        source: .subjectMeans, meanSquare: spread, degreesOfFreedom: moments.count - 1, factor: 1)
    ] + within
  }

  /// The one-way analysis of variance of the differences: MSB/m₀ + (1 - 1/m₀) MSW.
  private static func varying(
    _ measurements: [[Double]], _ reference: [[Double]]
  ) throws(InputError) -> [Component] {
    var differences: [[Double]] = []
    for (index, pair) in zip(measurements, reference).enumerated() {
      try checkEqualLength(
        pair.0.count, "subject \(index + 1), measurements", pair.1.count, "subject \(index + 1), reference")
      differences.append(zip(pair.0, pair.1).map { $0 - $1 })
    }
    let all = try Replicates(differences, "differences")
    let size = all.effectiveSize
    return [
      Component(
        source: .betweenSubjects, meanSquare: try all.betweenMeanSquare(),
        degreesOfFreedom: differences.count - 1, factor: 1 / size),
      Component(
        source: .withinSubjects, meanSquare: all.withinMeanSquare ?? 0,
        degreesOfFreedom: all.withinFreedom, factor: 1 - 1 / size),
    ]
  }
}
