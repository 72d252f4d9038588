import SurveyStatistics

/// A worker in one of six workplaces, for the tests of models of clustered respondents.
struct ClusteredWorker: Respondent {
  enum Branch: String, Factor { case bakery, clinic, depot, farm, garage, hotel }
  enum Arm: String, Factor { case control, coached }
  enum Leaving: String, Factor { case stayed, left }

  var id = ""
  var workplace: String?
  var branch: Branch?
  var month: Int?
  var arm: Arm?
  var trust: Double?
  var motivation: Double?
  var visits: Int?
  var left: Leaving?
  var weight = 1.0

  static let questionnaire = Questionnaire<ClusteredWorker>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("workplace", \.workplace)
    Field("branch", \.branch)
    Field("month", \.month)
    Field("arm", \.arm)
    Field("trust", \.trust)
    Field("motivation", \.motivation)
    Field("visits", \.visits)
    Field("left", \.left)
    Field("weight", \.weight)
  }

  /// Twenty-four workers; one without a workplace, one without a month, one without trust, one without motivation.
  static let all: [ClusteredWorker] = {
    let levels = [3.1, 2.6, 4.2, 3.7, 2.9, 4.4]
    return (0..<24).map { row in
      var worker = ClusteredWorker()
      worker.id = "w\(row)"
      worker.branch = row == 3 ? nil : Branch.allCases[row * 5 % 6]
      worker.workplace = worker.branch?.rawValue
      worker.month = row == 8 ? nil : row % 4 + 1
      worker.arm = row * 7 % 10 < 5 ? .control : .coached
      let square = Double(row * row % 7)
      worker.motivation = row == 20 ? nil : square + 1
      worker.trust = row == 13 ? nil : levels[row * 5 % 6] + 0.3 * square + 0.2 * Double(row * 3 % 5)
      worker.visits = row * 11 % 6 + row % 3
      worker.left = (row * row % 7 + row) % 3 == 0 ? .left : .stayed
      worker.weight = Double(row % 3 + 1)
      return worker
    }
  }()

  /// The predictors of workers who have them.
  static func design(_ workers: [ClusteredWorker], arm: Bool = true) throws -> Design {
    try Design(
      [.numeric("motivation", workers.compactMap(\.motivation))]
        + (arm
          ? [.factor("arm", workers.compactMap(\.arm?.rawValue), levels: ["control", "coached"])] : []))
  }
}
