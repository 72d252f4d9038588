import SurveyModels

/// A small data set for laws and prints: trust by motivation, age, status and site.
enum RegressionData {
  static let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5]
  static let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2]
  static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33]
  static let status = ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out", "out", "in"]
  static let site = ["a", "b", "c", "a", "b", "c", "b", "a", "c", "b", "a", "c"]

  static func data() throws -> ModelData {
    try ModelData([
      "trust": .numbers(trust), "motivation": .numbers(motivation), "age": .numbers(age),
      "status": .labels(status, levels: ["out", "in"]), "site": .labels(site),
    ])
  }

  static func fit(
    _ formula: String, _ standardErrors: StandardErrors = .classical
  ) throws -> LinearRegression {
    try LinearRegression(formula, in: data(), standardErrors: standardErrors)
  }
}
