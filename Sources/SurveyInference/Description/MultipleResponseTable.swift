import SurveyVocabulary

/// How often each option of a question with any number of answers was ticked.
///
/// Shares are given of the ticks, of the cases that answered, and of the cases that ticked anything. Cases
/// that ticked nothing stay apart from cases that did not answer.
public struct MultipleResponseTable: Finding {
  /// The stable name of the method.
  public static let methodID = "multiple-response-table/1"

  /// One option.
  public struct Line: Hashable, Sendable {
    /// The option.
    public let label: String
    /// How many cases ticked it.
    public let count: Int
    /// The sum of their weights; the number of cases where there are no weights.
    public let weight: Double
    /// The share of all ticks; `nil` where there is none.
    public let shareOfResponses: Double?
    /// The share of the cases that answered, those that ticked nothing included; `nil` where there is none.
    public let shareOfCases: Double?
    /// The share of the cases that ticked at least one option; `nil` where there is none.
    public let shareOfTicking: Double?
  }

  /// The answers of all cases, or of those at one level of a factor.
  public struct Part: Hashable, Sendable {
    /// The level; "all" for all cases.
    public let label: String
    /// The options in their order.
    public let lines: [Line]
    /// The cases that answered, those that ticked nothing included.
    public let answering: PercentageBase
    /// The cases that ticked at least one option.
    public let ticking: PercentageBase
    /// The cases that answered and ticked nothing.
    public let none: PercentageBase
    /// The number of ticks.
    public let responses: Int
    /// The sum of the weights of the ticks; their number where there are no weights.
    public let responseWeight: Double

    /// The mean number of ticks of a case that answered; `nil` where there is none.
    public var responsesPerCase: Double? {
      answering.weight > 0 ? responseWeight / answering.weight : nil
    }
  }

  /// The options of all cases.
  public let all: Part
  /// The same for each level of a factor; empty where there is none.
  public let groups: [Part]
  /// The reasons for no answer and how many cases they are, in the order of their first appearance.
  public let missing: [CaseLedger.Exclusion]
  /// Whether the cases have weights.
  public let isWeighted: Bool
  /// The name of the factor; `nil` where there is none or nobody said.
  public let factor: String?
  /// The names for print, and the cases.
  public var context: DataContext

  /// Counts the ticked options of cases.
  ///
  /// - Parameters:
  ///   - answers: The ticked options of each case, or the reason for no answer.
  ///   - groups: The level of a factor for each case; those without one are in the ledger.
  ///   - weights: A positive number for each case; `nil` counts all alike.
  /// - Throws: `InputError` if no case answered, the lengths differ, or a weight is not positive and finite.
  public init(
    _ answers: MultipleAnswers, by groups: CategoricalAnswers? = nil, weights: [Double]? = nil
  ) throws(InputError) {
    let cases = try GroupedCases(answers.count, by: groups, weights: weights, lines: answers.options.count)
    all = Self.part("all", answers, cases.rows, cases.weights)
    guard all.answering.count > 0 else { throw .tooFew(answers.name ?? "answers", found: 0, needed: 1) }
    guard all.responseWeight.isFinite else {
      throw InputError(
        .outOfRange, "weights", "the sum over the ticks exceeds the range of Double",
        remedy: "divide them by their mean")
    }
    self.groups = zip(cases.labels, cases.groups).map { Self.part($0, answers, $1, cases.weights) }
    missing = ReasonCounts(cases.rows.compactMap { answers.reasons[$0] }).exclusions(variable: nil)
    isWeighted = cases.weights.isWeighted
    factor = cases.name
    context = DataContext(
      subject: answers.name, parts: cases.labels,
      cases: CaseLedger(used: all.answering.count, exclusions: cases.exclusions + missing))
  }

  private static func part(
    _ label: String, _ answers: MultipleAnswers, _ rows: [Int], _ weights: CaseWeights
  ) -> Part {
    var counts = Array(repeating: 0, count: answers.options.count)
    var sums = Array(repeating: 0.0, count: answers.options.count)
    var (ticking, none) = ([Int](), [Int]())
    for row in rows {
      guard let ticked = answers.ticked[row] else { continue }
      if ticked.isEmpty { none.append(row) } else { ticking.append(row) }
      for option in ticked {
        counts[option] += 1
        sums[option] += weights[row]
      }
    }
    let answering = weights.base(of: rows.filter { answers.ticked[$0] != nil })
    let tickingBase = weights.base(of: ticking)
    let responses = sums.reduce(0, +)
    let share = { (part: Double, whole: Double) in whole > 0 ? part / whole : nil }
    let lines = answers.options.indices.map { place in
      Line(
        label: answers.options[place], count: counts[place], weight: sums[place],
        shareOfResponses: share(sums[place], responses),
        shareOfCases: share(sums[place], answering.weight),
        shareOfTicking: share(sums[place], tickingBase.weight))
    }
    return Part(
      label: label, lines: lines, answering: answering, ticking: tickingBase, none: weights.base(of: none),
      responses: counts.reduce(0, +), responseWeight: responses)
  }
}
