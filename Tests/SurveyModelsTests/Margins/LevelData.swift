import SurveyModels

/// Answers of three levels in three arms and two sites.
enum LevelData {
  static let levels = ["low", "middle", "high"]
  static let cases = Array(0..<48)
  static let arm = cases.map { ["a", "b", "c"][$0 % 3] }
  static let site = cases.map { ["x", "y"][$0 % 5 / 3] }
  static let answer = cases.map { levels[($0 * 11 + $0 / 7) % 3] }

  static func data() throws -> ModelData {
    try ModelData([
      "arm": .labels(arm), "site": .labels(site), "age": .numbers(cases.map { Double(20 + $0 * 17 % 41) }),
      "answer": .labels(answer, levels: levels),
    ])
  }
}
