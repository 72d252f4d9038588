import SurveyModels
import SurveyTestSupport

/// The formula and the data of a fixture of mixed models.
struct MixedData {
  let formula: String
  let data: ModelData
  let estimation: MixedEstimation

  init(_ reference: Fixture.Case) throws {
    let options = reference.options
    formula = try "\(options["fixed"].string()) + \(options["random"].string())"
    estimation = try options["REML"].bool() ? .reml : .ml
    data = try Self.data(
      reference.data(), Formula(formula).variables,
      levels: { name in
        let levels = options["factor_levels"] == .null ? .null : options["factor_levels"][name]
        return levels == .null ? nil : try levels.strings()
      })
  }

  func model(_ method: MixedDegreesOfFreedom = .satterthwaite) throws -> LinearMixedModel {
    try LinearMixedModel(formula, in: data, estimation: estimation, degreesOfFreedom: method)
  }

  static func sleepStudy() throws -> ModelData {
    try data(Fixture.table("sleepstudy"), ["Reaction", "Days", "Subject"]) { _ in nil }
  }

  /// A column of words is a factor, as in R.
  static func data(
    _ table: DataTable, _ names: [String], levels: (String) throws -> [String]? = { _ in nil }
  ) throws -> ModelData {
    var variables: [String: ModelVariable] = [:]
    for name in names {
      let cells = try table.column(name)
      let known = try levels(name)
      let isNumeric = known == nil && cells.allSatisfy { $0.map { Double($0) != nil } ?? true }
      variables[name] =
        isNumeric ? .numbers(cells.map { $0.flatMap(Double.init) }) : .labels(cells, levels: known)
    }
    return try ModelData(variables)
  }
}
