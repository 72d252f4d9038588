import SurveyVocabulary

/// The longest run of one and the same answer to items that follow each other.
///
/// Reference: Johnson (2005), doi:10.1016/j.jrp.2004.09.009.
public struct LongString: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "long-string/1"
  /// The name of the index.
  public static let indexName = "longest string"

  /// The length of the longest run, in items; `nil` for a respondent without any answer.
  public let values: [Double?]
  /// The mean length of the runs, in items; `nil` for a respondent without any answer.
  public let averages: [Double?]
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

  /// The longest runs in answers as they were given, before any reverse key.
  ///
  /// - Parameters:
  ///   - items: One array to an item, in the order in which they were asked; `nil` for no answer, which
  ///     ends a run.
  ///   - rule: Who is flagged; by default runs of at least half of the items (Curran 2016).
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there are fewer than two items or no respondent, the items are not equally
  ///   long, or a value is not finite.
  public init(
    _ items: [[Double?]], flagging rule: FlagRule? = nil, respondents: [String] = []
  ) throws(InputError) {
    let grid = try AnswerGrid(items, respondents: respondents, atLeast: 2)
    let rule = rule ?? .atLeast(Double(items.count) / 2)
    try rule.check()
    let runs = (0..<grid.count).map { Self.runs(grid.row($0)) }
    values = runs.map { $0.max().map(Double.init) }
    averages = runs.map { $0.isEmpty ? nil : Double($0.reduce(0, +)) / Double($0.count) }
    self.rule = rule
    flagged = rule.flagged(values, isHighCareless: true)
    self.respondents = respondents
    itemCount = items.count
    context = .screening(values, missing: Self.missing)
  }

  private static let missing = "without any answer"

  /// The lengths of the runs of equal answers.
  private static func runs(_ answers: [Double?]) -> [Int] {
    var runs: [Int] = []
    var previous: Double?
    for answer in answers {
      if let answer, answer == previous, let last = runs.indices.last {
        runs[last] += 1
      } else if answer != nil {
        runs.append(1)
      }
      previous = answer
    }
    return runs
  }
}

extension LongString {
  /// The distribution of the longest runs, and the flagged respondents.
  public var report: Report {
    indexReport(
      "Longest string",
      citation: Citation(
        "Johnson", 2005, "Journal of Research in Personality 39, 103-129", doi: "10.1016/j.jrp.2004.09.009"),
      options: [Report.Fact("items", .count(itemCount))], style: .decimals(0), missing: "no answer at all")
  }
}
