import SurveyStatistics

/// The 25 items of the personality questionnaire that comes with the examples, keyed as published.
package enum PersonalityItems {
  /// The answers, from 1 (very inaccurate) to 6 (very accurate).
  static let range = "1-6"

  /// Where the answers come from.
  package static let citation = Citation(
    "Revelle, Wilt & Rosenthal", 2010,
    "Individual differences in cognition: new methods for examining the personality-cognition link, in "
      + "Handbook of Individual Differences in Cognition, Springer, 27-49")

  /// The five scales of five items.
  ///
  /// - Throws: Nothing for the scales as they stand here.
  package static func scales() throws(InputError) -> [ItemSelection] {
    [
      try scale("Agreeableness", "A", reversed: [1]),
      try scale("Conscientiousness", "C", reversed: [4, 5]),
      try scale("Extraversion", "E", reversed: [1, 2]),
      try scale("Neuroticism", "N", reversed: []),
      try scale("Openness", "O", reversed: [2, 5]),
    ]
  }

  private static func scale(
    _ name: String, _ letter: String, reversed: [Int]
  ) throws(InputError) -> ItemSelection {
    try ItemSelection(
      name, items: (1...5).map { "\(letter)\($0)" }, reversed: reversed.map { "\(letter)\($0)" },
      range: range)
  }
}
