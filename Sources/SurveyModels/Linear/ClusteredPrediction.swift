import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The mean outcome that a linear regression of clustered cases predicts for other cases, with an interval that lets
/// the errors of a cluster depend on each other in any way.
///
/// With CR2 every prediction has Satterthwaite's degrees of freedom of its own. There is no interval of a single new
/// outcome: the fit leaves open how errors are distributed and how much of them the cases of a cluster share.
///
/// References: Bell & McCaffrey (2002), Survey Methodology 28, 169-181; Cameron, Gelbach & Miller (2011),
/// doi:10.1198/jbes.2010.07136. Agrees with R's `clubSandwich::linear_contrast`.
public struct ClusteredPrediction: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "clustered-prediction/1"

  /// What is predicted for one case.
  public struct Case: Hashable, Sendable {
    /// The mean outcome of such cases, in units of the outcome, with its standard error and its confidence interval;
    /// neither where the clusters leave it no variance.
    public let mean: Estimate
    /// The degrees of freedom of the interval; `nil` where there is none.
    public let degreesOfFreedom: Double?
  }

  /// The predictions in the order of the cases.
  public let predictions: [Case]
  /// How the covariance matrix of the coefficients was found.
  public let errors: CoefficientErrors
  /// The level of the intervals.
  public let confidence: Double
  /// The names and cases of the regression, for print.
  public var context: DataContext

  /// Predicts for other cases by a regression of clustered cases.
  ///
  /// With CR2 the degrees of freedom are those of each prediction, with the other estimators the number of clusters
  /// less one.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - data: The predictors of the other cases, under the names that the regression knows.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a variable is not there or does not fit, there is no case, or there are too many cases
  ///   for so many clusters.
  public init(
    of regression: ClusteredRegression, for data: ModelData, confidence: Double = 0.95
  ) throws(InputError) {
    let work =
      Double(data.count) * Double(regression.clusterCount)
      * Double(100 + regression.coefficients.count * regression.coefficients.count)
    guard work <= 1e11 else {
      throw .infeasible(
        "data", "\(data.count) cases are too many at once for \(regression.clusterCount) clusters",
        remedy: "take them in parts")
    }
    let fit = regression.regression
    let scores = try ClusterScores(fit, codes: regression.codes, regression.estimator)
    let factor = regression.estimator.factor(
      clusters: regression.clusterCount, cases: fit.fit.caseCount, freedom: fit.residualDegreesOfFreedom)
    try self.init(regression.sums, fit, data, confidence, context: regression.context) {
      row, direction throws(InputError) in
      // By what each cluster adds, which keeps digits that the covariance matrix has lost far from zero.
      let variance = scores.scores.reduce(0) { sum, score in
        let part = zip(score, direction).reduce(0) { $0 + $1.0 * $1.1 }
        return sum + part * part
      }
      guard let own = try scores.degreesOfFreedom(along: direction) else { return (variance * factor, nil) }
      return (
        variance * factor, regression.estimator == .cr2 ? own : Double(regression.clusterCount - 1)
      )
    }
  }

  /// Predicts for other cases by a regression of cases in clusters of several kinds.
  ///
  /// The degrees of freedom are the fewest clusters of a kind less one.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - data: The predictors of the other cases, under the names that the regression knows.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a variable is not there or does not fit, or there is no case.
  public init(
    of regression: MultiwayClusteredRegression, for data: ModelData, confidence: Double = 0.95
  ) throws(InputError) {
    let sums = regression.sums
    try self.init(sums, regression.regression, data, confidence, context: regression.context) {
      row, direction throws(InputError) in
      guard let middle = regression.middle else { return (sums.variance(row), regression.degreesOfFreedom) }
      let product = try middle.times(direction)
      return (zip(direction, product).reduce(0) { $0 + $1.0 * $1.1 }, regression.degreesOfFreedom)
    }
  }

  private init(
    _ sums: CoefficientSums, _ regression: LinearRegression, _ data: ModelData, _ confidence: Double,
    context: DataContext,
    spread: (_ row: [Double], _ direction: [Double]) throws(InputError) -> (variance: Double, df: Double?)
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard data.count > 0 else { throw .tooFew("cases", found: 0, needed: 1) }
    let rows = try regression.design.matrix(for: data)
    // Every row weighs the intercept, where there is one.
    let coordinates = CoefficientCoordinates(of: regression.fit, isCentred: regression.hasIntercept)
    let residualVariance = regression.residualSumOfSquares / Double(regression.residualDegreesOfFreedom)
    var predictions: [Case] = []
    for index in 0..<data.count {
      let row = regression.fit.kept.map { rows[index, $0] }
      let direction = coordinates.direction(row)
      let mean = coordinates.value(row)
      let (variance, freedom) = try spread(row, direction)
      // A variance that is zero but for rounding, beside that of independent cases.
      let least = 1e-20 * residualVariance * direction.reduce(0) { $0 + $1 * $1 }
      let exists = variance > least && variance > 0
      let prediction = try Case(mean, variance, exists ? freedom : nil, confidence)
      guard mean.isFinite, variance.isFinite, prediction.mean.interval?.width.isFinite != false else {
        throw InputError(
          .outOfRange, "cases", "the prediction at index \(index) leaves the range of Double",
          remedy: "rescale the predictors")
      }
      predictions.append(prediction)
    }
    self.predictions = predictions
    errors = sums.errors
    self.confidence = confidence
    self.context = context
  }
}

