import SurveyModels
import SurveyTestSupport
import Testing

/// Eight persons at three waves, and the fits of fixtures.
enum GEEData {
  static let mood: [Double] = [
    3.1, 3.9, 3.5, 2.2, 2.9, 2.4, 4.1, 3.3, 4.6, 3.0, 2.2, 3.9, 1.9, 3.0, 2.6, 3.6, 2.6, 3.1, 2.8, 4.4, 3.3,
    3.7, 4.1, 4.5,
  ]
  static let load: [Double] = [
    4, 3, 3, 2, 4, 1, 5, 4, 4, 2, 1, 3, 3, 2, 4, 1, 3, 2, 2, 5, 3, 3, 2, 1,
  ]
  static let event: [Double] = [1, 1, 0, 0, 1, 0, 1, 1, 1, 0, 0, 0, 1, 0, 1, 0, 0, 0, 1, 1, 0, 0, 1, 0]
  static let count: [Double] = [3, 2, 2, 0, 1, 0, 4, 2, 3, 1, 0, 1, 2, 1, 3, 0, 1, 2, 1, 4, 2, 1, 2, 0]
  static let person = (0..<24).map { $0 / 3 }
  static let wave = (0..<24).map { $0 % 3 }

  static func design() throws -> Design {
    try Design(columns: [("wave", wave.map(Double.init)), ("load", load)])
  }

  static func gaussian(
    _ correlation: EstimatingEquations.WorkingCorrelation, _ errors: EstimatingEquations.Errors = .robust
  ) throws -> EstimatingEquations {
    try EstimatingEquations(
      mood, on: design(), clusters: person, occasions: wave, family: .gaussian, correlation: correlation,
      errors: errors)
  }

  static func fit(
    _ reference: Fixture.Case, clusters: [some Hashable], _ errors: EstimatingEquations.Errors = .robust
  ) throws -> EstimatingEquations {
    let options = reference.options
    let problem = try FormulaDesign(reference)
    let structures: [String: EstimatingEquations.WorkingCorrelation] = ["ar1": .autoregressive]
    let name = try options["corstr"].string()
    let occasions =
      options["occasion"] == .null
      ? nil
      : try reference.data().column(options["occasion"].string()).compactMap { $0.flatMap(Int.init) }
    let family = try #require(EstimatingEquations.Family(rawValue: options["family"].string()))
    let structure = try #require(
      structures[name] ?? EstimatingEquations.WorkingCorrelation(rawValue: name))
    return try EstimatingEquations(
      problem.outcome, on: problem.design, clusters: clusters, occasions: occasions, family: family,
      correlation: structure, errors: errors)
  }
}
