import SurveyVocabulary

/// A formula read with its data for a robust or a quantile regression: no weights, no random terms.
struct RobustFormula {
  let outcome: [Double]
  let design: Design
  let subject: String?
  let exclusions: [CaseLedger.Exclusion]

  init(_ formula: String, in data: ModelData, contrasts: [String: Contrasts]) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "this regression has no random terms", remedy: "leave the bars out")
    }
    var outcome = try model.outcome()
    // An offset is a term whose coefficient is one.
    if let offset = model.offset { outcome = zip(outcome, offset).map { $0 - $1 } }
    self.outcome = outcome
    design = model.design
    subject = read.outcome?.text
    exclusions = model.cases.exclusions
  }

  func complete(_ context: inout DataContext) {
    context.subject = subject
    context.cases = CaseLedger(used: context.cases.used, exclusions: exclusions)
  }
}

extension RobustRegression {
  /// An M-estimate by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - loss: How much a residual counts.
  ///   - maximumIterations: The most steps.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:], loss: RobustLoss = .huber(),
    maximumIterations: Int = 1_000, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try RobustFormula(formula, in: data, contrasts: contrasts)
    try self.init(
      read.outcome, on: read.design, loss: loss, maximumIterations: maximumIterations, confidence: confidence)
    read.complete(&context)
  }
}
