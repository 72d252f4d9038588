import SurveyInference
import SurveyVocabulary

/// The variables of a mediation, checked, and the regressions between them.
struct MediationData {
  /// A variable with the name of its column.
  typealias Variable = (name: String, values: [Double])

  /// The variables before the mediators but the controls.
  let predictors: [Variable]
  let mediators: [Variable]
  let outcome: Variable
  let controls: [Variable]

  /// - Throws: `InputError` if a variable has another length than the first predictor, is not finite or does not
  ///   vary, or if there are not more cases than coefficients of the largest regression.
  init(
    predictors: [Variable], mediators: [Variable], outcome: [Double], controls: [[Double]],
    coefficients: Int? = nil
  ) throws(InputError) {
    self.predictors = predictors
    self.mediators = mediators
    self.outcome = ("outcome", outcome)
    self.controls = controls.enumerated().map { ("control \($0.offset + 1)", $0.element) }
    let all = predictors + mediators + [self.outcome] + self.controls
    let count = all[0].values.count
    for variable in all {
      _ = try finiteValues(variable.values, variable.name)
      try checkEqualLength(variable.values.count, variable.name, count, all[0].name)
    }
    let needed = (coefficients ?? (all.count)) + 1
    guard count >= needed else {
      throw .tooFew(
        "cases", found: count, needed: needed,
        remedy: controls.isEmpty ? nil : "use fewer control variables")
    }
    for variable in all where variable.values.allSatisfy({ $0 == variable.values[0] }) {
      throw .constant(variable.name)
    }
  }

  /// The number of cases.
  var count: Int { outcome.values.count }

  /// The regression of a variable on others and on the controls.
  func regression(
    of variable: Variable, on predictors: [Variable], _ standardErrors: StandardErrors, confidence: Double
  ) throws(InputError) -> LinearRegression {
    let terms = (predictors + controls).map { Term.numeric($0.name, $0.values) }
    var fit = try LinearRegression(
      variable.values, on: Design(terms), standardErrors: standardErrors, confidence: confidence)
    fit.context.subject = variable.name
    return fit
  }
}

extension LinearRegression {
  /// The coefficient of a column that the design is known to have.
  func known(_ name: String) throws(InputError) -> Coefficient {
    guard let coefficient = self[name] else {
      throw .unknownName(name, among: coefficients.map(\.name), subject: "coefficients")
    }
    return coefficient
  }
}
