import SurveyVocabulary

/// How closely a respondent's scores on the even items of several scales follow those on the odd items.
///
/// Reference: Jackson (1976) as described by Johnson (2005), doi:10.1016/j.jrp.2004.09.009.
public struct EvenOddConsistency: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "even-odd-consistency/1"
  /// The name of the index.
  public static let indexName = "even-odd consistency"

  /// The correlation of the two halves over the scales, stepped up to full length and not below -1; `nil`
  /// for fewer than three scales with both halves answered, or halves that do not vary.
  public let values: [Double?]
  /// The correlations before they are stepped up.
  public let correlations: [Double?]
  /// From which value on a respondent is flagged.
  public let rule: FlagRule
  /// The places of the flagged respondents, ascending.
  public let flagged: [Int]
  /// The names of the respondents.
  public let respondents: [String]
  /// The number of scales.
  public let scaleCount: Int
  /// The names for print, and the cases.
  public var context: DataContext

  /// The consistency over scales, items in the order in which they were asked and reverse-keyed ones
  /// reversed.
  ///
  /// - Parameters:
  ///   - scales: For each scale its items, one array to an item; `nil` for no answer. Scales should have
  ///     one range, or be put on one before.
  ///   - rule: Who is flagged; by default values of at most 0.3 (Jackson).
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there are fewer than three scales or no respondent, a scale has fewer than
  ///   two items, items are not equally long, or a value is not finite.
  public init(
    _ scales: [[[Double?]]], flagging rule: FlagRule = .atMost(0.3), respondents: [String] = []
  ) throws(InputError) {
    guard scales.count >= 3 else {
      throw InputError(.tooFew, "scales", "\(scales.count) found, at least 3 needed")
    }
    try rule.check()
    var grids: [AnswerGrid] = []
    for (index, scale) in scales.enumerated() {
      let grid = try AnswerGrid(scale, respondents: respondents, atLeast: 2)
      try checkEqualLength(grid.count, "scale \(index + 1)", grids.first?.count ?? grid.count, "scale 1")
      grids.append(grid)
    }
    let count = grids.first?.count ?? 0
    var correlations: [Double?] = []
    for place in 0..<count {
      let halves = grids.compactMap { Self.halves($0.row(place)) }
      guard halves.count >= 3 else {
        correlations.append(nil)
        continue
      }
      correlations.append(try PairSums(halves.map(\.odd), halves.map(\.even)).correlation)
    }
    self.correlations = correlations
    // From r = -1/3 on the stepped-up value would leave the range of a correlation.
    values = correlations.map { $0.map { r in r <= -1.0 / 3 ? -1 : 2 * r / (1 + r) } }
    self.rule = rule
    flagged = rule.flagged(values, isHighCareless: false)
    self.respondents = respondents
    scaleCount = scales.count
    context = .screening(values, missing: "without halves that vary over three scales")
  }

  /// The means of the answered odd and even items; `nil` where a half has no answer.
  private static func halves(_ answers: [Double?]) -> (odd: Double, even: Double)? {
    func mean(from start: Int) -> Double? {
      let half = stride(from: start, to: answers.count, by: 2).compactMap { answers[$0] }
      return half.isEmpty ? nil : half.reduce(0) { $0 + $1 / Double(half.count) }
    }
    guard let odd = mean(from: 0), let even = mean(from: 1) else { return nil }
    return (odd, even)
  }
}

extension EvenOddConsistency {
  /// The distribution of the consistencies, and the flagged respondents.
  public var report: Report {
    indexReport(
      "Even-odd consistency",
      citation: Citation(
        "Johnson", 2005, "Journal of Research in Personality 39, 103-129", doi: "10.1016/j.jrp.2004.09.009"),
      options: [Report.Fact("scales", .count(scaleCount))], style: .bounded(2),
      missing: "halves that do not vary over three scales")
  }
}