extension ClusteredPrediction.Case {
  fileprivate init(
    _ mean: Double, _ variance: Double, _ freedom: Double?, _ confidence: Double
  ) throws(InputError) {
    degreesOfFreedom = freedom
    guard let freedom else {
      self.mean = Estimate(mean)
      return
    }
    let error = variance.squareRoot()
    let reach =
      error * (try StudentTDistribution(degreesOfFreedom: freedom).quantile(upperTail: (1 - confidence) / 2))
    self.mean = Estimate(
      mean, standardError: error,
      interval: ConfidenceInterval(lower: mean - reach, upper: mean + reach, level: confidence, method: "t"))
  }
}

extension ClusteredPrediction {
  /// The finding as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Prediction by a regression of clustered cases"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(errors.name))], citation: citation),
      grids: [
        Report.Grid(
          columns: ["case", "mean", "SE", "df", "\(DecimalText.level(confidence)) CI of the mean"],
          lines: predictions.enumerated().map { index, prediction in
            [
              .count(index + 1), .number(prediction.mean.value),
              prediction.mean.standardError.map { .number($0) } ?? .empty,
              prediction.degreesOfFreedom.map { .number($0, .decimals(1)) } ?? .empty,
              prediction.mean.interval.map { .interval($0, .decimals(2)) } ?? .empty,
            ]
          })
      ], cases: context.cases, notes: notes)
  }

  private var citation: Citation {
    switch errors {
    case .clustered(.cr2), .clustered(.cr3):
      Citation("Bell & McCaffrey", 2002, "Survey Methodology 28, 169-181")
    case .clustered:
      Citation("Liang & Zeger", 1986, "Biometrika 73, 13-22", doi: "10.1093/biomet/73.1.13")
    default:
      Citation(
        "Cameron, Gelbach & Miller", 2011, "Journal of Business & Economic Statistics 29, 238-249",
        doi: "10.1198/jbes.2010.07136")
    }
  }

  private var notes: [String] {
    let without = predictions.indices.filter { predictions[$0].mean.standardError == nil }
    guard !without.isEmpty else { return [] }
    let cases = without.prefix(10).map { "\($0 + 1)" }.joined(separator: ", ")
    return [
      "The clusters leave the prediction no variance above zero, so that there is no standard error: case "
        + cases + (without.count > 10 ? " and \(without.count - 10) more." : ".")
    ]
  }
}
