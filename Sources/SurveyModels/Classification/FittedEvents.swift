import SurveyVocabulary

/// The fitted probabilities of a regression of events with what happened, one case to a row.
struct FittedEvents {
  let probabilities: [Double]
  let outcome: [Bool]
  /// The coefficients that were fitted.
  let coefficientCount: Int

  /// - Throws: `InputError` if the model is not binomial, or a row is not one case.
  init(_ model: GeneralizedRegression) throws(InputError) {
    guard case .binomial = model.family else {
      throw InputError(.definition, "model", "only a binomial family has probabilities of an event")
    }
    try self.init(model.data, model.fit.state.means, model.coefficients.count)
  }

  /// - Throws: `InputError` if a row is not one case.
  init(_ model: FirthRegression) throws(InputError) {
    try self.init(model.data, model.fit.state.state.means, model.coefficients.count)
  }

  private init(_ data: GeneralizedData, _ means: [Double], _ count: Int) throws(InputError) {
    let problem = data.problem
    guard problem.weights.allSatisfy({ $0 == 1 }), problem.outcome.allSatisfy({ $0 == 0 || $0 == 1 }) else {
      throw InputError(
        .definition, "model", "its rows are not single cases",
        remedy: "fit the model to one row per case, without weights or trials")
    }
    probabilities = means
    outcome = problem.outcome.map { $0 == 1 }
    coefficientCount = count
  }
}
