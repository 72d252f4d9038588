import SurveyVocabulary

/// Bounds the work of resampling the subjects of a table of ratings.
enum ResampledRatings {
  /// The most ratings that all resamples may hold together.
  static let most = 20_000_000_000.0

  /// Refuses resamples that hold too many ratings together.
  static func check(raters: Int, subjects: Int, plan: BootstrapPlan) throws(InputError) {
    // BCa limits need the coefficient without each subject too.
    let tables = Double(plan.resamples) + (plan.interval == .bca ? Double(subjects) : 0)
    guard tables * Double(raters) * Double(subjects) <= most else {
      throw .infeasible(
        "bootstrap", "\(plan.resamples) resamples of \(raters) raters and \(subjects) subjects are too many",
        remedy: "ask for fewer resamples, or for none with bootstrap: nil")
    }
  }
}
