import SurveyVocabulary

extension LinearMixedModel {
  /// A mixed model by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try LinearMixedModel("reaction ~ days + (1 + days | subject)", in: data)
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - estimation: How the variances are estimated.
  ///   - degreesOfFreedom: Which distribution the tests of coefficients use.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has no random term, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    estimation: MixedEstimation = .reml, degreesOfFreedom: MixedDegreesOfFreedom = .satterthwaite,
    confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts)
    var outcome = try model.outcome()
    // An offset is a term whose coefficient is one.
    if let offset = model.offset { outcome = zip(outcome, offset).map { $0 - $1 } }
    try self.init(
      outcome, on: model.design, random: model.randomTerms, estimation: estimation,
      degreesOfFreedom: degreesOfFreedom, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = model.cases
  }
}
