import SurveyVocabulary

/// How long a respondent took for an item, and how fast that is beside the others.
///
/// Reference: Huang, Curran, Keeney, Poposki & DeShon (2012), doi:10.1007/s10869-011-9231-8; the relative
/// speed: Leiner (2019), doi:10.18148/srm/2019.v13i3.7403.
public struct ResponseTimes: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "response-times/1"
  /// The name of the index.
  public static let indexName = "seconds per item"

  /// Seconds per item; `nil` where no time was recorded.
  public let values: [Double?]
  /// The median time of all respondents divided by the respondent's own: 2 is twice as fast.
  public let relativeSpeeds: [Double?]
  /// From which value on a respondent is flagged.
  public let rule: FlagRule
  /// The places of the flagged respondents, ascending.
  public let flagged: [Int]
  /// The names of the respondents.
  public let respondents: [String]
  /// The number of items that were answered in these times.
  public let itemCount: Int
  /// The names for print, and the cases.
  public var context: DataContext

  /// Times of pages or whole questionnaires.
  ///
  /// - Parameters:
  ///   - seconds: The time of each respondent for all items together, in seconds; `nil` where none was
  ///     recorded.
  ///   - items: The number of items on the page or in the questionnaire.
  ///   - rule: Who is flagged; by default at most two seconds per item (Huang et al.).
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there is no respondent or no item, or a time is negative or not finite.
  public init(
    _ seconds: [Double?], items: Int, flagging rule: FlagRule = .atMost(2), respondents: [String] = []
  ) throws(InputError) {
    guard !seconds.isEmpty else { throw .tooFew("seconds", found: 0, needed: 1) }
    guard items >= 1 else { throw InputError(.tooFew, "items", "\(items) items, at least 1 needed") }
    if !respondents.isEmpty {
      try checkEqualLength(respondents.count, "respondents", seconds.count, "seconds")
    }
    try rule.check()
    for (place, time) in seconds.enumerated() {
      guard let time else { continue }
      guard time.isFinite else { throw .notFinite("seconds", value: time, at: place) }
      guard time >= 0 else { throw .outOfRange("seconds", value: time, allowed: "a number of at least 0") }
    }
    values = seconds.map { $0.map { $0 / Double(items) } }
    let sorted = values.compactMap { $0 }.sorted()
    let median =
      sorted.isEmpty
      ? 0 : 0.5 * sorted[(sorted.count - 1) / 2] + 0.5 * sorted[sorted.count / 2]
    relativeSpeeds = values.map { value in
      value.flatMap { $0 > 0 && (median / $0).isFinite ? median / $0 : nil }
    }
    self.rule = rule
    flagged = rule.flagged(values, isHighCareless: false)
    self.respondents = respondents
    itemCount = items
    context = .screening(values, missing: "without a recorded time")
  }
}

extension ResponseTimes {
  /// The distribution of the times, and the flagged respondents.
  public var report: Report {
    indexReport(
      "Response times, seconds per item",
      citation: Citation(
        "Huang, Curran, Keeney, Poposki & DeShon", 2012, "Journal of Business and Psychology 27, 99-114",
        doi: "10.1007/s10869-011-9231-8"),
      options: [Report.Fact("items", .count(itemCount))], missing: "no recorded time")
  }
}
