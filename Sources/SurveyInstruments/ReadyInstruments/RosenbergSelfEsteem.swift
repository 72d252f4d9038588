/// Agreement with a statement of Rosenberg's scale, scored 0 to 3.
public enum FourPointAgreement: Int, ResponseFormat {
  /// Strongly disagree, scored 0.
  case stronglyDisagree = 0
  /// Disagree, scored 1.
  case disagree = 1
  /// Agree, scored 2.
  case agree = 2
  /// Strongly agree, scored 3.
  case stronglyAgree = 3
}

extension ReadyInstrument {
  /// Rosenberg's self-esteem scale: ten statements, five of them reversed, summed to 0 to 30.
  ///
  /// Reference: Rosenberg (1965). No bands are published: the University of Maryland says that there are no
  /// discrete cut-off points.
  public static let rosenbergSelfEsteem = ReadyInstrument(
    name: "Rosenberg self-esteem scale", abbreviation: "RSES",
    introduction: "Below is a list of statements dealing with your general feelings about yourself.",
    questions: questions(
      "rses_",
      [
        "On the whole, I am satisfied with myself.",
        "At times I think I am no good at all.",
        "I feel that I have a number of good qualities.",
        "I am able to do things as well as most other people.",
        "I feel I do not have much to be proud of.",
        "I certainly feel useless at times.",
        "I feel that I'm a person of worth, at least on an equal plane with others.",
        "I wish I could have more respect for myself.",
        "All in all, I am inclined to feel that I am a failure.",
        "I take a positive attitude toward myself.",
      ], reversed: [2, 5, 6, 8, 9]),
    answers: FourPointAgreement.allCases.map { ColumnKind.Level(value: $0.rawValue, label: $0.label) },
    score: .sum, bands: [], absence: [],
    citation: Citation(
      "Rosenberg", 1965, "Society and the adolescent self-image. Princeton University Press"),
    licence: "\"The scale may be used without explicit permission. The author's family, however, would like "
      + "to be kept informed of its use\". Credit is to be given to the author, and there is no charge for "
      + "educational and professional research.",
    licenceSource: "the Morris Rosenberg Foundation, printed on the form; socy.umd.edu, Rosenberg Scale FAQ",
    notes: [
      "The order of the statements differs between editions, and with it the numbers of the reversed ones: "
        + "compare the wordings.",
      "Answers are scored 0 to 3 here. Data coded 1 to 4, or from strongly agree to strongly disagree, need "
        + "to be recoded first.",
    ])
}
