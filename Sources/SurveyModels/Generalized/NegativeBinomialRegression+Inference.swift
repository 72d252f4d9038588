import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension NegativeBinomialRegression {
  /// What becomes of θ where a coefficient is held.
  public enum ProfiledTheta: String, Hashable, Sendable, Codable, CaseIterable {
    /// It is estimated anew: the profile of the whole likelihood.
    case estimated
    /// It stays as it was found: the profile that R's `MASS` takes, narrower where θ is uncertain.
    case held
  }

  /// The interval of the values of a coefficient that a likelihood-ratio test does not refuse, the other
  /// coefficients fitted anew for each. A side on which no value is refused is infinite.
  ///
  /// Reference: Venzon & Moolgavkar (1988), doi:10.2307/2347496.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - theta: Whether θ is estimated anew.
  ///   - confidence: The level; that of the finding where it is not given.
  /// - Returns: The limits.
  /// - Throws: `InputError` if there is no such column, if it is the only one and θ is estimated, or if a fit
  ///   does not converge.
  public func profileInterval(
    of name: String, theta: ProfiledTheta = .estimated, confidence: Double? = nil
  ) throws(InputError) -> ConfidenceInterval {
    let level = confidence ?? self.confidence
    try checkConfidence(level)
    guard let column = design.columnNames.firstIndex(of: name) else {
      throw .unknownName(name, among: design.columnNames, subject: "design")
    }
    let quantile = try ChiSquareDistribution(degreesOfFreedom: 1).quantile(upperTail: 1 - level)
    let scale = try data.covariance(fit, .classical, dispersion: 1)[column, column].squareRoot()
    var problem = data.problem
    if theta == .held, let found = self.theta { problem.model = .negativeBinomial(theta: found) }
    let rest = try problem.removing([column])
    let method = theta == .held ? "profile likelihood, theta held" : "profile likelihood"
    guard theta == .estimated else {
      let profile = ProfiledDeviance(
        rest: rest, problem: problem, column: column, start: fit.state.predictor)
      let search = ProfileSearch(
        estimate: fit.coefficients[column], scale: scale, bound: quantile + deviance)
      return ConfidenceInterval(
        lower: try search.limit(-1) { value throws(InputError) in try profile.deviance(at: value) },
        upper: try search.limit(1) { value throws(InputError) in try profile.deviance(at: value) },
        level: level, method: method)
    }
    guard let rest else {
      throw InputError(
        .definition, name, "it is the only coefficient", remedy: "use the interval of the coefficient")
    }
    let (offset, values) = (problem.offset, Array(problem.columns[columnView: column]))
    let profile = { (value: Double) throws(InputError) -> Double in
      let fixed = zip(offset, values).map { $0 + value * $1 }
      return -2 * (try NegativeBinomialFit(rest.with(offset: fixed)).logLikelihood)
    }
    let search = ProfileSearch(
      estimate: fit.coefficients[column], scale: scale, bound: quantile - 2 * logLikelihood)
    return ConfidenceInterval(
      lower: try search.limit(-1, profile), upper: try search.limit(1, profile), level: level, method: method)
  }

  /// The likelihood-ratio test of a term: all of its columns are left out, the rest and θ fitted again.
  ///
  /// - Parameter term: The name of a term, or of a single column.
  /// - Returns: The test with its statistic.
  /// - Throws: `InputError` if there is no such term, if nothing is left without it, or if the fit without it
  ///   does not converge.
  public func likelihoodRatioTest(
    of term: String
  ) throws(InputError) -> GeneralizedRegression.LikelihoodRatioTest {
    let dropped = try design.columns(of: term)
    guard let rest = try data.problem.removing(dropped) else {
      throw InputError(.definition, "term", "without it there is no model")
    }
    let ratio = max(0, 2 * (logLikelihood - (try NegativeBinomialFit(rest)).logLikelihood))
    let statistic = TestStatistic(
      "χ²", ratio, reference: .chiSquare(degreesOfFreedom: Double(dropped.count)))
    return GeneralizedRegression.LikelihoodRatioTest(
      term: term, statistic: statistic, pValue: statistic.pValue(.greater))
  }
}

extension Design {
  /// The places of the columns of a term, or of a single column, by its name.
  ///
  /// - Throws: `InputError` if there is none of that name.
  func columns(of term: String) throws(InputError) -> [Int] {
    let names = terms.map(\.name)
    if let index = names.firstIndex(of: term), columnsOfTerms.indices.contains(index) {
      return Array(columnsOfTerms[index])
    }
    if let column = columnNames.firstIndex(of: term) { return [column] }
    throw .unknownName(term, among: names.isEmpty ? columnNames : names, subject: "term")
  }
}
