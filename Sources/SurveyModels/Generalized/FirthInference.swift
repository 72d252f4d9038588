import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The fourth stage of Firth's regression: intervals and tests of its coefficients.
struct FirthInference {
  let data: GeneralizedData
  let fit: FirthFit
  let confidence: Double

  func coefficient(
    _ column: Int, _ name: String, _ inference: FirthRegression.Inference
  ) throws(InputError) -> FirthRegression.Coefficient {
    let value = fit.coefficients[column]
    let error = fit.covariance[column, column].squareRoot()
    guard error.isFinite, error > 0 else {
      throw InputError(
        .outOfRange, "design", "the standard errors exceed the range of Double", remedy: "rescale the columns"
      )
    }
    guard inference == .profile else {
      let quantile = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
      let interval = ConfidenceInterval(
        lower: value - quantile * error, upper: value + quantile * error, level: confidence, method: "Wald")
      let statistic = TestStatistic("z", value / error, reference: .normal)
      return FirthRegression.Coefficient(
        name: name, estimate: Estimate(value, standardError: error, interval: interval), statistic: statistic,
        pValue: statistic.pValue(.twoSided))
    }
    let held = try FirthProblem(data, holding: [column])
    let quantile = try ChiSquareDistribution(degreesOfFreedom: 1).quantile(upperTail: 1 - confidence)
    let search = ProfileSearch(estimate: value, scale: error, bound: quantile - 2 * fit.state.value)
    let start = held.coordinates(ending: held.order.map { fit.coefficients[$0] })
    let profile = { (place: Double) throws(InputError) -> Double in
      if let found = along(held, to: place, from: (value, start)) { return -2 * found.state.value }
      return -2 * (try held.fit(held: place, tolerance: Self.tolerance).state.value)
    }
    let interval = ConfidenceInterval(
      lower: try search.limit(-1, profile), upper: try search.limit(1, profile), level: confidence,
      method: "profile penalized likelihood")
    let statistic = TestStatistic(
      "χ²", max(0, try profile(0) + 2 * fit.state.value), reference: .chiSquare(degreesOfFreedom: 1))
    return FirthRegression.Coefficient(
      name: name, estimate: Estimate(value, standardError: error, interval: interval), statistic: statistic,
      pValue: statistic.pValue(.greater))
  }

  /// A step of so many standard errors leaves less than the rounding of a profile.
  private static let tolerance = 1e-8

  /// The fit with a coefficient held, its search begun at another fit; where that is too far, by way of the middle.
  private func along(
    _ held: FirthProblem, to value: Double, from known: (value: Double, place: [Double]), depth: Int = 4
  ) -> FirthFit? {
    if let found = try? held.fit(from: known.place, held: value, tolerance: Self.tolerance) { return found }
    let middle = known.value + (value - known.value) / 2
    guard depth > 0, let half = along(held, to: middle, from: known, depth: depth - 1) else { return nil }
    let place = held.coordinates(ending: held.order.map { half.coefficients[$0] })
    return along(held, to: value, from: (middle, place), depth: depth - 1)
  }

  /// The penalized likelihood ratio of all coefficients but the intercept.
  func overall(intercept: Bool) throws(InputError) -> TestStatistic? {
    let held = fit.coefficients.indices.dropFirst(intercept ? 1 : 0)
    guard !held.isEmpty else { return nil }
    let null = try FirthProblem(data, holding: Array(held)).fit()
    return TestStatistic(
      "χ²", max(0, 2 * (fit.state.value - null.state.value)),
      reference: .chiSquare(degreesOfFreedom: Double(held.count)))
  }
}
