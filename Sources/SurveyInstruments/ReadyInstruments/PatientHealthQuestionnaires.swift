/// How often a problem was there over the last two weeks: the answers of the PHQ-9 and the GAD-7.
public enum TwoWeekFrequency: Int, ResponseFormat {
  /// Not at all, scored 0.
  case notAtAll = 0
  /// Several days, scored 1.
  case severalDays = 1
  /// More than half the days, scored 2.
  case moreThanHalfTheDays = 2
  /// Nearly every day, scored 3.
  case nearlyEveryDay = 3
}

extension ReadyInstrument {
  /// The Patient Health Questionnaire-9: nine symptoms of depression over the last two weeks, summed to 0
  /// to 27.
  ///
  /// Reference: Kroenke, Spitzer & Williams (2001), doi:10.1046/j.1525-1497.2001.016009606.x. Terms of use:
  /// "No permission required to reproduce, translate, display or distribute."
  public static let phq9 = ReadyInstrument(
    name: "Patient Health Questionnaire-9", abbreviation: "PHQ-9",
    introduction: twoWeeks,
    questions: questions(
      "phq9_",
      [
        "Little interest or pleasure in doing things",
        "Feeling down, depressed, or hopeless",
        "Trouble falling or staying asleep, or sleeping too much",
        "Feeling tired or having little energy",
        "Poor appetite or overeating",
        "Feeling bad about yourself — or that you are a failure or have let yourself or your family down",
        "Trouble concentrating on things, such as reading the newspaper or watching television",
        "Moving or speaking so slowly that other people could have noticed? Or the opposite — being so "
          + "fidgety or restless that you have been moving around a lot more than usual",
        "Thoughts that you would be better off dead or of hurting yourself in some way",
      ],
      notes: [
        9: "Asks about thoughts of death and self-harm. Whoever asks it decides beforehand what follows an "
          + "answer above 0; a sum does not show it."
      ]),
    answers: frequencies, score: .sum,
    bands: [
      Band("minimal", 0...4), Band("mild", 5...9), Band("moderate", 10...14),
      Band("moderately severe", 15...19), Band("severe", 20...27),
    ],
    absence: [],
    citation: Citation(
      "Kroenke, Spitzer & Williams", 2001,
      "The PHQ-9: validity of a brief depression severity measure. Journal of General Internal Medicine 16, "
        + "606-613", doi: "10.1046/j.1525-1497.2001.016009606.x"),
    licence: pfizer, licenceSource: "printed on the form; phqscreeners.com",
    notes: [
      "The score and its band describe answers. They are no diagnosis.",
      "The question about difficulty that follows the nine is not part of the score.",
    ])

  /// The Generalized Anxiety Disorder-7: seven symptoms of anxiety over the last two weeks, summed to 0 to
  /// 21.
  ///
  /// Reference: Spitzer, Kroenke, Williams & Löwe (2006), doi:10.1001/archinte.166.10.1092. Terms of use: "No
  /// permission required to reproduce, translate, display or distribute."
  public static let gad7 = ReadyInstrument(
    name: "Generalized Anxiety Disorder-7", abbreviation: "GAD-7",
    introduction: twoWeeks,
    questions: questions(
      "gad7_",
      [
        "Feeling nervous, anxious or on edge",
        "Not being able to stop or control worrying",
        "Worrying too much about different things",
        "Trouble relaxing",
        "Being so restless that it is hard to sit still",
        "Becoming easily annoyed or irritable",
        "Feeling afraid as if something awful might happen",
      ]),
    answers: frequencies, score: .sum,
    bands: [
      Band("minimal", 0...4), Band("mild", 5...9), Band("moderate", 10...14), Band("severe", 15...21),
    ],
    absence: [],
    citation: Citation(
      "Spitzer, Kroenke, Williams & Löwe", 2006,
      "A brief measure for assessing generalized anxiety disorder: the GAD-7. Archives of Internal Medicine "
        + "166, 1092-1097", doi: "10.1001/archinte.166.10.1092"),
    licence: pfizer, licenceSource: "printed on the form; phqscreeners.com",
    notes: ["The score and its band describe answers. They are no diagnosis."])

  private static let twoWeeks =
    "Over the last 2 weeks, how often have you been bothered by any of the following problems?"

  private static let pfizer =
    "\"Developed by Drs. Robert L. Spitzer, Janet B.W. Williams, Kurt Kroenke and colleagues, with an "
    + "educational grant from Pfizer Inc. No permission required to reproduce, translate, display or "
    + "distribute.\""

  private static let frequencies = TwoWeekFrequency.allCases.map {
    ColumnKind.Level(value: $0.rawValue, label: $0.label)
  }

  /// Questions with numbered columns.
  ///
  /// - Parameters:
  ///   - prefix: What stands before the number.
  ///   - wordings: The wordings in order.
  ///   - reversed: The numbers, from 1, of those that are reversed.
  ///   - notes: Notes by number.
  /// - Returns: The questions.
  static func questions(
    _ prefix: String, _ wordings: [String], reversed: Set<Int> = [], notes: [Int: String] = [:]
  ) -> [Question] {
    wordings.enumerated().map { place, wording in
      Question(
        column: "\(prefix)\(place + 1)", wording: wording,
        keyed: reversed.contains(place + 1) ? .negative : .positive, note: notes[place + 1])
    }
  }
}
