import SurveyProbability
import SurveyVocabulary

/// A weighted sum of the coefficients of a regression, with its test and its interval.
///
/// ```swift
/// try LinearCombination(of: regression, ["motivation": 1, "motivation × status: in": 1])   // the slope of "in"
/// try LinearCombination(of: regression, ["trust": 1, "control": -1])                       // are two slopes equal?
/// ```
///
/// It uses the covariance matrix of the regression: classical, robust, or of clustered cases; of other regressions
/// than linear ones see ``WaldRegression``.
///
/// References: Seber & Lee (2003), Linear Regression Analysis, section 4; for clusters Bell & McCaffrey (2002),
/// Survey Methodology 28, 169-181.
public struct LinearCombination: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "linear-combination/1"

  /// The sum of weight times coefficient, in units of the outcome or of the link.
  public let estimate: Estimate
  /// The value that the sum is tested against.
  public let value: Double
  /// The estimate minus the value over its standard error; `nil` where there is no standard error above zero.
  public let statistic: TestStatistic?
  /// The side on which a departure from the value was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme; `nil` where there is none.
  public let pValue: Double?
  /// The weight of each coefficient that has one, in the order of the design.
  public let weights: [(name: String, weight: Double)]
  /// How the covariance matrix of the coefficients was found.
  public let errors: CoefficientErrors
  /// How the standard errors of the regression were found; `nil` where they are of another kind.
  public var standardErrors: StandardErrors? { errors.independent }
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
    let sums = regression.sums
    let contrast = try sums.contrast(weights)
    let sum = sums.sum(contrast)
    try self.init(
      of: sums, contrast, value: sum.value, standardError: max(sum.error, 0),
      degreesOfFreedom: regression.coefficients[0].degreesOfFreedom, equals: value, alternative: alternative,
      confidence: confidence, context: regression.context)
  }

  /// A sum with its standard error, where there is one.
  init(
    of sums: CoefficientSums, _ contrast: [Double], value sum: Double, standardError: Double?,
    degreesOfFreedom: Double?, equals value: Double, alternative: Alternative, confidence: Double,
    context: DataContext
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard value.isFinite else { throw .outOfRange("value", value: value, allowed: "a finite number") }
    let variance = standardError.map { $0 * $0 } ?? 0
    guard sum.isFinite, variance.isFinite else {
      throw InputError(.outOfRange, "weights", "the sum leaves the range of Double", remedy: "rescale them")
    }
    if let error = standardError {
      let tail = (1 - confidence) / (alternative == .twoSided ? 2 : 1)
      let quantile: Double
      if let degreesOfFreedom {
        quantile = try StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: tail)
      } else {
        quantile = try NormalDistribution.standard.quantile(upperTail: tail)
      }
      let reach = quantile * error
      let t = (sum - value) / error
      guard error == 0 || t.isFinite, reach.isFinite else {
        throw InputError(
          .outOfRange, "weights", "the statistic leaves the range of Double", remedy: "rescale them")
      }
      estimate = Estimate(
        sum, standardError: error,
        interval: ConfidenceInterval(
          lower: alternative == .less ? -.infinity : sum - reach,
          upper: alternative == .greater ? .infinity : sum + reach, level: confidence,
          method: degreesOfFreedom == nil ? "Wald" : "t"))
      let test =
        degreesOfFreedom.map { TestStatistic("t", t, reference: .t(degreesOfFreedom: $0)) }
        ?? TestStatistic("z", t, reference: .normal)
      statistic = error > 0 ? test : nil
    } else {
      estimate = Estimate(sum)
      statistic = nil
    }
    self.value = value
    self.alternative = alternative
    pValue = statistic.map { $0.pValue(alternative) }
    self.weights = zip(sums.names, contrast).filter { $0.1 != 0 }.map { ($0.0, $0.1) }
    errors = sums.errors
    self.context = context
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
          .init("standard errors", .text(errors.name)),
          .init("alternative", .text(alternative.rawValue)),
        ],
        citation: citation),
      rows: [
        .init("weighted sum", estimate, statistic: statistic, pValue: pValue, alternative: alternative)
      ],
      facts: facts, cases: context.cases,
      notes: notes)
  }

  private var citation: Citation {
    if case .clustered(.cr2) = errors {
      return Citation("Bell & McCaffrey", 2002, "Survey Methodology 28, 169-181")
    }
    if statistic?.reference == .normal { return .wald }
    return Citation(
      "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")
  }

  private var notes: [String] {
    guard statistic == nil else { return [] }
    return [
      estimate.standardError == nil
        ? "the matrix gives the sum no variance above zero, so that there is no standard error"
        : "the outcome is fitted exactly, so that there is nothing to test"
    ]
  }
}
