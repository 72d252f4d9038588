import SurveyVocabulary

// The tails of the null distribution of a correlation over orders of one variable; the distance is that from zero.

extension GroupDivisions.Counts {
  /// The tails of enumerated orders, or of drawn ones, among which the observed order is one more.
  ///
  /// - Throws: `InputError` for minimum likelihood, and for mid-p of drawn orders.
  func tailsOfOrders(
    _ definition: TwoSidedDefinition, adding extra: Int
  ) throws(InputError) -> TailProbabilities {
    try tails(definition, adding: extra)
  }
}
