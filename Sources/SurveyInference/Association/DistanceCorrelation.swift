import SurveyProbability
import SurveyVocabulary

/// The distance correlation: how far two variables, or two sets of variables, are from independence.
///
/// It is zero in a population just where they are independent, whatever the form of their relation, and 1 for
/// single variables on a line. In samples it is above zero; the bias-corrected square is not.
///
/// Reference: Székely, Rizzo & Bakirov (2007), doi:10.1214/009053607000000505; bias correction and t test:
/// Székely & Rizzo (2013), doi:10.1016/j.jmva.2013.02.012.
public struct DistanceCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "distance-correlation/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// Student's t of the bias-corrected square, an approximation for sets of many variables.
    case studentT
    /// By going through all orders of the second variable, up to nine cases.
    case exact
    /// By random orders of the second variable, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// The distance correlation, from 0 to 1. There is no interval: resamples hold cases several times, which
  /// raises it.
  public let correlation: Double
  /// The distance covariance, in the unit of the first variable times that of the second, under the root.
  public let covariance: Double
  /// The distance standard deviations of the two variables, each in its own unit: their distance covariances
  /// with themselves.
  public let standardDeviations: [Double]
  /// The bias-corrected square of the distance correlation, from -1 to 1 and zero on average where the variables
  /// are independent; `nil` where the corrected distances of one do not vary.
  public let biasCorrectedSquare: Double?
  /// Student's t of the corrected square, or the distance correlation with its counted or sampled distribution.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large if the variables are independent.
  public let pValue: Double
  /// Where the probability of all orders lies, given the random ones (Clopper & Pearson); `nil` for other
  /// methods.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// The number of cases.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - method: How the null distribution is found.
  ///   - confidence: The level of the interval of a sampled probability.
  /// - Throws: `InputError` if there are fewer than four cases or more than 20,000, the lengths differ, a value is
  ///   not finite, a variable is constant, or the method is not feasible at this size.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init([Array(first)], with: [Array(second)], method: method, confidence: confidence)
  }

  /// Correlates two sets of variables by the Euclidean distances of the cases on each.
  ///
  /// Variables of a set are taken in their units: standardize them first where these cannot be compared.
  ///
  /// - Parameters:
  ///   - first: The variables of one set, one array to a variable, cases in the same order.
  ///   - second: The variables of the other.
  ///   - method: How the null distribution is found.
  ///   - confidence: The level of the interval of a sampled probability.
  /// - Throws: `InputError` as for two variables, or if a set is empty.
  public init(
    _ first: [[Double]], with second: [[Double]],
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = try CaseDistances(first, "first variable")
    let y = try CaseDistances(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    let products = DistanceProducts(x, y)
    let (one, other) = (products.first.squareRoot(), products.second.squareRoot())
    correlation = min((max(products.both, 0) / (one * other)).squareRoot(), 1)
    covariance = max(products.both, 0).squareRoot() * x.unit.squareRoot() * y.unit.squareRoot()
    standardDeviations = [one * x.unit, other * y.unit]
    biasCorrectedSquare = products.corrected
    var interval: ConfidenceInterval?
    switch method {
    case .studentT: statistic = try Self.student(products.corrected, count: x.count)
    case .exact:
      let counts = try DistanceOrders(x, y).enumerated()
      statistic = TestStatistic("dCor", correlation, reference: counts.exactUpper)
    case .monteCarlo(let permutations, let seed):
      let counts = try DistanceOrders.sampled(x, y, permutations, seed: seed)
      statistic = TestStatistic("dCor", correlation, reference: counts.sampledUpper(permutations, seed))
      interval = try counts.interval(count: counts.upper, confidence: confidence)
    }
    pValue = statistic.pValue(.greater)
    pValueInterval = interval
    self.method = method
    count = x.count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }

  /// t = r √(v - 1)/√(1 - r²) of the corrected square r, with v = n(n - 3)/2.
  private static func student(_ corrected: Double?, count: Int) throws(InputError) -> TestStatistic {
    guard let r = corrected else {
      throw .constant(
        "corrected distances", remedy: "ask for `.exact` or `.monteCarlo(permutations:seed:)`")
    }
    let freedom = Double(count) * Double(count - 3) / 2 - 1
    return TestStatistic(
      "t", r * (freedom / ((1 - r) * (1 + r))).squareRoot(), reference: .t(degreesOfFreedom: freedom))
  }
}

extension DistanceCorrelation {
  /// The distance correlation with its test.
  public var report: Report {
    var how = "t approximation"
    var seed: UInt64?
    switch method {
    case .studentT: break
    case .exact: how = "all orders"
    case .monteCarlo(let permutations, let given):
      how = "\(DecimalText.grouped(permutations)) random orders"
      seed = given
    }
    return Report(
      context.title("Distance correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("null distribution", .text(how))], seed: seed,
        citation: Citation(
          "Székely, Rizzo & Bakirov", 2007, "Annals of Statistics 35, 2769-2794",
          doi: "10.1214/009053607000000505")),
      rows: [
        Report.Row(
          "dCor", Estimate(correlation), style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: .greater)
      ]
        + (biasCorrectedSquare.map {
          [Report.Row("bias-corrected dCor²", Estimate($0), style: .bounded(3))]
        } ?? []),
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("distance covariance", .number(covariance)),
        Report.Fact("distance SDs", .list(standardDeviations.map { .number($0) })),
      ] + (pValueInterval.map { [$0.factOfP] } ?? []),
      cases: context.cases,
      notes: biasCorrectedSquare == nil
        ? ["The corrected distances of a variable do not vary: there is no bias-corrected square."] : [])
  }
}
