import SurveyVocabulary

/// The probabilities of a statistic beyond, at and before its observed value.
struct StatisticTails {
  var above = 0.0
  var equal = 0.0
  var below = 0.0

  /// Both tails with the observed value; with mid-p it counts half.
  func tails(midP: Bool, twoSided: Double, definition: String) -> TailProbabilities {
    let part = midP ? equal / 2 : equal
    return TailProbabilities(
      lower: min(below + part, 1), upper: min(above + part, 1), twoSided: min(twoSided, 1),
      definition: definition + (midP ? ", mid-p" : ""))
  }
}
