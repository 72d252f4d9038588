import Foundation
import SurveyModels
import SurveyTestSupport

/// Data of the tests of generalized regressions.
enum GeneralizedCases {
  static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]
  static let event = [0.0, 0, 1, 1, 0, 0, 1, 1, 0, 1, 0, 0]
  static let visits = [1.0, 0, 3, 5, 2, 2, 0, 7, 1, 4, 3, 2]
  static let years = [1.0, 2, 1, 3, 1, 2, 1, 2, 1, 2, 1, 2]
  static let cost = [12.5, 14, 30.25, 41, 22, 19, 11, 66, 17, 28, 39, 16]
  static let site: [String?] = ["a", "b", "a", "b", "a", "b", "a", "b", "a", "b", "a", "b"]

  static func table() throws -> ModelData {
    try ModelData([
      "age": .numbers(age), "event": .numbers(event), "visits": .numbers(visits), "years": .numbers(years),
      "cost": .numbers(cost), "site": .labels(site),
    ])
  }

  static func design() throws -> Design { try Design(columns: [("age", age)]) }

  static func family(_ name: String) -> ResponseFamily {
    switch name {
    case "probit": .binomial(.probit)
    case "cloglog": .binomial(.complementaryLogLog)
    case "poisson": .poisson
    case "quasipoisson": .quasiPoisson
    case "quasibinomial": .quasiBinomial()
    case "gamma_log": .gamma(.log)
    case "gamma_inverse": .gamma(.inverse)
    default: .binomial()
    }
  }

  /// The fit that a fixture asks for.
  static func fit(
    _ reference: Fixture.Case, standardErrors: StandardErrors = .classical
  ) throws -> GeneralizedRegression {
    let problem = try FormulaDesign(reference)
    var offset: [Double]?
    if case .text(let name) = reference.options["offset_log_of"] {
      offset = try reference.data().numbers(name).compactMap { $0.map { log($0) } }
    }
    var weights: CaseWeights?
    if case .text(let name) = reference.options["prior_weights"] {
      weights = .prior(try reference.data().numbers(name).compactMap { $0 })
    }
    return try GeneralizedRegression(
      problem.outcome, on: problem.design, family: family(try reference.options["family"].string()),
      offset: offset, weights: weights, standardErrors: standardErrors)
  }
}
