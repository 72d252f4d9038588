import SurveyProbability
import SurveyVocabulary

/// The scores of the same cases under several conditions, and their ranks within each case.
struct BlockScores {
  /// The scores of each condition.
  let conditions: [[Double]]
  let names: [String]
  /// The number of cases.
  let count: Int

  /// - Throws: `InputError` if there are fewer than two or more than 1,000 conditions, if they differ in
  ///   length, have too few cases, or a score is not finite.
  init(_ conditions: [[Double]], names: [String], atLeast needed: Int = 1) throws(InputError) {
    guard conditions.count >= 2, let first = conditions.first else {
      throw InputError(
        .tooFew, "conditions",
        "\(conditions.count) \(conditions.count == 1 ? "condition" : "conditions") found, at least 2 needed")
    }
    guard conditions.count <= ScoreGroups.most else {
      throw .infeasible("conditions", "there are more than 1,000 conditions", remedy: "use fewer conditions")
    }
    if !names.isEmpty {
      try checkEqualLength(names.count, "names", conditions.count, "the list of conditions")
    }
    let labels = conditions.indices.map { names.isEmpty ? "condition \($0 + 1)" : names[$0] }
    for (label, scores) in zip(labels, conditions) {
      try checkEqualLength(scores.count, label, first.count, labels[0])
      _ = try finiteValues(scores, label, atLeast: needed)
    }
    self.conditions = conditions
    self.names = labels
    count = first.count
  }

  /// The context before anybody has named the subject.
  var context: DataContext { DataContext(parts: names, cases: CaseLedger(all: count)) }

  /// Twice the midranks of each case's scores, in the order of the conditions.
  var doubledRanks: [[Int]] { (0..<count).map { row in Midranks(conditions.map { $0[row] }).doubled } }
}
