import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The coefficients of a linear regression whose cases come in clusters of several kinds that cross each other,
/// such as workplaces and months, with standard errors that let the errors of two cases depend on each other
/// where they share a cluster of any kind.
///
/// The covariance matrix is V = V(a) + V(b) - V(a and b), for more kinds in the same way over all sets of them.
/// Nothing makes it positive semi-definite: ``isPositiveSemidefinite`` says whether it is, a coefficient with a
/// variance that is not above zero has neither standard error nor test, and the matrix is repaired on request
/// only. The degrees of freedom are the fewest clusters of a kind less one.
///
/// References: Cameron, Gelbach & Miller (2011), doi:10.1198/jbes.2010.07136; Thompson (2011),
/// doi:10.1016/j.jfineco.2010.08.016. Agrees with R's `sandwich::vcovCL` and with statsmodels.
public struct MultiwayClusteredRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "multiway-clustered-regression/1"

  /// Which factors for small samples multiply the terms.
  public enum Estimator: String, Hashable, Sendable, Codable, CaseIterable {
    /// None.
    case cr0 = "CR0"
    /// G/(G - 1), with G clusters.
    case cr1 = "CR1"
    /// G/(G - 1)·(n - 1)/(n - k).
    case cr1s = "CR1S"
  }

  /// Which number of clusters the factor takes.
  public enum Factor: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each term its own (Cameron, Gelbach & Miller 2011).
    case ofEachTerm = "of each term"
    /// All terms the fewest clusters of a kind, which is the most cautious.
    case ofFewestClusters = "of the fewest clusters"
  }

  /// What the cases are that belong to the same clusters of all kinds.
  public enum Intersection: String, Hashable, Sendable, Codable, CaseIterable {
    /// A cluster of their own.
    case clusters
    /// Independent of each other: White's matrix, without a factor, takes the place of the last term (Thompson
    /// 2011).
    case cases
  }

  /// What is done with a covariance matrix that is not positive semi-definite.
  public enum Repair: String, Hashable, Sendable, Codable, CaseIterable {
    /// Nothing.
    case none
    /// Its negative eigenvalues become zero (Cameron, Gelbach & Miller 2011). The result depends on the units of
    /// the columns.
    case eigenvalues = "negative eigenvalues set to zero"
  }

  /// The coefficients in the order of the design's columns.
  public let coefficients: [Coefficient]
  /// The covariance matrix of the coefficients, repaired where that was asked for and needed.
  public let covariance: Matrix
  /// The eigenvalues of the covariance matrix before any repair, the largest first.
  public let eigenvalues: [Double]
  /// Whether the covariance matrix has no negative eigenvalue before any repair, but for rounding.
  public let isPositiveSemidefinite: Bool
  /// Whether negative eigenvalues were set to zero.
  public let isRepaired: Bool
  /// Which factors multiply the terms.
  public let estimator: Estimator
  /// Which number of clusters the factors take.
  public let factor: Factor
  /// What the cases are that share all clusters.
  public let intersection: Intersection
  /// What was to be done with a matrix that is not positive semi-definite.
  public let repair: Repair
  /// The names of the kinds of clusters.
  public let kinds: [String]
  /// The numbers of clusters of each kind with a case.
  public let clusterCounts: [Int]
  /// The number of groups of cases that share their clusters of all kinds.
  public let intersectionCount: Int
  /// The degrees of freedom: the fewest clusters of a kind less one.
  public let degreesOfFreedom: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  let regression: LinearRegression
  /// The covariance matrix in coordinates in which the design is orthonormal; `nil` where it was repaired.
  let middle: Matrix?

  var spread: CoefficientSpread? {
    middle.map {
      CoefficientSpread(fit: regression.fit, hasIntercept: regression.hasIntercept, middle: .matrix($0))
    }
  }

  /// Finds standard errors for clusters of several kinds.
  ///
  /// - Parameters:
  ///   - regression: The fit; its own standard errors play no part.
  ///   - clusters: The kinds of clusters, two to six, each with its name and the cluster of each case of the
  ///     outcome.
  ///   - estimator: Which factors multiply the terms.
  ///   - factor: Which number of clusters the factors take.
  ///   - intersection: What the cases are that share all clusters.
  ///   - repair: What is done with a matrix that is not positive semi-definite.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than two or more than six kinds, two have the same name, one has
  ///   not one cluster for each case or fewer than two clusters, or the outcome is fitted exactly.
  public init<Label: Hashable>(
    of regression: LinearRegression, clusters: [(name: String, labels: [Label])],
    estimator: Estimator = .cr1s, factor: Factor = .ofEachTerm, intersection: Intersection = .clusters,
    repair: Repair = .none, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sums = try MultiwayScores(regression, clusters: clusters)
    let fewest = sums.counts.min() ?? 0
    let freedom = regression.residualDegreesOfFreedom
    let (middle, plain) = try sums.covariance(intersectionOfCases: intersection == .cases) { count, isCases in
      // White's matrix in the place of the last term is no sum over clusters.
      guard !isCases else { return 1 }
      let groups = Double(factor == .ofFewestClusters ? fewest : count)
      let ofCases = Double(regression.fit.caseCount - 1) / Double(freedom)
      return switch estimator {
      case .cr0: 1
      case .cr1: groups / (groups - 1)
      case .cr1s: groups / (groups - 1) * ofCases
      }
    }
    let largest = middle.elements.reduce(0) { max($0, $1.magnitude) }
    // What a variance can be at most; below the normal numbers its digits are lost.
    let isInRange = regression.fit.kept.indices.allSatisfy { index in
      let length = regression.fit.inverse[row: index].reduce(0) { max($0, $1.magnitude) }
      return largest == 0 || length * length * largest >= .leastNormalMagnitude
    }
    guard plain.elements.allSatisfy(\.isFinite), isInRange else {
      throw InputError(
        .outOfRange, "design", "the variances leave the range of Double", remedy: "rescale the columns"
      )
    }
    let eigen = try SymmetricEigen(plain)
    eigenvalues = eigen.values
    isPositiveSemidefinite = try Self.isPositive(plain)
    isRepaired = repair == .eigenvalues && !isPositiveSemidefinite
    covariance = isRepaired ? try Self.positivePart(eigen) : plain
    self.estimator = estimator
    self.factor = factor
    self.intersection = intersection
    self.repair = repair
    kinds = clusters.map(\.name)
    clusterCounts = sums.counts
    intersectionCount = sums.intersectionCount
    degreesOfFreedom = Double(fewest - 1)
    context = regression.context
    self.regression = regression
    self.middle = isRepaired ? nil : middle
    let matrix = covariance
    coefficients = regression.coefficients.enumerated().map { index, coefficient in
      Coefficient(
        name: coefficient.name, value: coefficient.value, variance: matrix[index, index],
        degreesOfFreedom: Double(fewest - 1), confidence: confidence)
    }
  }

  /// The coefficient of a column; `nil` where the design has no such column or it was aliased.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }

  /// Whether no eigenvalue is negative, judged in units of the coefficients' own variances, so that the units of
  /// the columns do not matter.
  private static func isPositive(_ matrix: Matrix) throws(InputError) -> Bool {
    let variances = matrix.diagonal
    guard variances.allSatisfy({ $0 >= 0 }) else { return false }
    let roots = variances.map { $0.squareRoot() }
    let order = roots.count
    var scaled = Matrix(zeros: order, order)
    for row in 0..<order {
      for column in 0..<order {
        guard roots[row] > 0, roots[column] > 0 else {
          if matrix[row, column] != 0 { return false }
          continue
        }
        scaled[row, column] = matrix[row, column] / roots[row] / roots[column]
      }
    }
    let values = try SymmetricEigen(scaled).values
    return (values.last ?? 0) >= -1e-10 * Double(order)
  }

  private static func positivePart(_ eigen: SymmetricEigen) throws(InputError) -> Matrix {
    let order = eigen.values.count
    var columns: [Double] = []
    for (index, value) in eigen.values.enumerated() {
      let root = max(value, 0).squareRoot()
      columns += eigen.vectors[columnView: index].map { $0 * root }
    }
    return try Matrix(order, order, columns).transposed.gram()
  }
}
