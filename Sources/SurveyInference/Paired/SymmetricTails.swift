import SurveyVocabulary

extension TwoSidedDefinition {
  /// The tails of a null distribution that is symmetric about `center`, so that the definitions by distance
  /// and by the doubled tail are one.
  func symmetricTails(
    about center: String, lower: Double, upper: Double,
    equal: @autoclosure () throws(InputError) -> Double,
    improbable: @autoclosure () throws(InputError) -> Double
  ) throws(InputError) -> TailProbabilities {
    let tails = try tails(
      lower: lower, upper: upper, equal: try equal(), distance: 2 * min(lower, upper),
      improbable: try improbable())
    guard self == .distance || self == .doubled else { return tails }
    return tails.defined(as: "distance from \(center), here the same as the doubled smaller tail")
  }
}

extension TailProbabilities {
  /// The same probabilities with a definition in other words.
  func defined(as definition: String) -> TailProbabilities {
    TailProbabilities(lower: lower, upper: upper, twoSided: twoSided, definition: definition)
  }
}
