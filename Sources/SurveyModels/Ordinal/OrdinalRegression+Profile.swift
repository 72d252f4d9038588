import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension OrdinalRegression {
  /// The interval of the values of a coefficient that a likelihood ratio test does not refuse, thresholds and
  /// other coefficients fitted anew for each.
  ///
  /// Reference: Venzon & Moolgavkar (1988), doi:10.2307/2347496.
  ///
  /// - Parameters:
  ///   - name: The column.
  ///   - confidence: The level; that of the finding where it is not given.
  /// - Returns: The limits.
  /// - Throws: `InputError` if there is no such column, or if a fit or the search for a limit does not converge.
  public func profileInterval(
    of name: String, confidence: Double? = nil
  ) throws(InputError) -> ConfidenceInterval {
    let level = confidence ?? self.confidence
    try checkConfidence(level)
    guard let column = coefficients.firstIndex(where: { $0.name == name }) else {
      throw .unknownName(name, among: coefficients.map(\.name), subject: "design")
    }
    let bound = try ChiSquareDistribution(degreesOfFreedom: 1).quantile(upperTail: 1 - level)
    let likelihood = OrdinalLikelihood(problem, link: link)
    let cuts = thresholds.count
    let found = try problem.maximum(
      of: likelihood, from: likelihood.start, changes: { [[0] + $0.dropFirst(cuts)] })
    let inverse = try problem.columns.inverse()
    let form = coefficients.indices.map { inverse[column + 1, $0 + 1] }
    let length = form.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let unit = [Double](repeating: 0, count: cuts) + form.map { $0 / length }
    let estimate = zip(unit, found.parameters).reduce(0) { $0 + $1.0 * $1.1 }
    let variance = zip(unit, try found.covariance.times(unit)).reduce(0) { $0 + $1.0 * $1.1 }
    let profile = ProfiledOrdinalLikelihood(likelihood, form: form, held: estimate)
    let start = try profile.rest(of: found.parameters)
    func deviance(at value: Double) throws(InputError) -> Double {
      var held = profile
      held.held = value
      do throws(LikelihoodSearch.Failure) {
        return try 2 * problem.weightMean * (found.value - LikelihoodSearch(held, from: start).value)
      } catch {
        throw InputError(
          .notConverged, "design", "the fit with the coefficient of \"\(name)\" held did not converge",
          remedy: "use the interval of the coefficient, or join levels with few cases")
      }
    }
    let search = ProfileSearch(
      estimate: estimate, scale: (variance / problem.weightMean).squareRoot(), bound: bound)
    let toColumn = length / problem.columns.scales[column + 1]
    let lower = try search.limit(-1) { value throws(InputError) in try deviance(at: value) } * toColumn
    let upper = try search.limit(1) { value throws(InputError) in try deviance(at: value) } * toColumn
    guard lower.isFinite, upper.isFinite else {
      throw InputError(
        .notConverged, "design", "no limit was found for the coefficient of \"\(name)\"",
        remedy: "use the interval of the coefficient, or join levels with few cases")
    }
    return ConfidenceInterval(lower: lower, upper: upper, level: level, method: "profile likelihood")
  }
}
