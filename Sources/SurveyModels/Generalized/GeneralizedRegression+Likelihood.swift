import SurveyProbability
import SurveyVocabulary

extension GeneralizedRegression {
  /// The test that some coefficients are zero: a likelihood ratio, or F where the dispersion is estimated.
  public struct LikelihoodRatioTest: Hashable, Sendable {
    /// What was tested.
    public let term: String
    /// The difference of the deviances as chi-square, or F.
    public let statistic: TestStatistic
    /// The probability of a statistic at least as large.
    public let pValue: Double
  }

  /// The test of all coefficients but the intercept together; `nil` where there are none.
  public var overall: LikelihoodRatioTest? {
    let count = coefficients.count - (design.hasIntercept ? 1 : 0)
    guard count > 0, let nullDeviance else { return nil }
    return test(design.hasIntercept ? "all predictors" : "all coefficients", nullDeviance, count)
  }

  /// The likelihood-ratio test of a term: all of its columns are left out and the rest fitted again.
  ///
  /// - Parameter term: The name of a term, or of a single column.
  /// - Returns: The test with its statistic.
  /// - Throws: `InputError` if there is no such term, or if the fit without it does not converge.
  public func likelihoodRatioTest(of term: String) throws(InputError) -> LikelihoodRatioTest {
    let dropped = try design.columns(of: term)
    let rest = try data.problem.removing(dropped)
    let reduced =
      try rest?.fit(from: fit.state.predictor).state.deviance
      ?? data.problem.state(at: data.problem.offset).deviance
    guard reduced.isFinite else {
      throw InputError(.definition, "term", "without it there is no model")
    }
    return test(term, reduced, dropped.count)
  }

  private func test(_ term: String, _ reduced: Double, _ count: Int) -> LikelihoodRatioTest {
    let difference = max(0, reduced - deviance)
    let statistic =
      family.hasDispersion
      ? TestStatistic(
        "F", difference / Double(count) / dispersion,
        reference: .f(numerator: Double(count), denominator: residualDegreesOfFreedom))
      : TestStatistic("χ²", difference, reference: .chiSquare(degreesOfFreedom: Double(count)))
    return LikelihoodRatioTest(term: term, statistic: statistic, pValue: statistic.pValue(.greater))
  }
}

extension GeneralizedRegression {
  /// The interval of the values of a coefficient that a likelihood-ratio test does not refuse, the other
  /// coefficients fitted anew for each. A side on which no value is refused is infinite.
  ///
  /// Where the dispersion is estimated the test is that of ``likelihoodRatioTest(of:)`` too: the difference of the
  /// deviances over the dispersion against F(1, n - k), as it is for Student's t in least squares (McCullagh &
  /// Nelder 1989).
  ///
  /// References: Venzon & Moolgavkar (1988), doi:10.2307/2347496; McCullagh & Nelder (1989),
  /// doi:10.1007/978-1-4899-3242-6.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - confidence: The level; that of the finding where it is not given.
  /// - Returns: The limits.
  /// - Throws: `InputError` if there is no such column, if the dispersion is zero, or if a fit does not
  ///   converge.
  public func profileInterval(
    of name: String, confidence: Double? = nil
  ) throws(InputError) -> ConfidenceInterval {
    let level = confidence ?? self.confidence
    try checkConfidence(level)
    guard let column = design.columnNames.firstIndex(of: name) else {
      throw .unknownName(name, among: design.columnNames, subject: "design")
    }
    let rise = try profileRise(level)
    let profile = ProfiledDeviance(
      rest: try data.problem.removing([column]), problem: data.problem, column: column,
      start: fit.state.predictor)
    let model = try data.covariance(fit, .classical, dispersion: dispersion)
    let search = ProfileSearch(
      estimate: fit.coefficients[column], scale: model[column, column].squareRoot(),
      bound: rise + deviance)
    return ConfidenceInterval(
      lower: try search.limit(-1) { value throws(InputError) in try profile.deviance(at: value) },
      upper: try search.limit(1) { value throws(InputError) in try profile.deviance(at: value) },
      level: level, method: family.hasDispersion ? "profile deviance" : "profile likelihood")
  }

  /// How much the deviance may rise from its minimum at the limits of an interval.
  private func profileRise(_ level: Double) throws(InputError) -> Double {
    guard family.hasDispersion else {
      return try ChiSquareDistribution(degreesOfFreedom: 1).quantile(upperTail: 1 - level)
    }
    let quantile = try FDistribution(numerator: 1, denominator: residualDegreesOfFreedom)
      .quantile(upperTail: 1 - level)
    let rise = dispersion * quantile
    guard dispersion > 0, rise.isFinite else {
      throw InputError(
        .constant, "dispersion", "it is zero or exceeds the range of Double, so that no limit can be found",
        remedy: "look for columns that fit the outcome exactly, or rescale it")
    }
    return rise
  }
}
