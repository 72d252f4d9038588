import SurveyVocabulary

/// Shares in proportion to e to the power of numbers.
///
/// - Parameters:
///   - powers: One number per level.
///   - row: The place of the case, for the error.
/// - Returns: One share per level; they add up to 1.
/// - Throws: `InputError` if a number is not finite.
func sharesOfPowers(_ powers: [Double], row: Int) throws(InputError) -> [Double] {
  guard powers.allSatisfy(\.isFinite), let largest = powers.max() else { throw .prediction(atIndex: row) }
  let parts = powers.map { exponential($0 - largest) }
  let total = parts.reduce(0, +)
  return parts.map { $0 / total }
}

extension InputError {
  /// A case whose linear predictor is not finite.
  static func prediction(atIndex row: Int) -> InputError {
    InputError(
      .outOfRange, "cases", "the prediction at index \(row) leaves the range of Double",
      remedy: "rescale the predictors")
  }
}
