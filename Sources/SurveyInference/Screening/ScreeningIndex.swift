import SurveyVocabulary

/// A number per respondent that is unusual for someone who answers without reading, with the flags that a
/// rule gives.
public protocol ScreeningIndex: Finding {
  /// The name of the index, for print.
  static var indexName: String { get }
  /// The value of each respondent, in the order given; `nil` where it cannot be computed.
  var values: [Double?] { get }
  /// From which value on a respondent is flagged.
  var rule: FlagRule { get }
  /// The places of the flagged respondents, ascending.
  var flagged: [Int] { get }
  /// The names of the respondents, such as their ids; empty where nobody said.
  var respondents: [String] { get }
}

extension ScreeningIndex {
  /// The name of a respondent by place: as given, or its number.
  func respondent(_ place: Int) -> String {
    respondents.indices.contains(place) ? respondents[place] : "\(place + 1)"
  }

  /// What all indices report: the distribution of the values and the flagged respondents.
  func indexReport(
    _ title: String, citation: Citation, options: [Report.Fact], style: NumberStyle = .automatic,
    notes: [String] = [], missing: String
  ) -> Report {
    let present = values.compactMap { $0 }.sorted()
    var facts = [
      Report.Fact("respondents", .count(values.count)), Report.Fact("with a value", .count(present.count)),
      Report.Fact("flagged", .count(flagged.count)),
    ]
    if let low = present.first, let high = present.last {
      // Ranks suffice: the report shows where values lie, and Quantiles computes them by any definition.
      let at = { (share: Double) in present[min(Int(share * Double(present.count)), present.count - 1)] }
      facts += [
        Report.Fact("lowest", .number(low, style)), Report.Fact("middle", .number(at(0.5), style)),
        Report.Fact("highest", .number(high, style)),
      ]
    }
    let shown = flagged.prefix(20)
    let lines = shown.map { place -> [Report.Cell] in
      [.text(respondent(place)), values[place].map { .number($0, style) } ?? .empty]
    }
    var notes = notes
    if flagged.count > shown.count { notes.append("The first 20 of \(flagged.count) flagged are shown.") }
    if present.count < values.count {
      notes.append("\(values.count - present.count) without a value: \(missing).")
    }
    return Report(
      context.title(title),
      method: .init(
        Self.methodID, options: options + [Report.Fact("flagged", .text(rule.words))], citation: citation),
      grids: lines.isEmpty ? [] : [Report.Grid("flagged", columns: ["respondent", "value"], lines: lines)],
      facts: facts, cases: context.cases, notes: notes)
  }
}

/// The answers of respondents to items in the order in which they were asked, checked.
struct AnswerGrid {
  /// One array to an item; `nil` where there is no answer.
  let items: [[Double?]]
  /// The number of respondents.
  let count: Int
  let respondents: [String]

  /// - Throws: `InputError` for too few items, items that are not equally long, a value that is not finite,
  ///   or names of respondents that do not fit.
  init(_ items: [[Double?]], respondents: [String], atLeast needed: Int) throws(InputError) {
    guard items.count >= needed else {
      throw InputError(
        .tooFew, "items",
        "\(items.count) \(items.count == 1 ? "item" : "items") found, at least \(needed) needed")
    }
    count = items.first?.count ?? 0
    guard count >= 1 else { throw .tooFew("respondents", found: 0, needed: 1) }
    for (index, item) in items.enumerated() {
      try checkEqualLength(item.count, "item \(index + 1)", count, "item 1")
      for (place, value) in item.enumerated() {
        if let value, !value.isFinite { throw .notFinite("item \(index + 1)", value: value, at: place) }
      }
    }
    if !respondents.isEmpty {
      try checkEqualLength(respondents.count, "respondents", count, "each item")
    }
    self.items = items
    self.respondents = respondents
  }

  /// The answers of one respondent.
  func row(_ place: Int) -> [Double?] { items.map { $0[place] } }
}

extension DataContext {
  /// The context of an index: those without a value are counted with the reason.
  static func screening(_ values: [Double?], missing: String) -> DataContext {
    let used = values.count { $0 != nil }
    return DataContext(
      parts: [],
      cases: CaseLedger(used: used, exclusions: [.init(missing, count: values.count - used)]))
  }
}
