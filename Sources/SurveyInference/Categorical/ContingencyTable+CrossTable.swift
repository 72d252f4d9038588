import SurveyVocabulary

extension CrossTable: ContingencyTableConvertible {
  /// The counts of the table, for tests and measures.
  ///
  /// - Throws: `InputError` if the cases have weights: a sum of weights is no number of cases.
  public func contingencyTable() throws(InputError) -> ContingencyTable {
    guard !isWeighted else {
      throw InputError(
        .definition, "table", "its cases have weights, which are no numbers of independent cases",
        remedy: "make the table without weights")
    }
    var table = try ContingencyTable(counts, rows: rows, columns: columns)
    table.context = context
    return table
  }
}

extension ContingencyTable {
  /// Counts the pairs of answers of cases that have both; the ledger says who lacks one and why.
  ///
  /// - Throws: `InputError` as the cross table of the answers does.
  public init(_ rows: CategoricalAnswers, by columns: CategoricalAnswers) throws(InputError) {
    self = try CrossTable(rows, by: columns).contingencyTable()
  }
}

extension MantelHaenszelTest {
  /// Tests the answers of cases that have all three; the ledger says who lacks one and why.
  ///
  /// - Parameters:
  ///   - rows: The group of each case.
  ///   - columns: The answer of each case.
  ///   - strata: The stratum of each case.
  ///   - alternative: `.greater` asks for an odds ratio above 1.
  ///   - method: The chi-square test, or the exact conditional one.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the lengths differ, there are not two groups and two answers, or as for
  ///   tables.
  public init(
    _ rows: CategoricalAnswers, by columns: CategoricalAnswers, within strata: CategoricalAnswers,
    alternative: Alternative = .twoSided, method: Method = .chiSquare(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkEqualLength(columns.codes.count, "columns", rows.codes.count, "rows")
    try checkEqualLength(strata.codes.count, "strata", rows.codes.count, "rows")
    guard rows.levels.count == 2, columns.levels.count == 2 else {
      throw InputError(
        .definition, "table", "has \(rows.levels.count) rows and \(columns.levels.count) columns",
        remedy: "a stratum needs two of each")
    }
    let questions = [(rows, "rows"), (columns, "columns"), (strata, "strata")]
    var counts = Array(
      repeating: Array(repeating: [Int](repeating: 0, count: columns.levels.count), count: rows.levels.count),
      count: strata.levels.count)
    var reasons: [String: Int] = [:]
    var order: [(reason: String, variable: String)] = []
    for place in rows.codes.indices {
      if let row = rows.codes[place], let column = columns.codes[place], let stratum = strata.codes[place] {
        counts[stratum][row][column] += 1
        continue
      }
      guard let (question, role) = questions.first(where: { $0.0.codes[place] == nil }) else { continue }
      let (reason, variable) = (question.reasons[place] ?? "missing", question.name ?? role)
      let key = "\(variable): \(reason)"
      if reasons[key] == nil { order.append((reason, variable)) }
      reasons[key, default: 0] += 1
    }
    let used = strata.levels.indices.filter { counts[$0].joined().contains { $0 > 0 } }
    var tables: [ContingencyTable] = []
    for stratum in used {
      tables.append(try ContingencyTable(counts[stratum], rows: rows.levels, columns: columns.levels))
    }
    try self.init(strata: tables, alternative: alternative, method: method, confidence: confidence)
    context = DataContext(
      parts: used.map { strata.levels[$0] },
      cases: CaseLedger(
        used: context.cases.used,
        exclusions: order.map {
          CaseLedger.Exclusion(
            $0.reason, variable: $0.variable, count: reasons["\($0.variable): \($0.reason)"] ?? 0)
        }))
  }
}
