import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The one-factor model of items: each is a loading times one common factor of variance 1, plus an error
/// of its own. Fitted by maximum likelihood to the covariances.
///
/// Loadings and error variances may be free (congeneric items), or equal between items. The search is not
/// kept from negative error variances: such a solution (a Heywood case) is reported as improper. Standard
/// errors are those of the expected information, which takes the items to be multivariate normal.
///
/// Reference: Jöreskog (1971), Statistical analysis of sets of congeneric tests, doi:10.1007/BF02291393.
/// Agrees with `cfa(std.lv = TRUE)` of R's lavaan.
public struct OneFactorModel: Finding {
  /// The stable name of the method.
  public static let methodID = "one-factor-model/1"

  /// What the model takes to be equal between items.
  public let form: OneFactorForm
  /// The loadings, in the units of the items, with Wald's intervals.
  public let loadings: [Estimate]
  /// The error variances, in squared units of the items, with Wald's intervals.
  public let errorVariances: [Estimate]
  /// The loadings divided by the standard deviations that the model implies.
  public let standardizedLoadings: [Estimate]
  /// How well the model reproduces the covariances.
  public let fit: CovarianceFit
  /// The observed correlations minus those that the model implies, one array to a row.
  public let residualCorrelations: [[Double]]
  /// The minimum of the discrepancy of maximum likelihood.
  public let discrepancy: Double
  /// The number of steps to the minimum.
  public let iterations: Int
  /// The number of cases.
  public let count: Int
  /// The names of the items for print, and the cases.
  public var context: DataContext

  let solution: OneFactorSolution
  let moments: OneFactorMoments

  /// The most items of a model; more would take minutes and gigabytes.
  static let mostItems = 200

  /// Fits items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - form: What is equal between items.
  ///   - confidence: The level of the intervals of loadings and error variances.
  /// - Throws: `InputError` if the items are not equally long, a value is not finite, an item is constant
  ///   or determined by others, there are not more cases than items, there are too few items to determine
  ///   the parameters (three, or two where loadings are equal) or more than 200, or if the search finds no
  ///   minimum.
  public init(
    _ items: [[Double]], names: [String] = [], form: OneFactorForm = .congeneric, confidence: Double = 0.95
  ) throws(InputError) {
    try Self.checkCount(items.count, names)
    try self.init(
      ItemCovariances(items, names: names), names: names, form: form, confidence: confidence)
  }

  /// Fits items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for items.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], form: OneFactorForm = .congeneric,
    confidence: Double = 0.95
  ) throws(InputError) {
    try Self.checkCount(covariances.order, names)
    try checkConfidence(confidence)
    let moments = try OneFactorMoments(covariances, names: names)
    let solution = try OneFactorSolution(moments, form: form, names: names)
    let normal = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    self.form = form
    self.moments = moments
    self.solution = solution
    fit = try CovarianceFit(solution, moments)
    residualCorrelations = solution.residualCorrelations(moments.correlations)
    let (k, size) = (solution.order, 2 * solution.order)
    func wald(_ value: Double, _ variance: Double) -> Estimate {
      let error = max(variance, 0).squareRoot()
      return Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: value - normal * error, upper: value + normal * error, level: confidence, method: "Wald"))
    }
    loadings = (0..<k).map { wald(solution.loadings[$0], solution.covariance[$0 * size + $0]) }
    errorVariances = (0..<k).map {
      wald(solution.errorVariances[$0], solution.covariance[(k + $0) * size + k + $0])
    }
    standardizedLoadings = (0..<k).map { item in
      let (value, gradient) = solution.standardizedLoading(item)
      return wald(value, solution.covariance(gradient, gradient))
    }
    discrepancy = solution.discrepancy
    iterations = solution.iterations
    count = covariances.count
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }

  static func checkCount(
    _ count: Int, _ names: [String], fewest: Int = 2, needed: Int = 3
  ) throws(InputError) {
    guard count >= fewest else {
      throw InputError(
        .tooFew, "items", "\(count) \(count == 1 ? "item" : "items") found, at least \(needed) needed")
    }
    guard count <= mostItems else {
      throw .infeasible("items", "\(count) items found", remedy: "\(mostItems) items are the most")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", count, "the list of items") }
  }

  /// The items whose error variance is not above zero, counted from zero: an improper solution.
  public var heywoodItems: [Int] { errorVariances.indices.filter { errorVariances[$0].value <= 0 } }

  /// The items with a negative loading, counted from zero: they run against the factor.
  public var opposedItems: [Int] { loadings.indices.filter { loadings[$0].value < 0 } }
}

extension OneFactorSolution {
  /// A loading divided by the implied standard deviation of its item, with its derivatives.
  func standardizedLoading(_ item: Int) -> (value: Double, gradient: [Double]) {
    let (loading, error) = (loadings[item], errorVariances[item])
    // The implied variance is positive even where an error variance is not.
    let variance = loading * loading + error
    let deviation = variance.squareRoot()
    var gradient = [Double](repeating: 0, count: 2 * order)
    gradient[item] = error / variance / deviation
    gradient[order + item] = -loading / (2 * variance) / deviation
    return (loading / deviation, gradient)
  }

  /// Observed minus implied correlations.
  func residualCorrelations(_ observed: [Double]) -> [[Double]] {
    let standardized = (0..<order).map { standardizedLoading($0).value }
    return (0..<order).map { row in
      (0..<order).map { column in
        row == column ? 0 : observed[row * order + column] - standardized[row] * standardized[column]
      }
    }
  }
}
