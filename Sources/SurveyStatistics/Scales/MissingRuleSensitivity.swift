import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// What becomes of a scale's scores, and of a conclusion drawn from them, under other rules for missing
/// answers.
///
/// How many items must be answered for a score is a choice. Each rule is applied to the same answers, and
/// the number scored, the mean, the standard deviation, alpha and the conclusion stand side by side.
/// Nothing is chosen or judged: the reader sees what hangs on the choice.
///
/// Alpha is that of the respondents whom the rule scores, from the covariances of the cases that each
/// pair of items shares, so that it can differ from rule to rule. A plain sum is prorated where a rule
/// tolerates missing answers.
///
/// Reference, on what proration assumes: Mazza, Enders & Ruehlman (2015), doi:10.1080/00273171.2015.1068157.
public struct MissingRuleSensitivity: Finding {
  /// The stable name of the method.
  public static let methodID = "missing-rule-sensitivity/1"

  /// What one rule gives.
  public struct Line: Hashable, Sendable {
    /// The rule.
    public let rule: MissingRule
    /// The number of items that it needs; of a rule of the items shown, from those who were shown all.
    public let needed: Int
    /// The number of respondents that it scores.
    public let scored: Int
    /// The mean of the scores; `nil` where there is none.
    public let mean: Double?
    /// The standard deviation of the scores with n - 1 in the denominator; `nil` for fewer than two.
    public let standardDeviation: Double?
    /// Alpha of the items among those scored, from pairwise covariances; `nil` where it does not exist.
    public let alpha: Double?
    /// The conclusion under this rule; `nil` where none was asked for, or none can be drawn.
    public let conclusion: Estimate?
    /// Why no conclusion can be drawn.
    public let problem: InputError?
  }

  /// The rules with what they give, the scale's own first.
  public let lines: [Line]
  /// What is concluded, such as "difference in means"; `nil` where nothing is.
  public let conclusion: String?
  /// The value of the conclusion that says "nothing": 0 for a difference, 1 for a ratio.
  public let nullValue: Double
  /// The number of items of the scale.
  public let itemCount: Int
  /// Whether a plain sum was prorated under the rules that tolerate missing answers.
  public let isProrated: Bool
  /// The name of the scale, and the cases under its own rule.
  public var context: DataContext

  init(
    lines: [Line], conclusion: String?, nullValue: Double, itemCount: Int, isProrated: Bool,
    context: DataContext
  ) {
    self.lines = lines
    self.conclusion = conclusion
    self.nullValue = nullValue
    self.itemCount = itemCount
    self.isProrated = isProrated
    self.context = context
  }

  /// Whether the conclusions of two rules lie on different sides of the null value; `nil` for fewer than
  /// two conclusions.
  public var signChanges: Bool? {
    let signs = lines.compactMap { $0.conclusion.map { side($0.value) } }
    return signs.count < 2 ? nil : Set(signs).count > 1
  }

  /// Whether the interval of one rule contains the null value and that of another does not; `nil` for
  /// fewer than two intervals.
  public var intervalChanges: Bool? {
    let contained = intervals.map { $0.contains(nullValue) }
    return contained.count < 2 ? nil : Set(contained).count > 1
  }

  private var intervals: [ConfidenceInterval] { lines.compactMap { $0.conclusion?.interval } }

  private func side(_ value: Double) -> Int { value > nullValue ? 1 : value < nullValue ? -1 : 0 }
}

extension MissingRuleSensitivity {
  /// The rules one to a line, and in words what changes.
  public var report: Report {
    let levels = Set(intervals.map(\.level))
    let level = (levels.count == 1 ? levels.first : nil).map { "\(DecimalText.level($0)) CI" } ?? "CI"
    let number = { (value: Double?) in value.map { Report.Cell.number($0) } ?? .empty }
    let cells = lines.enumerated().map { index, line -> [Report.Cell] in
      var cells: [Report.Cell] = [
        .text(line.rule.words + (index == 0 ? " (the scale's own)" : "")), .count(line.scored),
        number(line.mean), number(line.standardDeviation),
        line.alpha.map { .number($0, .bounded(2)) } ?? .empty,
      ]
      if conclusion != nil {
        cells.append(number(line.conclusion?.value))
        if !intervals.isEmpty {
          cells.append(line.conclusion?.interval.map { .interval($0, .automatic) } ?? .empty)
        }
      }
      return cells
    }
    let own = conclusion.map { [$0] + (intervals.isEmpty ? [] : [level]) } ?? []
    return Report(
      context.title("Sensitivity to the missing rule"),
      method: .init(
        Self.methodID,
        options: [.init("alpha", .text("pairwise covariances of those scored"))]
          + (conclusion == nil ? [] : [.init("null value", .text(shortNumber(nullValue)))]),
        citation: Citation(
          "Mazza, Enders & Ruehlman", 2015, "Multivariate Behavioral Research 50, 504-519",
          doi: "10.1080/00273171.2015.1068157")),
      grids: [Report.Grid(columns: ["rule", "scored", "mean", "SD", "alpha"] + own, lines: cells)],
      facts: [.init("items", .count(itemCount))], cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    var notes = ["The line of cases is that of the scale's own rule."]
    if isProrated { notes.append("The sum is prorated under rules that tolerate missing answers.") }
    guard let conclusion else { return notes }
    let signs = lines.compactMap { $0.conclusion.map { side($0.value) } }
    let null = shortNumber(nullValue)
    let sides = [(1, "above"), (-1, "below"), (0, "exactly at")].compactMap { sign, words -> String? in
      let count = signs.count { $0 == sign }
      return count == 0 ? nil : "\(words) \(null) under \(share(count, of: signs.count))"
    }
    if !sides.isEmpty { notes.append("\(conclusion): \(sides.joined(separator: ", ")).") }
    if !intervals.isEmpty {
      let containing = intervals.count { $0.contains(nullValue) }
      notes.append("The interval contains \(null) under \(share(containing, of: intervals.count)).")
    }
    for line in lines {
      if let problem = line.problem { notes.append("No conclusion with \(line.rule.words): \(problem).") }
    }
    return notes
  }

  private func share(_ count: Int, of all: Int) -> String {
    count == all
      ? (all == 1 ? "the one rule" : "all \(all) rules")
      : "\(count == 0 ? "none" : "\(count)") of \(all) rules"
  }
}
