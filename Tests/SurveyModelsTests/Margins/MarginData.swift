import SurveyModels
import SurveyTestSupport

/// The fits of the fixtures of marginal means, and a small unbalanced data set for laws and prints.
enum MarginData {
  static let arm = ["a", "a", "a", "a", "b", "b", "b", "b", "b", "c", "c", "c", "c", "c", "c"]
  static let site = ["x", "y", "x", "y", "x", "x", "y", "y", "x", "y", "x", "y", "y", "x", "y"]
  static let age = [31.0, 45, 28, 52, 39, 61, 24, 47, 33, 55, 42, 29, 36, 58, 40]
  static let score = [4.1, 5.2, 3.9, 5.0, 5.8, 6.9, 4.4, 6.1, 5.5, 7.9, 7.2, 6.0, 6.4, 8.3, 6.8]

  static func data() throws -> ModelData {
    try ModelData([
      "arm": .labels(arm), "site": .labels(site), "age": .numbers(age), "score": .numbers(score),
    ])
  }

  static func regression(
    _ formula: String = "score ~ arm + site + age", contrasts: [String: Contrasts] = [:],
    standardErrors: StandardErrors = .classical
  ) throws -> LinearRegression {
    try LinearRegression(formula, in: data(), contrasts: contrasts, standardErrors: standardErrors)
  }

  /// The means of a fixture's model.
  static func means(_ reference: Fixture.Case, scale: MarginalScale? = nil) throws -> MarginalMeans {
    switch reference.method {
    case "logistic", "poisson":
      let (model, outcome) = try read(reference)
      return try means(
        reference,
        of: GeneralizedRegression(
          outcome, on: model.design, family: reference.method == "poisson" ? .poisson : .binomial(),
          offset: model.offset))
    case "mixed":
      let formula = try reference.options["formula"].string()
      return try means(
        reference, of: LinearMixedModel(formula, in: table(reference), degreesOfFreedom: .kenwardRoger))
    case "ordinal":
      let labels = try reference.data().column("Age").compactMap { $0 }
      let design = try read(reference, outcome: false).model.design
      return try means(
        reference, of: OrdinalRegression(labels, levels: Set(labels).sorted(), on: design))
    case "partial":
      let options = reference.options
      let frequencies = try options["frequencies"].string()
      return try means(
        reference,
        of: PartialProportionalOdds(
          options["formula"].string(), in: table(reference), varying: options["varying"].strings(),
          weights: frequencies.isEmpty ? nil : frequencies))
    default:
      let (model, outcome) = try read(reference)
      return try means(reference, of: LinearRegression(outcome, on: model.design))
    }
  }

  private static func means(
    _ reference: Fixture.Case, of model: some MarginalModel
  ) throws -> MarginalMeans {
    let options = reference.options
    var values: [String: [Double]] = [:]
    if options["at_name"] != .null {
      values[try options["at_name"].string()] = try options["at_values"].numbers()
    }
    let (over, by) = (try options["over"].strings(), try options["by"].strings())
    let scale = MarginalScale(rawValue: try options["scale"].string()) ?? .link
    if options["each"] == .bool(true), let model = model as? any ThresholdModel {
      return try MarginalMeans(ofEachThresholdOf: model, over: over, by: by, at: values, scale: scale)
    }
    return try MarginalMeans(
      of: model, over: over, by: by, at: values,
      weights: MarginalWeights(rawValue: options["weights"].string()) ?? .equal,
      offset: options["offset"] == .null ? 0 : options["offset"].number(), scale: scale)
  }

  private static func read(
    _ reference: Fixture.Case, outcome: Bool = true
  ) throws -> (model: FormulaModel, outcome: [Double]) {
    let model = try Formula(reference.options["formula"].string()).model(in: table(reference))
    return (model, outcome ? try model.outcome() : [])
  }

  /// A column of words is a factor, as in R; so is the dose of the tooth growth.
  private static func table(_ reference: Fixture.Case) throws -> ModelData {
    let table = try reference.data()
    var variables: [String: ModelVariable] = [:]
    let frequencies = (try? reference.options["frequencies"].string()) ?? ""
    let named = try Formula(reference.options["formula"].string()).variables
    for (place, name) in (named + (frequencies.isEmpty ? [] : [frequencies])).enumerated() {
      let cells = try table.column(name)
      let isDose = reference.dataset == "toothgrowth" && name == "dose"
      let isNumeric = !isDose && cells.allSatisfy { $0.map { Double($0) != nil } ?? true }
      variables[name] = isNumeric ? .numbers(cells.map { $0.flatMap(Double.init) }) : .labels(cells)
      if place == 0, let levels = try? reference.options["levels"].strings() {
        variables[name] = .labels(cells, levels: levels)
      }
    }
    return try ModelData(variables)
  }
}
