import SurveyVocabulary

/// A scale estimate with a bootstrap interval where one is asked for: what the robust scales have in common.
struct RobustScale {
  let estimate: Estimate
  let bootstrap: BootstrapFinding?

  /// Resamples the values around an estimate; `scale` gives that of sorted values, zero included.
  init(
    _ value: Double, of values: [Double], _ plan: BootstrapPlan?, confidence: Double,
    scale: ([Double]) -> Double
  ) throws(InputError) {
    guard let plan else {
      (estimate, bootstrap) = (Estimate(value), nil)
      return
    }
    let found = try Bootstrap(cases: values.count, plan: plan)
      .interval(around: value, confidence: confidence) { rows in
        scale(rows.map { values[$0] }.sorted())
      }
    estimate = found.estimate(value)
    bootstrap = found
  }

  /// Refuses a scale that left the range of numbers.
  static func checked(_ value: Double) throws(InputError) -> Double {
    guard value.isFinite else {
      throw InputError(
        .outOfRange, "values", "their spread exceeds the range of Double", remedy: "rescale the values")
    }
    return value
  }
}
