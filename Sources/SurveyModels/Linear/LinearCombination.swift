import SurveyProbability
import SurveyVocabulary

/// A weighted sum of the coefficients of a linear regression, with its test and its interval.
///
/// ```swift
/// try LinearCombination(of: regression, ["motivation": 1, "motivation × status: in": 1])   // the slope of "in"
/// try LinearCombination(of: regression, ["trust": 1, "control": -1])                       // are two slopes equal?
/// ```
///
/// It uses the covariance matrix of the regression, classical or robust.
///
/// Reference: Seber & Lee (2003), Linear Regression Analysis, section 4.
public struct LinearCombination: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "linear-combination/1"

  /// The sum of weight times coefficient, in units of the outcome.
  public let estimate: Estimate
  /// The value that the sum is tested against.
  public let value: Double
  /// The estimate minus the value over its standard error; `nil` where the standard error is zero.
  public let statistic: TestStatistic?
  /// The side on which a departure from the value was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme; `nil` where there is none.
  public let pValue: Double?
  /// The weight of each coefficient that has one, in the order of the design.
  public let weights: [(name: String, weight: Double)]
  /// How the standard errors of the regression were found.
  public let standardErrors: StandardErrors
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Sums coefficients.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - alternative: The side on which a departure is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no weight other than zero, one is not finite, or the regression has
  ///   no coefficient of a name, which it has not where the column was aliased.
  public init(
    of regression: LinearRegression, _ weights: [String: Double], equals value: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let contrast = try regression.contrast(weights)
    guard value.isFinite else { throw .outOfRange("value", value: value, allowed: "a finite number") }
    let sum = zip(contrast, regression.coefficients).reduce(0) { $0 + $1.0 * $1.1.value }
    let error = regression.variance(contrast).squareRoot()
    guard sum.isFinite, error.isFinite else {
      throw InputError(.outOfRange, "weights", "the sum leaves the range of Double", remedy: "rescale them")
    }
    let freedom = regression.coefficients[0].degreesOfFreedom
    let distribution = try StudentTDistribution(degreesOfFreedom: freedom)
    let tail = (1 - confidence) / (alternative == .twoSided ? 2 : 1)
    let reach = try distribution.quantile(upperTail: tail) * error
    estimate = Estimate(
      sum, standardError: error,
      interval: ConfidenceInterval(
        lower: alternative == .less ? -.infinity : sum - reach,
        upper: alternative == .greater ? .infinity : sum + reach, level: confidence, method: "t"))
    self.value = value
    statistic =
      error > 0
      ? TestStatistic("t", (sum - value) / error, reference: .t(degreesOfFreedom: freedom)) : nil
    self.alternative = alternative
    pValue = statistic.map { $0.pValue(alternative) }
    self.weights = zip(regression.coefficients, contrast).filter { $0.1 != 0 }.map { ($0.0.name, $0.1) }
    standardErrors = regression.standardErrors
    context = regression.context
  }
}

extension LinearCombination {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var facts = weights.map { Report.Fact($0.name, .number($0.weight, .decimals(2))) }
    if value != 0 { facts.append(Report.Fact("tested against", .number(value))) }
    return Report(
      context.title("Linear combination of coefficients"),
      method: .init(
        Self.methodID,
        options: [
          .init("standard errors", .text(standardErrors.rawValue)),
          .init("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation(
          "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")),
      rows: [
        .init("weighted sum", estimate, statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      facts: facts, cases: context.cases,
      notes: statistic == nil ? ["the outcome is fitted exactly, so that there is nothing to test"] : [])
  }
}

extension LinearRegression {
  /// One weight for each coefficient.
  ///
  /// - Throws: `InputError` if a name is unknown, a weight is not finite, or all are zero.
  func contrast(_ weights: [String: Double]) throws(InputError) -> [Double] {
    let names = coefficients.map(\.name)
    for (name, weight) in weights.sorted(by: { $0.key < $1.key }) {
      guard names.contains(name) else { throw .unknownName(name, among: names, subject: "weights") }
      guard weight.isFinite else { throw .notFinite("weights", value: weight, at: 0) }
    }
    let contrast = names.map { weights[$0] ?? 0 }
    guard contrast.contains(where: { $0 != 0 }) else {
      throw InputError(.definition, "weights", "no coefficient has a weight", remedy: "give at least one")
    }
    return contrast
  }

  /// The variance of a weighted sum of the coefficients.
  func variance(_ contrast: [Double]) -> Double {
    var sum = 0.0
    for row in contrast.indices where contrast[row] != 0 {
      for column in contrast.indices { sum += contrast[row] * contrast[column] * covariance[row, column] }
    }
    // Rounding can take a variance of zero below it.
    return max(sum, 0)
  }
}
