import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The coefficients of a linear regression in standard deviations, with each column's partial and semipartial
/// correlation.
///
/// A standardized coefficient is the coefficient times the standard deviation of its column over that of the
/// outcome; a column of a factor is standardized by its own standard deviation, so that it is comparable
/// with no other column. The semipartial correlation, squared, is what R² would lose without the column.
///
/// Reference: Cohen, Cohen, West & Aiken (2003), Applied Multiple Regression, chapter 3.
public struct StandardizedCoefficients: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "standardized-coefficients/1"

  /// One column of the design.
  public struct Line: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The standardized coefficient.
    public let beta: Double
    /// The correlation of outcome and column, both freed from the other columns. The interval is Fisher's, with
    /// the other columns counted as controls.
    public let partialCorrelation: Estimate
    /// The correlation of the outcome and the column freed from the other columns.
    public let semipartialCorrelation: Double
  }

  /// The columns but the intercept, in the order of the design.
  public let lines: [Line]
  /// Cohen's f² of all predictors: R² over what it leaves.
  public let fSquared: Double
  /// The explained share of the sum of squares.
  public let rSquared: Double
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Standardizes the coefficients of an unweighted regression.
  ///
  /// - Parameters:
  ///   - regression: The fit; its standard errors do not matter.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the regression is weighted, has no predictor, or fits exactly.
  public init(of regression: LinearRegression, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    guard regression.fit.roots == nil else {
      throw InputError(
        .definition, "regression", "standard deviations of weighted cases are not defined for it",
        remedy: "standardize the variables beforehand by a rule of your own")
    }
    guard regression.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that partial correlations are 1 or -1")
    }
    let outcome = regression.fit.outcome
    let spread = try Moments(finite: outcome).standardDeviation ?? 0
    let unscaled = try regression.fit.unscaledCovariance()
    let freedom = Double(regression.residualDegreesOfFreedom)
    let variance = regression.residualSumOfSquares / freedom
    let total = regression.explainedSumOfSquares + regression.residualSumOfSquares
    var lines: [Line] = []
    for (index, coefficient) in regression.coefficients.enumerated() {
      if regression.hasIntercept, regression.fit.kept[index] == 0 { continue }
      let column = regression.design.values(column: regression.fit.kept[index])
      let own = try Moments(finite: column).standardDeviation ?? 0
      let t = coefficient.value / (variance * unscaled[index, index]).squareRoot()
      let partial = t / (t * t + freedom).squareRoot()
      let semipartial = t * (regression.residualSumOfSquares / total / freedom).squareRoot()
      let beta = coefficient.value * (own / spread)
      guard beta.isFinite, partial.isFinite else {
        throw InputError(
          .outOfRange, coefficient.name, "its standardized coefficient leaves the range of Double",
          remedy: "rescale the column")
      }
      lines.append(
        Line(
          name: coefficient.name, beta: beta,
          partialCorrelation: Estimate(
            partial, interval: try Self.fisher(partial, freedom, confidence: confidence)),
          semipartialCorrelation: semipartial))
    }
    guard !lines.isEmpty else { throw .tooFew("predictors", found: 0, needed: 1) }
    self.lines = lines
    rSquared = regression.rSquared
    fSquared = regression.explainedSumOfSquares / regression.residualSumOfSquares
    context = regression.context
  }

  /// The line of a column; `nil` where there is none of that name.
  public subscript(name: String) -> Line? { lines.first { $0.name == name } }

  /// Fisher's limits: with df residual degrees of freedom z has the variance 1/(df - 1), as with n - 3 for a
  /// plain correlation; `nil` where that is no number.
  private static func fisher(
    _ r: Double, _ freedom: Double, confidence: Double
  ) throws(InputError) -> ConfidenceInterval? {
    guard freedom > 1, r.magnitude < 1 else { return nil }
    let reach =
      try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2) / (freedom - 1).squareRoot()
    let z = inverseHyperbolicTangent(r)
    return ConfidenceInterval(
      lower: hyperbolicTangent(z - reach), upper: hyperbolicTangent(z + reach), level: confidence,
      method: "Fisher z")
  }
}

extension StandardizedCoefficients {
  /// The finding as a table and facts for any renderer.
  public var report: Report {
    let level = lines.first?.partialCorrelation.interval.map { DecimalText.level($0.level) + " CI" } ?? "CI"
    return Report(
      context.title("Standardized coefficients"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Cohen, Cohen, West & Aiken", 2003, "Applied Multiple Regression, 3rd ed., Erlbaum")),
      grids: [
        Report.Grid(
          columns: ["column", "beta", "partial r", level, "semipartial r"],
          lines: lines.map { line in
            [
              .text(line.name), .number(line.beta), .number(line.partialCorrelation.value, .bounded(2)),
              line.partialCorrelation.interval.map { .interval($0, .bounded(2)) } ?? .empty,
              .number(line.semipartialCorrelation, .bounded(2)),
            ]
          })
      ], facts: [.init("R²", .number(rSquared, .bounded(3))), .init("f²", .number(fSquared))],
      cases: context.cases)
  }
}
