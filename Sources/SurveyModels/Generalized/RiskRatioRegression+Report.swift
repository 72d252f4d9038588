import SurveyVocabulary

extension RiskRatioRegression {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> GeneralizedRegression.Coefficient? {
    coefficients.first { $0.name == name }
  }

  /// The probability of ``overall``.
  public var overallPValue: Double? { overall.map { $0.pValue(.greater) } }

  /// Regresses events of independent cases on a design: `true` is the event. As for numbers.
  public init(
    _ outcome: some Collection<Bool>, on design: Design, weights: CaseWeights? = nil,
    standardErrors: StandardErrors = .hc0, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { $0 ? 1.0 : 0 }, on: design, weights: weights, standardErrors: standardErrors,
      confidence: confidence)
  }

  /// Risk ratios by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. The outcome is 0 or 1.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - standardErrors: A robust estimator.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms or an offset, or does not fit the
  ///   data, and as for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    standardErrors: StandardErrors = .hc0, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts)
    guard model.randomTerms.isEmpty, model.offset == nil else {
      throw InputError(
        .definition, "formula", "this regression has no random terms and no offset", remedy: "leave them out")
    }
    try self.init(
      try model.outcome(), on: model.design, standardErrors: standardErrors, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = model.cases
  }

  /// Risk ratios by a formula for cases that come in clusters, over the cases that have every variable and a
  /// cluster, which is a variable of labels or numbers. As for a design.
  public init(
    _ formula: String, in data: ModelData, clusters: String, estimator: ClusteredRegression.Estimator = .cr0,
    contrasts: [String: Contrasts] = [:], confidence: Double = 0.95
  ) throws(InputError) {
    let (known, _, without) = try data.complete([clusters])
    let read = try Formula(formula)
    let model = try read.model(in: known, contrasts: contrasts)
    guard model.randomTerms.isEmpty, model.offset == nil else {
      throw InputError(
        .definition, "formula", "this regression has no random terms and no offset", remedy: "leave them out")
    }
    try self.init(
      try model.outcome(), on: model.design, clusters: model.data.labels(clusters).labels,
      estimator: estimator, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: without.exclusions + model.cases.exclusions)
  }

  /// The coefficients with their tests, the risk ratios, then the fit.
  public var report: Report {
    var options = [Report.Fact("standard errors", .text(errors.name))]
    if let weighting { options.append(Report.Fact("weights", .text(weighting.name))) }
    return Report(
      context.title("Modified Poisson regression of risks"),
      method: .init(
        Self.methodID, options: options,
        citation: clusterCount == nil
          ? Citation("Zou", 2004, "American Journal of Epidemiology 159, 702-706", doi: "10.1093/aje/kwh090")
          : Citation(
            "Zou & Donner", 2013, "Statistical Methods in Medical Research 22, 661-670",
            doi: "10.1177/0962280211427759")),
      rows: rows, grids: coefficients.ratios("risk ratio", confidence: confidence), facts: facts,
      cases: context.cases, warnings: warnings)
  }

  private var rows: [Report.Row] {
    guard let overall else { return coefficients.rows }
    return coefficients.rows + [
      Report.Row(
        design.hasIntercept ? "all predictors" : "all coefficients", statistic: overall, pValue: overallPValue
      )
    ]
  }

  private var facts: [Report.Fact] {
    var facts = [
      Report.Fact("n", .number(data.caseCount, .decimals(0))),
      Report.Fact("events", .number(eventCount, .decimals(0))),
    ]
    if let clusterCount { facts.append(Report.Fact("clusters", .count(clusterCount))) }
    return facts + [
      Report.Fact("fitted risks above 1", .count(risksAboveOne)),
      Report.Fact("iterations", .count(iterations)),
    ]
  }
}

extension RiskRatioRegression: OutcomeRegression {
  /// Risks as functions of the variables.
  public var expectedOutcomes: ExpectedOutcomes {
    data.expectedOutcomes(
      design, coefficients.map(\.value), covariance, kernel: .mean(.poisson), degreesOfFreedom: nil,
      hasOffset: false, weighting, standardErrors: errors.name, context)
  }
}
