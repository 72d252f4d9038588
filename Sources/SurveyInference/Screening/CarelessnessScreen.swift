import SurveyVocabulary

/// Several screening indices side by side: who was flagged by which, and by how many.
///
/// A screen leaves nobody out. Who is to be left out is asked for separately, by the number of flags, and
/// is counted in the ledger of everything that follows.
///
/// Reference: Curran (2016), doi:10.1016/j.jesp.2015.07.006.
public struct CarelessnessScreen: Finding {
  /// The stable name of the method.
  public static let methodID = "carelessness-screen/1"

  /// One index of the screen.
  public struct Index: Hashable, Sendable {
    /// The name of the index.
    public let name: String
    /// From which value on a respondent is flagged.
    public let rule: FlagRule
    /// The value of each respondent; `nil` where it cannot be computed.
    public let values: [Double?]
    /// The places of the flagged respondents, ascending.
    public let flagged: [Int]
  }

  /// The indices, in the order given.
  public let indices: [Index]
  /// The number of indices that flag each respondent.
  public let flagCounts: [Int]
  /// The names of the respondents, such as their ids; numbers where the indices have none.
  public let respondents: [String]
  /// The names for print, and the cases.
  public var context: DataContext

  /// Puts indices of the same respondents side by side.
  ///
  /// - Throws: `InputError` if there is no index, or the indices are not of the same respondents.
  public init(_ indices: [any ScreeningIndex]) throws(InputError) {
    guard let first = indices.first else {
      throw InputError(.tooFew, "indices", "0 indices found, at least 1 needed")
    }
    let named = indices.first { !$0.respondents.isEmpty } ?? first
    for index in indices {
      let name = type(of: index).indexName
      try checkEqualLength(index.values.count, name, first.values.count, type(of: first).indexName)
      guard index.respondents.isEmpty || index.respondents == named.respondents else {
        throw InputError(
          .definition, name, "its respondents are not those of \(type(of: named).indexName)",
          remedy: "compute all indices of one sample")
      }
    }
    let count = first.values.count
    var flags = [Int](repeating: 0, count: count)
    for index in indices {
      for place in index.flagged where flags.indices.contains(place) { flags[place] += 1 }
    }
    self.indices = indices.map {
      let kind = ($0 as? PsychometricSynonyms)?.kind
      return Index(
        name: kind == .antonyms ? "psychometric antonyms" : type(of: $0).indexName, rule: $0.rule,
        values: $0.values, flagged: $0.flagged)
    }
    flagCounts = flags
    respondents = (0..<count).map(named.respondent)
    context = DataContext(parts: [], cases: CaseLedger(all: count))
  }

  /// The places of the respondents whom at least so many indices flag, ascending; nobody for less than one.
  public func flagged(byAtLeast count: Int) -> [Int] {
    count < 1 ? [] : flagCounts.indices.filter { flagCounts[$0] >= count }
  }
}

extension CarelessnessScreen {
  /// How many each index flags, how many flags respondents have, and who has most.
  public var report: Report {
    let overview = indices.map { index -> [Report.Cell] in
      let present = index.values.count { $0 != nil }
      return [
        .text(index.name), .text(index.rule.words), .count(index.flagged.count),
        present > 0 ? .number(Double(index.flagged.count) / Double(present), .percent(1)) : .empty,
        .count(index.values.count - present),
      ]
    }
    let counts = (0...indices.count).map { flags -> [Report.Cell] in
      [.count(flags), .count(flagCounts.count { $0 == flags })]
    }
    let worst = flagged(byAtLeast: 1).sorted {
      flagCounts[$0] != flagCounts[$1] ? flagCounts[$0] > flagCounts[$1] : $0 < $1
    }
    let lines = worst.prefix(20).map { place -> [Report.Cell] in
      let names = indices.filter { $0.flagged.contains(place) }.map(\.name)
      return [.text(respondents[place]), .count(flagCounts[place]), .text(names.joined(separator: ", "))]
    }
    var notes = ["A flag leaves nobody out."]
    if worst.count > 20 { notes.append("The first 20 of \(worst.count) flagged respondents are shown.") }
    var grids = [
      Report.Grid(
        columns: ["index", "flags", "flagged", "of those with a value", "no value"], lines: overview),
      Report.Grid(columns: ["flags", "respondents"], lines: counts),
    ]
    if !lines.isEmpty { grids.append(Report.Grid(columns: ["respondent", "flags", "by"], lines: lines)) }
    return Report(
      context.title("Screening for careless answers"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Curran", 2016, "Journal of Experimental Social Psychology 66, 4-19",
          doi: "10.1016/j.jesp.2015.07.006")),
      grids: grids, facts: [Report.Fact("respondents", .count(flagCounts.count))], notes: notes)
  }
}
