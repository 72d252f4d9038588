import SurveyVocabulary

extension LinearRegression {
  /// Least squares by a formula, over the cases that have every variable.
  ///
  /// ```swift
  /// try LinearRegression("trust ~ motivation * status", in: data, standardErrors: .hc3)
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - standardErrors: How the standard errors are found.
  ///   - weights: The variable of the weights, where there are some.
  ///   - aliased: What happens to columns that earlier columns determine to 12 digits.
  ///   - arithmetic: In how many digits the fit is computed; the estimator is the same.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    standardErrors: StandardErrors = .classical, weights: String? = nil, aliased: AliasedColumns = .refuse,
    arithmetic: ArithmeticChoice = .automatic, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try Formula(formula)
    let model = try read.model(in: data, contrasts: contrasts, weights: weights)
    guard model.randomTerms.isEmpty else {
      throw InputError(
        .definition, "formula", "least squares has no random terms", remedy: "leave the bars out")
    }
    var outcome = try model.outcome()
    // An offset is a term whose coefficient is one.
    if let offset = model.offset { outcome = zip(outcome, offset).map { $0 - $1 } }
    try self.init(
      outcome, on: model.design, standardErrors: standardErrors, weights: model.weights, aliased: aliased,
      arithmetic: arithmetic, confidence: confidence)
    context.subject = read.outcome?.text
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: model.cases.exclusions + context.cases.exclusions)
  }
}
