import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The test of DeLong, DeLong and Clarke-Pearson that the areas under curves are equal: of several scores of the
/// same cases, or of one score in two samples.
///
/// Reference: DeLong, DeLong & Clarke-Pearson (1988), doi:10.2307/2531595. Agrees with R's `pROC::roc.test`.
public struct ROCComparison: Finding {
  /// The method and the version of its definition.
  public static let methodID = "roc-comparison/1"

  /// The difference of two areas with its test.
  public struct Difference: Hashable, Sendable {
    /// The places of the two scores among ``areas``.
    public let pair: [Int]
    /// The first area minus the second.
    public let difference: Estimate
    /// The difference over its standard error; `nil` where the two scores rank all cases alike.
    public let statistic: TestStatistic?
    /// The two-sided probability, not adjusted for the number of pairs; `nil` as the statistic.
    public let pValue: Double?
  }

  /// The areas in the order given, with DeLong's standard errors and plain intervals.
  public let areas: [Estimate]
  /// The covariance matrix of the areas.
  public let covariance: Matrix
  /// The differences of all pairs of scores, the first minus the later one.
  public let differences: [Difference]
  /// z of two areas, or chi-square of several.
  public let statistic: TestStatistic
  /// The two-sided probability of the statistic where all areas are equal.
  public let pValue: Double
  /// Whether the scores are of the same cases.
  public let isPaired: Bool
  /// Which scores mean the event, for each of the areas.
  public let directions: [ScoreDirection]
  /// The numbers of cases with and without the event behind each area.
  public let sizes: [[Int]]
  /// The names of the scores and the cases.
  public var context: DataContext

  /// Compares scores of the same cases.
  ///
  /// - Parameters:
  ///   - scores: At least two scores, and at most 50, each with one value per case.
  ///   - outcome: `true` is the event.
  ///   - direction: Which values mean the event, of every score; turn the sign of a score that runs the other way.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for one curve, with the number of the score; if there are fewer than two scores or
  ///   more than 50; or if one score has no other difference from the rest than the others determine, such as two
  ///   that rank all cases alike.
  public init(
    _ scores: [[Double]], by outcome: some Collection<Bool>, direction: ScoreDirection,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard scores.count >= 2 else {
      throw InputError(.tooFew, "scores", "\(scores.count) found, at least 2 needed to compare")
    }
    guard scores.count <= 50 else {
      throw .infeasible(
        "scores", "\(scores.count) scores are too many to compare at once", remedy: "compare at most 50")
    }
    var placements: [Placements] = []
    for (index, values) in scores.enumerated() {
      do throws(InputError) {
        placements.append(Placements(try ClassifiedScores(values, by: outcome, direction)))
      } catch {
        throw InputError(
          error.code, "score \(index + 1), \(error.subject)", error.problem, remedy: error.remedy)
      }
    }
    try self.init(
      placements, isPaired: true, [ScoreDirection](repeating: direction, count: scores.count), confidence)
    context = DataContext(
      parts: scores.indices.map { "score \($0 + 1)" }, cases: CaseLedger(all: outcome.count))
  }

  /// Compares the areas under two curves of different cases.
  ///
  /// - Parameters:
  ///   - curve: The curve whose area is tested.
  ///   - other: The curve of other cases that it is compared with.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if both curves separate their outcomes, or the level is not between 0 and 1.
  public init(
    _ curve: ROCCurve, againstOtherCases other: ROCCurve, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try self.init(
      [curve.placements, other.placements], isPaired: false, [curve.direction, other.direction], confidence)
    context = DataContext(
      parts: ["first", "second"], cases: CaseLedger(all: (curve.sizes + other.sizes).reduce(0, +)))
  }

