import SurveyVocabulary

extension LogisticMixedModel {
  /// Fits a logistic model of events: `true` is the event.
  ///
  /// - Parameters:
  ///   - outcome: Whether the event happened, one per case.
  ///   - design: The fixed terms of the same cases.
  ///   - random: The groups, between which the level varies.
  ///   - points: The points of the quadrature, 1 to 100; 1 is Laplace's approximation.
  ///   - offset: A term of the linear predictor with the coefficient one.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for zeros and ones.
  public init(
    _ outcome: some Collection<Bool>, on design: Design, random: RandomTerm, points: Int = 25,
    offset: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      outcome.map { $0 ? 1.0 : 0 }, on: design, random: random, points: points, offset: offset,
      confidence: confidence)
  }

  /// A logistic mixed model by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try LogisticMixedModel("smokes ~ age + (1 | school)", in: data)
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text, with one random term for the level; see ``Formula``.
  ///   - data: The variables; the outcome is numeric.
  ///   - trials: The variable of the trials of each row; `nil` takes the outcome as 0 or 1.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - points: The points of the quadrature, 1 to 100; 1 is Laplace's approximation.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has not exactly one random term, or does not fit the data, and
  ///   as for a design.
  public init(
    _ formula: String, in data: ModelData, trials: String? = nil, contrasts: [String: Contrasts] = [:],
    points: Int = 25, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts, weights: trials)
    guard let random = model.randomTerms.first, model.randomTerms.count == 1 else {
      throw InputError(
        .definition, "formula", "\(model.randomTerms.count) random terms found, exactly 1 needed",
        remedy: "write one term such as (1 | group)")
    }
    let outcome = try model.outcome()
    if let trials = model.weights {
      try self.init(
        outcome, of: trials, on: model.design, random: random, points: points, offset: model.offset,
        confidence: confidence)
    } else {
      try self.init(
        outcome, on: model.design, random: random, points: points, offset: model.offset,
        confidence: confidence)
    }
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
