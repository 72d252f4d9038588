extension ReadyInstrument {
  /// The three questions of the European Social Survey on trust in people, and their mean from 0 to 10.
  ///
  /// The columns have the survey's own names, and its codes for absent answers are known, so that its data
  /// files can be read as they are.
  ///
  /// Reference: European Social Survey (2018), ESS Round 9 source questionnaire.
  public static let socialTrust = ReadyInstrument(
    name: "Social trust (European Social Survey)", abbreviation: "ESS social trust",
    introduction: "Please tell me on a score of 0 to 10.",
    questions: [
      Question(
        column: "ppltrst",
        wording:
          "Generally speaking, would you say that most people can be trusted, or that you can't be too "
          + "careful in dealing with people?", keyed: .positive, note: nil),
      Question(
        column: "pplfair",
        wording:
          "Do you think that most people would try to take advantage of you if they got the chance, or "
          + "would they try to be fair?", keyed: .positive, note: nil),
      Question(
        column: "pplhlp",
        wording:
          "Would you say that most of the time people try to be helpful or that they are mostly looking "
          + "out for themselves?", keyed: .positive, note: nil),
    ],
    answers: (0...10).map { ColumnKind.Level(value: $0) }, score: .mean, bands: [],
    absence: [
      .init("77", .refused), .init("88", .skipped), .init("99", .skipped),
    ],
    citation: Citation(
      "European Social Survey", 2018, "ESS Round 9 source questionnaire. London: ESS ERIC Headquarters"),
    licence: "\"European Social Survey documentation is licensed under CC BY-SA 4.0\"; its data under CC "
      + "BY-NC-SA 4.0. The wordings here are the survey's and stay under CC BY-SA 4.0.",
    licenceSource: "europeansocialsurvey.org, conditions of use",
    notes: [
      "0 stands for: you can't be too careful; most people would try to take advantage of me; people mostly "
        + "look out for themselves. 10 stands for: most people can be trusted; most people would try to be "
        + "fair; people mostly try to be helpful.",
      "The survey publishes the questions, not an index: the mean of the three is what studies commonly use.",
      "\"Don't know\" (88) and \"no answer\" (99) count as skipped, 77 as refused.",
    ])
}
