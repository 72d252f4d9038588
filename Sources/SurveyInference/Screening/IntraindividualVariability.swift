import SurveyVocabulary

/// The standard deviation of a respondent's answers across items.
///
/// Low values belong to those who give nearly one answer throughout, high values to those who answer at
/// random.
///
/// Reference: Dunn, Heggestad, Shanock & Theilgard (2018), doi:10.1007/s10869-016-9479-0.
public struct IntraindividualVariability: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "intraindividual-variability/1"
  /// The name of the index.
  public static let indexName = "intra-individual variability"

  /// The standard deviation with the number of answers less one in the denominator, in the units of the
  /// answers; `nil` for fewer than two answers.
  public let values: [Double?]
  /// From which value on a respondent is flagged.
  public let rule: FlagRule
  /// The places of the flagged respondents, ascending.
  public let flagged: [Int]
  /// The names of the respondents.
  public let respondents: [String]
  /// The number of items.
  public let itemCount: Int
  /// The names for print, and the cases.
  public var context: DataContext

  /// The spread of answers as they were given, before any reverse key, to items of one range.
  ///
  /// - Parameters:
  ///   - items: One array to an item; `nil` for no answer.
  ///   - rule: Who is flagged; by default nobody, since no limit holds for all questionnaires.
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there are fewer than two items or no respondent, the items are not equally
  ///   long, a value is not finite, or a spread exceeds the range of `Double`.
  public init(
    _ items: [[Double?]], flagging rule: FlagRule = .never, respondents: [String] = []
  ) throws(InputError) {
    let grid = try AnswerGrid(items, respondents: respondents, atLeast: 2)
    try rule.check()
    var values: [Double?] = []
    for place in 0..<grid.count {
      let answers = grid.row(place).compactMap { $0 }
      values.append(answers.count < 2 ? nil : try Moments(finite: answers).standardDeviation)
    }
    self.values = values
    self.rule = rule
    // Most extreme are the low values: the index was made for straight answering.
    flagged = rule.flagged(values, isHighCareless: false)
    self.respondents = respondents
    itemCount = items.count
    context = .screening(values, missing: "with fewer than two answers")
  }
}

extension IntraindividualVariability {
  /// The distribution of the standard deviations, and the flagged respondents.
  public var report: Report {
    indexReport(
      "Intra-individual variability",
      citation: Citation(
        "Dunn, Heggestad, Shanock & Theilgard", 2018, "Journal of Business and Psychology 33, 105-121",
        doi: "10.1007/s10869-016-9479-0"),
      options: [Report.Fact("items", .count(itemCount))], missing: "fewer than two answers")
  }
}
