import SurveyVocabulary

// The tails of the null distribution of a correlation over orders of one variable; the distance is that from zero.

extension TwoSidedDefinition {
  /// The tails of a counted distribution.
  func tailsOfOrders(lower: Double, upper: Double, distance: Double) throws(InputError) -> TailProbabilities {
    tails(lower: lower, upper: upper, distance: distance)
  }
}

extension GroupDivisions.Counts {
  /// The tails of enumerated orders, or of drawn ones, among which the observed order is one more.
  func tailsOfOrders(
    _ definition: TwoSidedDefinition, adding extra: Int
  ) throws(InputError) -> TailProbabilities {
    tails(definition, adding: extra)
  }
}
