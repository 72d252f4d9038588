import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The coefficients of a linear regression whose cases come in clusters, such as people in workplaces, with
/// standard errors that let the errors of a cluster depend on each other in any way.
///
/// The coefficients are those of the regression; its own standard errors play no part. CR2 is unbiased where
/// the errors are in fact independent with equal variances, and its degrees of freedom are Satterthwaite's,
/// of each coefficient; the others take the number of clusters less one.
///
/// References: Liang & Zeger (1986), doi:10.1093/biomet/73.1.13; Bell & McCaffrey (2002), Survey Methodology
/// 28, 169-181; Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004. Agrees with R's `clubSandwich`
/// without weights and with `sandwich::vcovCL`.
public struct ClusteredRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "clustered-regression/1"

  /// How the clusters' residuals enter the covariance matrix.
  public enum Estimator: String, Hashable, Sendable, Codable, CaseIterable {
    /// As they are (Liang & Zeger 1986): too small with few clusters.
    case cr0 = "CR0"
    /// CR0 times G/(G - 1), with G clusters.
    case cr1 = "CR1"
    /// CR0 times G/(G - 1)·(n - 1)/(n - k): the default of Stata.
    case cr1s = "CR1S"
    /// Times the inverse root of what the fit leaves of independent errors (Bell & McCaffrey 2002).
    case cr2 = "CR2"
    /// Times the inverse of it: the sum of squared changes without each cluster.
    case cr3 = "CR3"
  }

  /// The coefficients in the order of the design's columns.
  public let coefficients: [LinearRegression.Coefficient]
  /// The covariance matrix of the coefficients. Of columns so large that variances leave the range of `Double`,
  /// though standard errors do not, its elements are zero or short of digits.
  public let covariance: Matrix
  /// How the covariance matrix was found.
  public let estimator: Estimator
  /// The number of clusters with a case.
  public let clusterCount: Int
  /// The numbers of cases of the clusters, in the order in which they first occur.
  public let clusterSizes: [Int]
  /// The names and cases of the data, for print.
  public var context: DataContext

  let regression: LinearRegression
  /// The cluster of each case of the outcome, from 0.
  let codes: [Int]
  /// The covariance matrix in coordinates in which the design is orthonormal.
  let middle: Matrix

  var spread: CoefficientSpread {
    CoefficientSpread(
      fit: regression.fit, hasIntercept: regression.hasIntercept, middle: .matrix(middle))
  }

  /// Finds standard errors for clustered cases.
  ///
  /// In a weighted regression residuals and rows are times the root of the weight, as for inverse variances:
  /// CR2 is that of the regression of such rows. A
  /// cluster without a case of weight above zero does not count.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - clusters: The cluster of each case of the outcome.
  ///   - estimator: How the clusters' residuals enter.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is not one cluster for each case, there are fewer than two, the outcome is
  ///   fitted exactly, a coefficient hangs on one cluster alone, or for CR3 if there is no fit without one of
  ///   the clusters.
  public init(
    of regression: LinearRegression, clusters: some Collection<some Hashable>, estimator: Estimator = .cr2,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let codes = try Self.checkedCodes(clusters, "clusters")
    try checkEqualLength(codes.count, "clusters", regression.fit.outcome.count, "outcome")
    let scores = try ClusterScores(regression, codes: codes, estimator)
    let count = scores.sizes.count
    guard count > 1 else {
      throw InputError(
        .tooFew, "clusters", "\(count) found, at least 2 needed", remedy: "a single cluster has no variance")
    }
    let factor = estimator.factor(
      clusters: count, cases: regression.fit.caseCount, freedom: regression.residualDegreesOfFreedom)
    let plain = try scores.covariance()
    func scaled(_ matrix: Matrix) -> Matrix {
      Matrix(matrix.rowCount, matrix.columnCount, matrix.elements.map { $0 * factor })
    }
    covariance = scaled(plain.whole)
    middle = scaled(plain.middle)
    guard covariance.diagonal.allSatisfy(\.isFinite) else {
      throw InputError(
        .outOfRange, "design", "the standard errors exceed the range of Double", remedy: "rescale the columns"
      )
    }
    let errors = CoefficientSpread(
      fit: regression.fit, hasIntercept: regression.hasIntercept, middle: .matrix(middle)
    ).rootsOfCoefficients
    var found: [LinearRegression.Coefficient] = []
    for (index, coefficient) in regression.coefficients.enumerated() {
      let error = errors[index]
      guard let own = try scores.degreesOfFreedom(of: index), error > 0, error.isFinite else {
        throw InputError(
          .infeasible, coefficient.name,
          "the clusters leave its estimate no variance: one cluster alone determines it",
          remedy: "leave the column out, or take the clusters as they differ in it")
      }
      found.append(
        LinearRegression.Coefficient(
          name: coefficient.name, value: coefficient.value, standardError: error,
          degreesOfFreedom: estimator == .cr2 ? own : Double(count - 1), confidence: confidence))
    }
    coefficients = found
    self.estimator = estimator
    clusterCount = count
    clusterSizes = scores.sizes
    context = regression.context
    self.regression = regression
    self.codes = codes
  }

  /// The coefficient of a column; `nil` where the design has no such column or it was aliased.
  public subscript(name: String) -> LinearRegression.Coefficient? { coefficients.first { $0.name == name } }

  /// The codes of clusters, of which each is equal to itself: not so NaN.
  ///
  /// - Throws: `InputError` if one is not.
  static func checkedCodes<Label: Hashable>(
    _ clusters: some Collection<Label>, _ name: String
  ) throws(InputError) -> [Int] {
    if let index = clusters.enumerated().first(where: { $0.element != $0.element })?.offset {
      throw .notFinite(name, value: .nan, at: index)
    }
    return codes(clusters)
  }

  /// The place of each case's cluster in the order in which clusters first occur.
  static func codes<Label: Hashable>(_ clusters: some Collection<Label>) -> [Int] {
    var places: [Label: Int] = [:]
    return clusters.map { label in
      let code = places[label] ?? places.count
      places[label] = code
      return code
    }
  }
}

