import SurveyVocabulary

extension BootstrapPlan {
  /// Refuses none or too many resamples, and BCa limits that leave out each of too many cases.
  ///
  /// - Parameters:
  ///   - cases: The number of cases that a resample draws.
  ///   - nested: The number of resamples of each resample.
  /// - Throws: `InputError` for none or too many draws.
  package func checkDraws(of cases: Int, nested: Int = 0) throws(InputError) {
    guard resamples >= 1 else {
      throw InputError(.tooFew, "resamples", "\(resamples) asked for, at least 1 needed")
    }
    let (draws, overflow) = (nested + 1).multipliedReportingOverflow(by: cases)
    guard resamples <= Bootstrap.mostResamples, !overflow, draws <= Bootstrap.mostDraws / resamples else {
      throw .infeasible(
        "resamples", "\(resamples) resamples of \(cases) cases are more than can be drawn",
        remedy: "at most 1,000,000 resamples and 10,000,000,000 drawn cases")
    }
    guard interval != .bca || cases <= Bootstrap.mostDraws / max(cases, 1) else {
      throw .infeasible(
        "BCa interval", "it needs the coefficient without each of \(cases) cases",
        remedy: "use .percentile or .basic")
    }
  }

  /// Refuses a plan whose values of a coefficient would take too long.
  ///
  /// - Parameters:
  ///   - steps: The steps that one value takes.
  ///   - cases: The number of cases, each of which BCa limits leave out once.
  ///   - limit: The most steps of all values together.
  ///   - data: What is drawn from, and how much of it there is.
  ///   - remedy: What to ask for instead.
  /// - Throws: `InputError` if all values together take more steps.
  package func checkWork(
    steps: Double, cases: Int, atMost limit: Double, of data: String,
    remedy: String = "ask for fewer resamples, for .percentile, or for no bootstrap"
  ) throws(InputError) {
    let values = Double(resamples) + (interval == .bca ? Double(cases) : 0)
    guard values * steps <= limit else {
      throw .infeasible(
        "bootstrap", "\(resamples) resamples of \(data) would take too long", remedy: remedy)
    }
  }

  /// The number of resamples in a part.
  package func size(ofPart part: Int) -> Int {
    resamples / Bootstrap.parts + (part < resamples % Bootstrap.parts ? 1 : 0)
  }
}
