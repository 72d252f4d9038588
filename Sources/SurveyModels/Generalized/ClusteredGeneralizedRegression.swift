import SurveyLinearAlgebra
import SurveyVocabulary

/// The coefficients of a generalized or negative binomial regression whose cases come in clusters, such as people
/// in workplaces, with standard errors that let the outcomes of a cluster depend on each other in any way.
///
/// The coefficients are those of the regression; its own standard errors play no part. The covariance matrix is
/// A·(Σ gg′)·A, with g the sum of the scores of a cluster and A the inverse of the expected information.
///
/// Reference: Liang & Zeger (1986), doi:10.1093/biomet/73.1.13. Agrees with R's `sandwich::vcovCL`.
public struct ClusteredGeneralizedRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "clustered-generalized-regression/1"

  /// The coefficients on the scale of the link, in the order of the design's columns.
  public let coefficients: [GeneralizedRegression.Coefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// How the covariance matrix was found.
  public let estimator: ClusteredRegression.Estimator
  /// The number of clusters with a case.
  public let clusterCount: Int
  /// The level of the intervals.
  public let confidence: Double
  /// Remarks on the number of clusters.
  public let warnings: [String]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let title: String
  let ratioName: String?
  let outcomes: ExpectedOutcomes

  /// Finds standard errors for clustered cases of a generalized regression.
  ///
  /// A row that stands for several cases stands for cases of one cluster.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - clusters: The cluster of each case of the outcome.
  ///   - estimator: `.cr0`, or its multiples `.cr1` and `.cr1s`.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is not one cluster for each case, there are fewer than two, the estimator is
  ///   another, or the clusters leave a coefficient no variance.
  public init(
    of regression: GeneralizedRegression, clusters: some Collection<some Hashable>,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      regression.data, regression.fit, regression.design, regression.expectedOutcomes,
      ClusteredRegression.codes(clusters), estimator, confidence,
      title: "\(regression.title) regression of clustered cases", ratioName: regression.family.ratioName)
  }

  /// Finds standard errors for clustered cases of a negative binomial regression, for the θ that was found.
  ///
  /// - Throws: `InputError` as for a generalized regression.
  public init(
    of regression: NegativeBinomialRegression, clusters: some Collection<some Hashable>,
    estimator: ClusteredRegression.Estimator = .cr1, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      regression.data, regression.fit, regression.design, regression.expectedOutcomes,
      ClusteredRegression.codes(clusters), estimator, confidence,
      title: "Negative binomial regression of clustered cases", ratioName: "rate ratio")
  }

  private init(
    _ data: GeneralizedData, _ fit: GeneralizedFit, _ design: Design, _ outcomes: ExpectedOutcomes,
    _ codes: [Int], _ estimator: ClusteredRegression.Estimator, _ confidence: Double, title: String,
    ratioName: String?
  ) throws(InputError) {
    try checkConfidence(confidence)
    try checkEqualLength(codes.count, "clusters", design.rowCount, "outcome")
    let found = try data.clusterCovariance(fit, codes: codes, estimator)
    let naive = try data.covariance(fit, .classical, dispersion: 1)
    var coefficients: [GeneralizedRegression.Coefficient] = []
    for (index, name) in design.columnNames.enumerated() {
      let error = found.covariance[index, index].squareRoot()
      guard error.isFinite, error > 1e-10 * naive[index, index].squareRoot() else {
        throw InputError(
          .infeasible, name, "the clusters leave its estimate no variance: one cluster alone determines it",
          remedy: "leave the column out, or take the clusters as they differ in it")
      }
      coefficients.append(
        .init(
          name: name, value: fit.coefficients[index], standardError: error, degreesOfFreedom: nil,
          confidence: confidence))
    }
    self.coefficients = coefficients
    covariance = found.covariance
    clusterCount = found.clusterCount
    self.estimator = estimator
    self.confidence = confidence
    warnings = ClusteredGeneralizedRegression.warnings(found.clusterCount, coefficients: coefficients.count)
    self.title = title
    self.ratioName = ratioName
    self.outcomes = outcomes.with(found.covariance, standardErrors: estimator.rawValue)
    context = outcomes.context
  }

  /// What is to be said of few clusters.
  static func warnings(_ clusters: Int, coefficients: Int) -> [String] {
    clusters > coefficients
      ? []
      : ["\(clusters) clusters for \(coefficients) coefficients: the standard errors are too small"]
  }
}
