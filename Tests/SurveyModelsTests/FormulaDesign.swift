import SurveyModels
import SurveyTestSupport

/// The outcome, the design and the weights of a fixture, from the formula that R was given.
struct FormulaDesign {
  let outcome: [Double]
  let design: Design
  /// The case weights, where the fixture names their column.
  let weights: [Double]?
  /// The places of the cases that have every variable.
  let rows: [Int]

  init(_ reference: Fixture.Case) throws {
    let formula = try Formula(try reference.options["formula"].string())
    let table = try reference.data()
    let weights = try? reference.options["weights"].string()
    var variables: [String: ModelVariable] = [:]
    var contrasts: [String: Contrasts] = [:]
    for name in formula.variables + (weights.map { [$0] } ?? []) {
      let cells = try table.column(name)
      let levels = reference.options["factor_levels"][name]
      // A column of words is a factor with its levels in order, as in R.
      let isNumeric = levels == .null && cells.allSatisfy { $0.map { Double($0) != nil } ?? true }
      variables[name] =
        isNumeric
        ? .numbers(cells.map { $0.flatMap(Double.init) })
        : .labels(cells, levels: levels == .null ? nil : try levels.strings())
      contrasts[name] = Self.contrasts(reference.options["contrasts"][name])
    }
    let model = try formula.model(in: ModelData(variables), contrasts: contrasts, weights: weights)
    outcome = try model.outcome()
    design = model.design
    self.weights = model.weights
    rows = model.rows
  }

  private static func contrasts(_ value: Fixture.Value) -> Contrasts? {
    switch value {
    case .text("contr.sum"): .sum
    case .text("contr.helmert"): .helmert
    case .text("contr.poly"): .polynomial
    default: nil
    }
  }
}