  private init(
    _ placements: [Placements], isPaired: Bool, _ directions: [ScoreDirection], _ confidence: Double
  ) throws(InputError) {
    let count = placements.count
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    covariance = try Matrix(
      rows: (0..<count).map { row in
        (0..<count).map { column in
          row == column || isPaired ? placements[row].covariance(with: placements[column]) : 0
        }
      })
    let values = placements.map(\.area)
    var areas: [Estimate] = []
    for index in 0..<count {
      areas.append(Self.area(values[index], covariance[index, index], z, confidence))
    }
    var differences: [Difference] = []
    for first in 0..<count {
      for second in (first + 1)..<max(count, first + 1) {
        differences.append(Self.difference(placements, first, second, isPaired, z, confidence))
      }
    }
    if count == 2, let only = differences.first {
      guard let found = only.statistic else { throw Self.alike(isPaired) }
      statistic = found
    } else {
      statistic = try Self.chiSquare(placements, values)
    }
    pValue = statistic.pValue()
    self.areas = areas
    self.differences = differences
    self.isPaired = isPaired
    self.directions = directions
    sizes = placements.map { [$0.events.count, $0.others.count] }
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }

  private static func area(_ value: Double, _ variance: Double, _ z: Double, _ level: Double) -> Estimate {
    guard variance > 0 else { return Estimate(value) }
    let error = variance.squareRoot()
    return Estimate(
      value, standardError: error,
      interval: ConfidenceInterval(
        lower: max(0, value - z * error), upper: min(1, value + z * error), level: level, method: "DeLong"))
  }

  private static func difference(
    _ placements: [Placements], _ first: Int, _ second: Int, _ isPaired: Bool, _ z: Double, _ level: Double
  ) -> Difference {
    let (one, other) = (placements[first], placements[second])
    let value = one.area - other.area
    // The variance of a difference of placements loses no digits where two scores are nearly alike.
    let variance =
      isPaired
      ? one.minus(other).variance : one.covariance(with: one) + other.covariance(with: other)
    guard variance > 0 else {
      return Difference(pair: [first, second], difference: Estimate(value), statistic: nil, pValue: nil)
    }
    let error = variance.squareRoot()
    let statistic = TestStatistic("z", value / error, reference: .normal)
    return Difference(
      pair: [first, second],
      difference: Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: value - z * error, upper: value + z * error, level: level, method: "DeLong")),
      statistic: statistic, pValue: statistic.pValue())
  }

  /// The differences of all areas from the last, weighed by the inverse of their covariance matrix.
  private static func chiSquare(_ placements: [Placements], _ values: [Double]) throws(InputError)
    -> TestStatistic
  {
    guard let last = placements.last, let end = values.last else { throw alike(true) }
    let contrasts = placements.dropLast().map { $0.minus(last) }
    let distances = values.dropLast().map { $0 - end }
    let errors = contrasts.map { $0.variance.squareRoot() }
    guard errors.allSatisfy({ $0 > 0 }) else { throw alike(true) }
    // Correlations, so that the size of the variances does not decide the rank.
    let correlations = try Matrix(
      rows: contrasts.indices.map { row in
        contrasts.indices.map { column in
          row == column
            ? 1 : contrasts[row].covariance(with: contrasts[column]) / errors[row] / errors[column]
        }
      })
    let scaled = zip(distances, errors).map { $0 / $1 }
    guard let smallest = try SymmetricEigen(correlations).values.min(), smallest > 1e-10 else {
      throw alike(true)
    }
    let solved = try CholeskyFactorization(correlations).solve(scaled)
    let value = zip(scaled, solved).reduce(0) { $0 + $1.0 * $1.1 }
    return TestStatistic(
      "χ²", max(0, value), reference: .chiSquare(degreesOfFreedom: Double(contrasts.count)))
  }

  private static func alike(_ isPaired: Bool) -> InputError {
    InputError(
      .constant, "scores", "the difference of their areas has no variance",
      remedy: isPaired
        ? "leave out scores that rank the cases as others do"
        : "scores that separate both outcomes leave no test")
  }
}
