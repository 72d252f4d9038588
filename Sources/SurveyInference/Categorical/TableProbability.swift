import SurveyVocabulary

/// The exact or sampled null distribution of a statistic that is a sum over the cells of a table.
struct TableProbability {
  /// The distribution; `nil` for the large-sample one, which the caller knows.
  let reference: TestStatistic.Reference?
  /// Where the probability over all tables lies, given random ones.
  let interval: ConfidenceInterval?

  /// Finds the upper tail of the statistic.
  ///
  /// - Throws: `InputError` if the tables are too many, or the method has no mid-p.
  init(
    _ table: ContingencyTable, _ method: TableMethod, observed: Double, tolerance: Double, midP: Bool = false,
    definition: String = "upper tail", confidence: Double,
    _ score: (_ row: Int, _ column: Int, _ count: Int) -> Double
  ) throws(InputError) {
    switch method {
    case .asymptotic:
      reference = nil
      interval = nil
    case .exact:
      var tables = try ConditionalTables(table, remedy: "use .monteCarlo(tables:seed:)")
      let tails = try tables.tails(of: observed, tolerance: tolerance, score)
      let upper = tails.above + (midP ? tails.equal / 2 : tails.equal)
      reference = .exact(tails.tails(midP: midP, twoSided: upper, definition: definition))
      interval = nil
    case .monteCarlo(let draws, let seed):
      guard !midP else {
        throw InputError(.definition, "mid-p", "is not defined for random tables", remedy: "use .exact")
      }
      let random = try RandomTables(
        table, draws: draws, seed: seed, observed: observed, tolerance: tolerance, score)
      let lower = Double(draws - random.above + 1) / Double(draws + 1)
      reference = .monteCarlo(
        TailProbabilities(lower: lower, upper: random.share, twoSided: random.share, definition: definition),
        draws: draws, seed: seed)
      interval = try random.interval(confidence: confidence)
    }
  }
}
