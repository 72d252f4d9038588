import SurveyModels
import SurveyTestSupport

/// Fits of the tests of marginal effects and predictive margins.
enum EffectCases {
  /// The fit that a fixture asks for.
  static func regression(_ reference: Fixture.Case) throws -> any OutcomeRegression {
    let formula = try reference.options["formula"].string()
    let family = try reference.options["family"].string()
    let robust = try reference.options["standard_errors"].string() == "HC0"
    guard ["ordinal", "partial", "multinomial"].contains(family) else {
      let problem = try FormulaDesign(reference)
      return try GeneralizedRegression(
        problem.outcome, on: problem.design, family: GeneralizedCases.family(family),
        standardErrors: robust ? .hc0 : .classical)
    }
    let table = try reference.data()
    var variables: [String: ModelVariable] = [:]
    for name in try Formula(formula).variables {
      let levels = reference.options["factor_levels"][name]
      let cells = try table.column(name)
      variables[name] =
        levels == .null
        ? .numbers(cells.map { $0.flatMap(Double.init) }) : .labels(cells, levels: try levels.strings())
    }
    let data = try ModelData(variables)
    if family == "partial" {
      return try PartialProportionalOdds(formula, in: data, varying: reference.options["varying"].strings())
    }
    return family == "ordinal"
      ? try OrdinalRegression(formula, in: data) : try MultinomialRegression(formula, in: data)
  }

  /// The values that variables are set to in a fixture.
  static func setting(_ value: Fixture.Value) throws -> [String: VariableValue] {
    var setting: [String: VariableValue] = [:]
    for name in value.keys {
      if case .number(let number) = value[name] {
        setting[name] = .number(number)
      } else {
        setting[name] = .level(try value[name].string())
      }
    }
    return setting
  }

  static let outcome = [0.0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 1, 0, 1, 0, 1, 0, 1, 0]
  static let age = [
    25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 50, 27, 39, 55, 42, 36, 49, 30,
  ]
  static let treated = [1.0, 0, 1, 0, 1, 0, 0, 1, 0, 1, 1, 0, 1, 0, 1, 1, 0, 0, 1, 0]
  static let site = [
    "a", "b", "c", "b", "a", "c", "b", "a", "a", "b", "c", "c", "a", "b", "b", "a", "c", "c", "b", "a",
  ]
  static let counts = [1.0, 0, 3, 15, 2, 2, 0, 27, 1, 9, 3, 12, 6, 0, 4, 18, 5, 2, 9, 1]

  static func data() throws -> ModelData {
    try ModelData([
      "event": .numbers(outcome), "age": .numbers(age), "treated": .numbers(treated),
      "site": .labels(site), "visits": .numbers(counts),
    ])
  }
}
