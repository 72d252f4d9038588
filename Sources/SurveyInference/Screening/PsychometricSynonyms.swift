import SurveyVocabulary

/// How closely a respondent's answers to pairs of items follow each other that go together, or against each
/// other, in the sample.
///
/// Reference: Meade & Craig (2012), doi:10.1037/a0028085.
public struct PsychometricSynonyms: ScreeningIndex {
  /// The stable name of the method.
  public static let methodID = "psychometric-synonyms/1"
  /// The name of the index.
  public static let indexName = "psychometric synonyms"

  /// Which pairs of items are compared.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// Pairs that correlate at least as much as the critical value.
    case synonyms
    /// Pairs that correlate at most as much as minus the critical value.
    case antonyms
  }

  /// Two items that were compared.
  public struct Pair: Hashable, Sendable {
    /// The place of the item that was asked first.
    public let first: Int
    /// The place of the other.
    public let second: Int
    /// Their correlation in the sample.
    public let correlation: Double
  }

  /// The correlation of the first with the second items of the pairs; `nil` for fewer than three answered
  /// pairs, or answers that do not vary.
  public let values: [Double?]
  /// The pairs that were compared.
  public let pairs: [Pair]
  /// Which pairs they are.
  public let kind: Kind
  /// The correlation from which on two items are a pair.
  public let critical: Double
  /// From which value on a respondent is flagged.
  public let rule: FlagRule
  /// The places of the flagged respondents, ascending.
  public let flagged: [Int]
  /// The names of the respondents.
  public let respondents: [String]
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The most products of answers that finding the pairs may take.
  private static let mostProducts = 2e9

  /// The consistency over pairs of items, in answers as they were given.
  ///
  /// - Parameters:
  ///   - items: One array to an item, in the order in which they were asked; `nil` for no answer.
  ///   - kind: Pairs that go together, or against each other.
  ///   - critical: The correlation from which on two items are a pair, above 0 and at most 1.
  ///   - rule: Who is flagged; by default synonyms of at most 0 and antonyms of at least 0 (Curran 2016).
  ///   - respondents: Names of the respondents for print, such as their ids.
  /// - Throws: `InputError` if there are fewer than two items or no respondent, the items are not equally
  ///   long, a value is not finite, there are too many items and respondents, or fewer than three pairs are
  ///   found.
  public init(
    _ items: [[Double?]], kind: Kind = .synonyms, critical: Double = 0.6, flagging rule: FlagRule? = nil,
    respondents: [String] = []
  ) throws(InputError) {
    guard critical > 0, critical <= 1 else {
      throw .outOfRange("critical", value: critical, allowed: "a correlation above 0 and at most 1")
    }
    let grid = try AnswerGrid(items, respondents: respondents, atLeast: 2)
    let work = Double(items.count) * Double(items.count) / 2 * Double(grid.count)
    guard work <= Self.mostProducts else {
      throw .infeasible(
        "items", "the correlations of \(items.count) items of \(grid.count) respondents take too long",
        remedy: "use the items of fewer scales")
    }
    let rule = rule ?? (kind == .synonyms ? .atMost(0) : .atLeast(0))
    try rule.check()
    let sign: Double = kind == .synonyms ? 1 : -1
    var pairs: [Pair] = []
    var strongest = 0.0
    for first in items.indices {
      for second in items.indices where second > first {
        guard let r = try Self.correlation(items[first], items[second]) else { continue }
        strongest = max(strongest, sign * r)
        if sign * r >= critical { pairs.append(Pair(first: first, second: second, correlation: r)) }
      }
    }
    guard pairs.count >= 3 else {
      throw InputError(
        .tooFew, "pairs of items", "\(pairs.count) found, at least 3 needed",
        remedy:
          "the strongest correlation is \(NumberStyle.bounded(2).text(sign * strongest)): choose a lower "
          + "critical value, or another index")
    }
    var values: [Double?] = []
    for place in 0..<grid.count {
      let answered = pairs.compactMap { pair in
        items[pair.first][place].flatMap { first in items[pair.second][place].map { (first, $0) } }
      }
      values.append(
        answered.count < 3 ? nil : try PairSums(answered.map(\.0), answered.map(\.1)).correlation)
    }
    self.values = values
    self.pairs = pairs
    self.kind = kind
    self.critical = critical
    self.rule = rule
    flagged = rule.flagged(values, isHighCareless: kind == .antonyms)
    self.respondents = respondents
    context = .screening(values, missing: "without three pairs that vary")
  }

  /// The correlation over the respondents who answered both; `nil` where there are fewer than three of them
  /// or no variation.
  private static func correlation(_ first: [Double?], _ second: [Double?]) throws(InputError) -> Double? {
    let both = zip(first, second).compactMap { x, y in x.flatMap { x in y.map { (x, $0) } } }
    return both.count < 3 ? nil : try PairSums(both.map(\.0), both.map(\.1)).correlation
  }
}

extension PsychometricSynonyms {
  /// The distribution of the correlations, the pairs, and the flagged respondents.
  public var report: Report {
    var report = indexReport(
      kind == .synonyms ? "Psychometric synonyms" : "Psychometric antonyms",
      citation: Citation("Meade & Craig", 2012, "Psychological Methods 17, 437-455", doi: "10.1037/a0028085"),
      options: [
        Report.Fact("pairs", .count(pairs.count)),
        Report.Fact("critical r", .number(kind == .synonyms ? critical : -critical, .bounded(2))),
      ], style: .bounded(2), missing: "fewer than three answered pairs, or answers that do not vary")
    let lines = pairs.prefix(20).map { pair -> [Report.Cell] in
      [.text(name(pair.first)), .text(name(pair.second)), .number(pair.correlation, .bounded(2))]
    }
    report.grids.insert(Report.Grid("pairs", columns: ["item", "with", "r"], lines: lines), at: 0)
    if pairs.count > 20 { report.notes.append("The first 20 of \(pairs.count) pairs are shown.") }
    return report
  }

  private func name(_ item: Int) -> String {
    context.parts.indices.contains(item) ? context.parts[item] : "item \(item + 1)"
  }
}
