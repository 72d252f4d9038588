import SurveyInference
import SurveyTestSupport

/// The data of the fixtures of tables.
enum TableData {
  /// The answers in a column, on the levels of the options.
  static func answers(
    _ reference: Fixture.Case, _ column: String, levels: String? = nil
  ) throws -> CategoricalAnswers {
    let name = try reference.options[column].string()
    return try CategoricalAnswers(
      try reference.data().column(name), levels: try levels.map { try reference.options[$0].strings() },
      name: name)
  }

  /// The column of weights, where the options name one.
  static func weights(_ reference: Fixture.Case) throws -> [Double]? {
    guard reference.options["weights"] != .null else { return nil }
    return try reference.data().numbers(reference.options["weights"].string()).compactMap { $0 }
  }

  /// The column of groups, where the options name one.
  static func groups(_ reference: Fixture.Case) throws -> CategoricalAnswers? {
    reference.options["by"] == .null ? nil : try answers(reference, "by")
  }

  static func frequencies(_ reference: Fixture.Case) throws -> FrequencyTable {
    try FrequencyTable(
      answers(reference, "column", levels: "levels"), by: groups(reference), weights: weights(reference))
  }
}