extension ClusteredRegression.Estimator {
  /// The power of what the fit leaves of independent errors that adjusts the residuals.
  var power: Double {
    switch self {
    case .cr0, .cr1, .cr1s: 0
    case .cr2: -0.5
    case .cr3: -1
    }
  }

  /// What the sum of the clusters' squares is multiplied with, for n - k degrees of freedom.
  func factor(clusters: Int, cases: Int, freedom: Int) -> Double {
    let (g, n) = (Double(clusters), Double(cases))
    return switch self {
    case .cr0, .cr2, .cr3: 1.0
    case .cr1: g / (g - 1)
    case .cr1s: g / (g - 1) * (n - 1) / Double(freedom)
    }
  }
}

extension ClusterScores {
  /// What each cluster adds by an estimator; see the other initializer.
  init(
    _ regression: LinearRegression, codes: [Int], _ estimator: ClusteredRegression.Estimator
  ) throws(InputError) {
    try self.init(regression, codes: codes, count: (codes.max() ?? -1) + 1, power: estimator.power)
  }
}

extension ClusteredRegression {
  /// The coefficients with their tests for any renderer.
  public var report: Report {
    Report(
      context.title("Linear regression of clustered cases"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(estimator.rawValue))],
        citation: estimator == .cr2 || estimator == .cr3
          ? Citation("Bell & McCaffrey", 2002, "Survey Methodology 28, 169-181")
          : Citation("Liang & Zeger", 1986, "Biometrika 73, 13-22", doi: "10.1093/biomet/73.1.13")),
      rows: coefficients.map {
        Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      },
      facts: [
        .init("clusters", .count(clusterCount)),
        .init("cases in a cluster", .text(range)),
      ], cases: context.cases)
  }

  private var range: String {
    let (least, most) = (clusterSizes.min() ?? 0, clusterSizes.max() ?? 0)
    return least == most ? "\(least)" : "\(least) to \(most)"
  }
}
