extension ReadyInstrument {
  /// The three questions of the European Social Survey on trust in people, and their mean from 0 to 10.
  ///
  /// The wordings are not here: each question has a short description, and the official wording is to be
  /// taken from the survey's questionnaire under its terms (CC BY-SA 4.0).
  ///
  /// The columns have the survey's own names, and its codes for absent answers are known, so that its data
  /// files can be read as they are.
  ///
  /// Reference: European Social Survey (2018), ESS Round 9 source questionnaire.
  public static let socialTrust = ReadyInstrument(
    name: "Social trust (European Social Survey)", abbreviation: "ESS social trust",
    introduction: "Answers run from 0 to 10.",
    questions: [
      Question(
        column: "ppltrst", wording: "Trust: careful (0) or most can be trusted (10)", keyed: .positive,
        note: nil),
      Question(
        column: "pplfair", wording: "Fairness: others exploit (0) or deal fairly (10)", keyed: .positive,
        note: nil),
      Question(
        column: "pplhlp", wording: "Helpfulness: others selfish (0) or helpful (10)", keyed: .positive,
        note: nil),
    ],
    answers: (0...10).map { ColumnKind.Level(value: $0) }, score: .mean, bands: [],
    absence: [
      .init("77", .refused), .init("88", .skipped), .init("99", .skipped),
    ],
    citation: Citation(
      "European Social Survey", 2018, "ESS Round 9 source questionnaire. London: ESS ERIC Headquarters"),
    licence: "\"European Social Survey documentation is licensed under CC BY-SA 4.0\"; its data under CC "
      + "BY-NC-SA 4.0. The descriptions of the questions here are not the survey's wordings.",
    licenceSource: "europeansocialsurvey.org, conditions of use",
    notes: [
      "To ask the questions, take the official wording, in each language, from the survey's questionnaire, "
        + "under its terms.",
      "The survey publishes the questions, not an index: the mean of the three is what studies commonly use.",
      "\"Don't know\" (88) and \"no answer\" (99) count as skipped, 77 as refused.",
    ])
}
