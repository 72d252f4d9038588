import SurveyVocabulary

/// How often each answer was given, and how often none was, by reason.
///
/// Percentages are given twice: of all cases and of those with an answer. Missing answers stay apart
/// from the valid ones, each reason on a line of its own. Cases may have weights, and a table may stand
/// beside those of the groups of a factor.
public struct FrequencyTable: Finding {
  /// The stable name of the method.
  public static let methodID = "frequency-table/1"

  /// One answer, or one reason for none.
  public struct Line: Hashable, Sendable {
    /// The answer, or the reason for none.
    public let label: String
    /// How many cases.
    public let count: Int
    /// The sum of their weights; the number of cases where there are no weights.
    public let weight: Double
    /// The share of all cases, answered or not.
    public let shareOfAll: Double
    /// The share of the cases with an answer; `nil` for a reason for none.
    public let shareOfValid: Double?
    /// The share of the cases with this answer or one above it in the table; `nil` for a reason for none.
    public let cumulative: Double?
  }

  /// The answers of the cases at one level of a factor.
  public struct Group: Hashable, Sendable {
    /// The level.
    public let label: String
    /// The answers, as those of the whole table; without cases all counts are zero.
    public let valid: [Line]
    /// The reasons for no answer, as those of the whole table.
    public let missing: [Line]
    /// The cases with an answer.
    public let validBase: PercentageBase
    /// The cases, answered or not.
    public let base: PercentageBase
  }

  /// The answers, in the order of the levels, of the numbers, or of their first appearance.
  public let valid: [Line]
  /// The reasons for no answer, in the order of their first appearance.
  public let missing: [Line]
  /// The cases with an answer, with the sum of their weights and what they are worth.
  public let validBase: PercentageBase
  /// The cases, answered or not, with the sum of their weights and what they are worth.
  public let base: PercentageBase
  /// Whether the cases have weights.
  public let isWeighted: Bool
  /// The same for each level of a factor; empty where there is none.
  public let groups: [Group]
  /// The name of the factor; `nil` where there is none or nobody said.
  public let factor: String?
  /// The names for print, and the cases.
  public var context: DataContext

  /// The number of cases with an answer.
  public var validCount: Int { validBase.count }
  /// The number of cases, answered or not.
  public var count: Int { base.count }

  /// Counts labels.
  ///
  /// - Parameters:
  ///   - labels: The answers given.
  ///   - levels: All possible answers in their order, those that nobody gave included; without them the
  ///     answers come in the order of their first appearance.
  ///   - missing: The reason for each answer that is missing, one entry to a case.
  /// - Throws: `InputError` if there is no case, a level is declared twice, or a label is not among the
  ///   levels.
  public init(
    _ labels: some Collection<String>, levels: [String]? = nil, missing: some Collection<String> = []
  ) throws(InputError) {
    try self.init(CategoricalAnswers(Array(labels), levels: levels), further: Array(missing))
  }

  /// Counts numbers, in ascending order.
  ///
  /// - Parameters:
  ///   - values: The answers given.
  ///   - levels: All possible answers in their order, those that nobody gave included.
  ///   - missing: The reason for each answer that is missing, one entry to a case.
  /// - Throws: `InputError` if there is no case, a value is not finite, a level is declared twice, or a
  ///   value is not among the levels.
  public init(
    _ values: some Collection<Double>, levels: [Double]? = nil, missing: some Collection<String> = []
  ) throws(InputError) {
    let numbers = try finiteValues(values, "values")
    let order = try levels.map { levels throws(InputError) in try finiteValues(levels, "levels") }
    let known = order ?? Set(numbers).sorted()
    var places: [Double: Int] = [:]
    for (place, level) in known.enumerated() {
      guard places.updateValue(place, forKey: level) == nil else {
        throw InputError(.definition, "levels", "\"\(shortText(level))\" is declared twice")
      }
    }
    var codes: [Int?] = []
    codes.reserveCapacity(numbers.count)
    for number in numbers {
      guard let place = places[number] else {
        throw .unknownName(shortText(number), among: known.map(shortText), subject: "values")
      }
      codes.append(place)
    }
    let answers = try CategoricalAnswers(known.map(shortText), scores: nil, codes, absent: [], name: nil)
    try self.init(answers, further: Array(missing))
  }

  /// Counts the answers of cases, weighted and by groups where asked for.
  ///
  /// - Parameters:
  ///   - answers: The answer of each case, or the reason for none.
  ///   - groups: The level of a factor for each case; those without one are in the ledger.
  ///   - weights: A positive number for each case; `nil` counts all alike.
  /// - Throws: `InputError` if there is no case, the lengths differ, or a weight is not positive and finite.
  public init(
    _ answers: CategoricalAnswers, by groups: CategoricalAnswers? = nil, weights: [Double]? = nil
  ) throws(InputError) {
    let cases = try GroupedCases(answers.count, by: groups, weights: weights, lines: answers.levels.count)
    let reasons = ReasonCounts(cases.rows.compactMap { answers.reasons[$0] })
    let places = answers.reasons.map { $0.flatMap { reasons[$0] } }
    let count = { (rows: [Int]) in
      FrequencyCounts(answers, reasons, places: places, of: rows, cases.weights)
    }
    try self.init(
      count(cases.rows), groups: zip(cases.labels, cases.groups).map { count($1).group($0) },
      factor: cases.name, isWeighted: cases.weights.isWeighted)
    context = DataContext(
      subject: answers.name, parts: cases.labels,
      cases: CaseLedger(
        used: validBase.count, exclusions: cases.exclusions + reasons.exclusions(variable: nil)))
  }

  /// The table of answers that are all there, with reasons of further cases that have none.
  private init(_ answers: CategoricalAnswers, further reasons: [String]) throws(InputError) {
    let counts = CategoryCounts(
      answers.codes, of: Array(answers.codes.indices), levels: answers.levels.count,
      try CaseWeights(nil, count: answers.count))
    let absent = ReasonCounts(reasons)
    try self.init(
      labels: answers.levels, counts: counts.counts, reasons: absent.reasons, reasonCounts: absent.counts)
  }

  /// The table of counts that were made elsewhere, together at most 2^53.
  init(labels: [String], counts: [Int], reasons: [String], reasonCounts: [Int]) throws(InputError) {
    try self.init(
      FrequencyCounts(labels: labels, counts: counts, reasons: reasons, reasonCounts: reasonCounts),
      groups: [], factor: nil, isWeighted: false)
  }

  private init(
    _ counts: FrequencyCounts, groups: [Group], factor: String?, isWeighted: Bool
  ) throws(InputError) {
    guard counts.base.count > 0 else { throw .tooFew("labels", found: 0, needed: 1) }
    let whole = counts.group("")
    (valid, missing) = (whole.valid, whole.missing)
    (validBase, base) = (whole.validBase, whole.base)
    self.isWeighted = isWeighted
    self.groups = groups
    self.factor = factor
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: whole.validBase.count,
        exclusions: whole.missing.map { CaseLedger.Exclusion($0.label, count: $0.count) }))
  }
}
