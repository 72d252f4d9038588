import SurveyVocabulary

/// How often each of the possible answers came: what measures of the variety of answers take.
struct CategoryShares {
  /// The number of cases with each answer, in the order of the levels.
  let counts: [Int]
  /// The number of cases with an answer.
  let count: Int
  /// The place of the answer of each of them.
  let codes: [Int]
  /// The cases, and the name of the question.
  let context: DataContext

  /// Counts the answers; cases without one are in the ledger.
  ///
  /// - Throws: `InputError` if there is no answer.
  init(_ answers: CategoricalAnswers) throws(InputError) {
    codes = answers.codes.compactMap { $0 }
    guard !codes.isEmpty else { throw .tooFew(answers.name ?? "answers", found: 0, needed: 1) }
    var counts = Array(repeating: 0, count: answers.levels.count)
    for code in codes { counts[code] += 1 }
    self.counts = counts
    count = codes.count
    context = DataContext(
      subject: answers.name, parts: answers.levels,
      cases: CaseLedger(
        used: codes.count,
        exclusions: ReasonCounts(answers.reasons.compactMap { $0 }).exclusions(variable: nil)))
  }

  /// The shares of the answers that came.
  var shares: [Double] { Self.shares(counts) }

  /// Whether all answers that came came equally often, so that the spread of a measure of variety is not
  /// seen in first order.
  var isEven: Bool {
    let found = counts.filter { $0 > 0 }
    return found.allSatisfy { $0 == found.first }
  }

  /// The limits of a measure by resampling the cases.
  func bootstrap(
    _ plan: BootstrapPlan?, around estimate: Double, confidence: Double, _ measure: ([Double]) -> Double
  ) throws(InputError) -> BootstrapFinding? {
    guard let plan else { return nil }
    return try Bootstrap(cases: count, plan: plan).interval(around: estimate, confidence: confidence) {
      rows in
      var drawn = Array(repeating: 0, count: counts.count)
      for row in rows { drawn[codes[row]] += 1 }
      return measure(Self.shares(drawn))
    }
  }

  private static func shares(_ counts: [Int]) -> [Double] {
    let total = Double(counts.reduce(0, +))
    return counts.filter { $0 > 0 }.map { Double($0) / total }
  }
}
