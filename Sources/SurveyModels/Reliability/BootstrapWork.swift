import SurveyInference
import SurveyVocabulary

/// Bounds on what a bootstrap of a fitted model may take: some ten minutes of one processor.
enum BootstrapWork {
  /// The most refits times items cubed: factorizations of a matrix of all items.
  static let mostProducts = 5e9
  /// The most refits times pairs of items: polychoric correlations.
  static let mostPairs = 5e6

  /// Refuses a plan whose refits of a model of covariances would take too long.
  static func checkCovariances(_ plan: BootstrapPlan, items: Int, cases: Int) throws(InputError) {
    let size = Double(items)
    try check(refits(plan, cases) * size * size * size <= mostProducts, plan, items)
  }

  /// Refuses a plan whose polychoric correlations would take too long.
  static func checkPairs(_ plan: BootstrapPlan, items: Int, cases: Int) throws(InputError) {
    let size = Double(items)
    try check(refits(plan, cases) * size * (size - 1) / 2 <= mostPairs, plan, items)
  }

  private static func refits(_ plan: BootstrapPlan, _ cases: Int) -> Double {
    Double(plan.resamples) + (plan.interval == .bca ? Double(cases) : 0)
  }

  private static func check(_ isFeasible: Bool, _ plan: BootstrapPlan, _ items: Int) throws(InputError) {
    guard isFeasible else {
      throw .infeasible(
        "bootstrap", "\(plan.resamples) resamples of \(items) items would take too long",
        remedy: "ask for fewer resamples, for .percentile, or for no bootstrap")
    }
  }
}
