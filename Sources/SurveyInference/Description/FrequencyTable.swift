import SurveyVocabulary

/// How often each answer was given, and how often none was, by reason.
///
/// Percentages are given twice: of all cases and of those with an answer. Missing answers stay apart
/// from the valid ones, each reason on a line of its own.
public struct FrequencyTable: Finding {
  /// The stable name of the method.
  public static let methodID = "frequency-table/1"

  /// One answer, or one reason for none.
  public struct Line: Hashable, Sendable {
    /// The answer, or the reason for none.
    public let label: String
    /// How many cases.
    public let count: Int
    /// The share of all cases, answered or not.
    public let shareOfAll: Double
    /// The share of the cases with an answer; `nil` for a reason for none.
    public let shareOfValid: Double?
    /// The share of the cases with this answer or one above it in the table; `nil` for a reason for none.
    public let cumulative: Double?
  }

  /// The answers, in the order of the levels, of the numbers, or of their first appearance.
  public let valid: [Line]
  /// The reasons for no answer, in the order of their first appearance.
  public let missing: [Line]
  /// The number of cases with an answer.
  public let validCount: Int
  /// The number of cases, answered or not.
  public let count: Int
  /// The names for print, and the cases.
  public var context: DataContext

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
    var tally = Tally<String>()
    if let levels { tally = try Tally(levels: levels) }
    for label in labels {
      guard tally.add(label) || levels == nil else {
        throw .unknownName(label, among: levels ?? [], subject: "labels")
      }
    }
    try self.init(tally.keys, tally.counts, missing)
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
    var tally = Tally<Double>()
    let numbers = try finiteValues(values, "values")
    if let levels { tally = try Tally(levels: try finiteValues(levels, "levels")) }
    for number in levels == nil ? numbers.sorted() : numbers {
      guard tally.add(number) || levels == nil else {
        throw .unknownName(
          Self.text(number), among: (levels ?? []).map(Self.text), subject: "values")
      }
    }
    try self.init(tally.keys.map(Self.text), tally.counts, missing)
  }

  private init(
    _ labels: [String], _ counts: [Int], _ reasons: some Collection<String>
  ) throws(InputError) {
    var absent = Tally<String>()
    for reason in reasons { _ = absent.add(reason) }
    try self.init(labels: labels, counts: counts, reasons: absent.keys, reasonCounts: absent.counts)
  }

  /// The table of counts that were made elsewhere, together at most 2^53.
  init(labels: [String], counts: [Int], reasons: [String], reasonCounts: [Int]) throws(InputError) {
    let answered = counts.reduce(0, +)
    let all = answered + reasonCounts.reduce(0, +)
    guard all > 0 else { throw .tooFew("labels", found: 0, needed: 1) }
    let share = { (part: Int, whole: Int) in Double(part) / Double(whole) }
    var running = 0
    valid = zip(labels, counts).map { label, count in
      running += count
      return Line(
        label: label, count: count, shareOfAll: share(count, all),
        shareOfValid: answered > 0 ? share(count, answered) : nil,
        cumulative: answered > 0 ? share(running, answered) : nil)
    }
    missing = zip(reasons, reasonCounts).map { reason, count in
      Line(
        label: reason, count: count, shareOfAll: share(count, all), shareOfValid: nil, cumulative: nil)
    }
    validCount = answered
    count = all
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: answered,
        exclusions: zip(reasons, reasonCounts).map { CaseLedger.Exclusion($0, count: $1) }))
  }

  /// A number as a label: whole numbers without a decimal point.
  private static func text(_ number: Double) -> String {
    Int(exactly: number).map(String.init) ?? "\(number)"
  }
}

/// Counts by key, keys in the order in which they came.
private struct Tally<Key: Hashable> {
  private(set) var keys: [Key] = []
  private(set) var counts: [Int] = []
  private var places: [Key: Int] = [:]

  init() {}

  init(levels: [Key]) throws(InputError) {
    for level in levels {
      guard places[level] == nil else {
        throw InputError(.definition, "levels", "\"\(level)\" is declared twice")
      }
      places[level] = keys.count
      keys.append(level)
      counts.append(0)
    }
  }

  /// Counts a key; false if it was new.
  mutating func add(_ key: Key) -> Bool {
    if let place = places[key] {
      counts[place] += 1
      return true
    }
    places[key] = keys.count
    keys.append(key)
    counts.append(1)
    return false
  }
}

extension FrequencyTable {
  /// The answers and the reasons for none, one to a line, and their sum.
  public var report: Report {
    let percent = { (share: Double?) in share.map { Report.Cell.number($0, .percent(1)) } ?? .empty }
    var lines = valid.map { line -> [Report.Cell] in
      [
        .text(line.label), .count(line.count), percent(line.shareOfAll), percent(line.shareOfValid),
        percent(line.cumulative),
      ]
    }
    lines += missing.map { line in
      [.text("missing: \(line.label)"), .count(line.count), percent(line.shareOfAll), .empty, .empty]
    }
    lines.append([.text("total"), .count(count), percent(1), validCount > 0 ? percent(1) : .empty, .empty])
    return Report(
      context.title("Frequencies"), method: .init(Self.methodID),
      grids: [
        Report.Grid(columns: ["", "n", "of all", "of valid", "cumulative"], lines: lines)
      ],
      facts: [Report.Fact("n valid", .count(validCount)), Report.Fact("n", .count(count))])
  }
}
