import SurveyModels

/// Answers of three levels in three arms and two sites, of which both thresholds depend on arm and age.
enum ThresholdData {
  static let levels = ["low", "middle", "high"]
  static let cases = Array(0..<96)
  static let arm = cases.map { ["a", "b", "c"][$0 % 3] }
  static let site = cases.map { ["x", "y"][$0 % 5 / 3] }
  static let age = cases.map { Double(20 + $0 * 17 % 41) }
  static let answer = cases.map { index in
    let value = (index * 7 + index / 9) % 13 + index % 3 + (age[index] > 45 ? 2 : 0)
    return levels[value < 5 ? 0 : value < 10 ? 1 : 2]
  }

  static func data() throws -> ModelData {
    try ModelData([
      "arm": .labels(arm), "site": .labels(site), "age": .numbers(age),
      "answer": .labels(answer, levels: levels),
    ])
  }
}
