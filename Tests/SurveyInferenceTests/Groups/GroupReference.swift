import SurveyInference
import SurveyTestSupport
import Testing

extension Fixture.Case {
  /// The groups of a reference: a column of the data by the labels of another, or arrays in the options.
  func scoreGroups() throws -> ScoreGroups {
    if case .array(let groups) = options["groups"] { return ScoreGroups(try groups.map { try $0.numbers() }) }
    let table = try data()
    let y = try table.numbers(options["y"].string())
    let labels = try table.column(options["group"].string())
    let levels = try options["levels"].array().map { try $0.string() }
    let rows = y.indices.filter { y[$0] != nil && labels[$0].map(levels.contains) == true }
    return try ScoreGroups(
      rows.compactMap { y[$0] }, by: rows.compactMap { labels[$0] }, levels: levels)
  }

  /// The conditions of a reference: columns of the data in complete rows, or arrays in the options.
  func conditions() throws -> [[Double]] {
    let columns = try options["columns"].array()
    if case .array = columns[0] { return try columns.map { try $0.numbers() } }
    return try data().complete(columns.map { try $0.string() })
  }

  func level() throws -> Double { try options["conf_level"].number() }
}

/// Three small groups for laws, prints and pages.
let moods: ScoreGroups = [[3, 4, 5, 4], [4, 6, 7, 5, 6], [8, 6, 7, 9]]
/// Groups that overlap in ties.
let tied: ScoreGroups = [[1, 2, 2, 3], [2, 3, 3], [3, 4, 4]]
