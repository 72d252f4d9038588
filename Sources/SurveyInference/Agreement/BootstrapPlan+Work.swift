import SurveyVocabulary

extension BootstrapPlan {
  /// Refuses resampling of a coefficient that would take too long.
  ///
  /// - Parameters:
  ///   - steps: The steps that one value of the coefficient takes.
  ///   - cases: The number of cases, each of which BCa limits leave out once.
  /// - Throws: `InputError` if all values together take too many steps.
  func checkWork(steps: Double, cases: Int) throws(InputError) {
    try checkWork(
      steps: steps, cases: cases, atMost: 5e10, of: "\(cases) units",
      remedy: "use fewer resamples, .percentile limits, or no interval")
  }
}
