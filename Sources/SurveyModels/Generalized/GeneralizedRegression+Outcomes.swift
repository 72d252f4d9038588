import SurveyVocabulary

extension GeneralizedRegression {
  /// Regresses events on a design by a binomial family: `true` is the event.
  ///
  /// - Parameters:
  ///   - outcome: Whether the event happened, one per case.
  ///   - design: The predictors of the same cases.
  ///   - family: A binomial family.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for numbers, and if the family is not binomial.
  public init(
    _ outcome: some Collection<Bool>, on design: Design, family: ResponseFamily = .binomial(),
    offset: [Double]? = nil, weights: CaseWeights? = nil, standardErrors: StandardErrors = .classical,
    confidence: Double = 0.95
  ) throws(InputError) {
    guard family.isBinomial else {
      throw InputError(.definition, "family", "only a binomial family has events")
    }
    try self.init(
      outcome.map { $0 ? 1.0 : 0 }, on: design, family: family, offset: offset, weights: weights,
      standardErrors: standardErrors, confidence: confidence)
  }

  /// Regresses labels on a design by a binomial family: one of two labels is the event.
  ///
  /// - Parameters:
  ///   - outcome: The labels, one per case.
  ///   - event: The label that is the event.
  ///   - design: The predictors of the same cases.
  ///   - family: A binomial family.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - weights: What each row counts; `nil` counts each as one case.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for numbers, if there are more than two labels, or if `event` is none of them.
  public init(
    _ outcome: some Collection<String>, event: String, on design: Design,
    family: ResponseFamily = .binomial(), offset: [Double]? = nil, weights: CaseWeights? = nil,
    standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    let labels = Set(outcome)
    guard labels.contains(event) else {
      throw .unknownName(event, among: labels.sorted(), subject: "outcome")
    }
    guard labels.count <= 2 else {
      throw InputError(
        .definition, "outcome", "it has \(labels.count) labels where two are needed",
        remedy: "join labels first, or use a model of several categories")
    }
    try self.init(
      outcome.map { $0 == event }, on: design, family: family, offset: offset, weights: weights,
      standardErrors: standardErrors, confidence: confidence)
  }

  /// A generalized regression by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try GeneralizedRegression("visits ~ age + offset(log(years))", in: data, family: .poisson)
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. Offsets stand in it.
  ///   - data: The variables; the outcome is numeric.
  ///   - family: The distribution with its link.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - frequencies: The variable that says how many cases a row stands for, where there is one.
  ///   - standardErrors: From the information, or robust.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, family: ResponseFamily, contrasts: [String: Contrasts] = [:],
    frequencies: String? = nil, standardErrors: StandardErrors = .classical, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts, weights: frequencies)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "this regression has no random terms", remedy: "leave the bars out")
    }
    try self.init(
      try model.outcome(), on: model.design, family: family, offset: model.offset,
      weights: model.weights.map { .frequencies($0) }, standardErrors: standardErrors, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
