import SurveyVocabulary

extension Alternative {
  /// The probability that an interval leaves out on each side on which it is closed.
  package func tailArea(confidence: Double) -> Double {
    self == .twoSided ? (1 - confidence) / 2 : 1 - confidence
  }

  /// The interval with these limits, open on the side of a one-sided alternative.
  ///
  /// `bounds` are the ends of the range of the quantity: infinite, or those of a probability.
  ///
  /// - Returns: Both limits for a two-sided test; the lower one only for `.greater`, the upper one only
  ///   for `.less`.
  package func interval(
    _ lower: Double, _ upper: Double, level: Double, method: String,
    bounds: (lower: Double, upper: Double) = (-.infinity, .infinity)
  ) -> ConfidenceInterval {
    ConfidenceInterval(
      lower: self == .less ? bounds.lower : max(lower, bounds.lower),
      upper: self == .greater ? bounds.upper : min(upper, bounds.upper), level: level, method: method)
  }

  /// The level of the two-sided interval that leaves out as much on each side as this one leaves out.
  ///
  /// - Throws: `InputError` for one-sided limits at a level of one half or less.
  func twoSidedLevel(confidence: Double) throws(InputError) -> Double {
    guard self != .twoSided else { return confidence }
    guard confidence > 0.5 else {
      throw .outOfRange(
        "confidence", value: confidence, allowed: "a level above 0.5 for these one-sided limits")
    }
    return 2 * confidence - 1
  }

  /// The side of one-sided limits, for the report.
  var optionOfSide: [Report.Fact] { self == .twoSided ? [] : [.init("alternative", .text(rawValue))] }
}
