import SurveyVocabulary

extension EstimatingEquations {
  /// Estimating equations by a formula, over the cases that have every variable, a cluster and an occasion.
  ///
  /// ```swift
  /// try EstimatingEquations(
  ///   "reaction ~ days", in: data, clusters: "subject", family: .gaussian, correlation: .exchangeable)
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. Offsets stand in it.
  ///   - data: The variables; the outcome is numeric.
  ///   - clusters: The variable of the clusters: labels or numbers.
  ///   - occasions: The variable of the occasions, whole numbers; `nil` counts the cases of a cluster in the
  ///     order of the data.
  ///   - family: The variance and link.
  ///   - correlation: The working correlation.
  ///   - errors: How the standard errors are found.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for a formula and a design, if the formula has random terms, and if an occasion
  ///   is no whole number.
  public init(
    _ formula: String, in data: ModelData, clusters: String, occasions: String? = nil, family: Family,
    correlation: WorkingCorrelation, errors: Errors = .robust, contrasts: [String: Contrasts] = [:],
    confidence: Double = 0.95
  ) throws(InputError) {
    let (known, _, without) = try data.complete([clusters] + (occasions.map { [$0] } ?? []))
    let read = try Formula(formula)
    let model = try read.model(in: known, contrasts: contrasts)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "estimating equations have no random terms", remedy: "leave the bars out")
    }
    var times: [Int]?
    if let occasions {
      var found: [Int] = []
      for value in try model.data.numbers(occasions) {
        guard value.magnitude <= 1_000_000, let whole = Int(exactly: value) else {
          throw .outOfRange(occasions, value: value, allowed: "a whole number up to a million")
        }
        found.append(whole)
      }
      times = found
    }
    try self.init(
      try model.outcome(), on: model.design, clusters: model.data.labels(clusters).labels, occasions: times,
      family: family, correlation: correlation, errors: errors, offset: model.offset, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: without.exclusions + model.cases.exclusions)
  }
}
