import SurveyInference
import SurveyVocabulary

// What a bootstrap of a fitted model may take: some ten minutes of one processor.

extension BootstrapPlan {
  /// Refuses a plan whose refits of a model of covariances would take too long: factorizations of a matrix of all
  /// items.
  func checkCovariances(items: Int, cases: Int) throws(InputError) {
    let size = Double(items)
    try checkWork(steps: size * size * size, cases: cases, atMost: 5e9, of: "\(items) items")
  }

  /// Refuses a plan whose polychoric correlations, one for each pair of items, would take too long.
  func checkPairs(items: Int, cases: Int) throws(InputError) {
    let size = Double(items)
    try checkWork(steps: size * (size - 1) / 2, cases: cases, atMost: 5e6, of: "\(items) items")
  }
}
