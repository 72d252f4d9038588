import SurveyVocabulary

/// The scores of several independent groups, in order, with the names of the groups.
///
/// ```swift
/// ScoreGroups([[3, 4, 5], [1, 2, 4]], names: ["treated", "control"])
/// try ScoreGroups(scores, by: site)
/// ```
///
/// A literal of arrays is a `ScoreGroups` too, so that a method takes `[first, second, third]`. Nothing
/// is checked here: each method says what it needs of its groups.
public struct ScoreGroups: Hashable, Sendable, ExpressibleByArrayLiteral {
  /// The scores of each group, in the units of the data.
  public let values: [[Double]]
  /// The names of the groups; "group 1" and so on where nobody named them.
  public let names: [String]
  private let namesGiven: Int

  /// Groups from arrays, with a name for each or none at all.
  public init(_ values: [[Double]], names: [String] = []) {
    self.values = values
    self.names = values.indices.map { names.indices.contains($0) ? names[$0] : "group \($0 + 1)" }
    namesGiven = names.count
  }

  /// Groups without names.
  public init(arrayLiteral groups: [Double]...) { self.init(groups) }

  /// Splits scores by their labels.
  ///
  /// - Parameters:
  ///   - scores: One score to a case.
  ///   - labels: The group of each case.
  ///   - levels: All groups in their order; sorted labels where none are given.
  /// - Throws: `InputError` if scores and labels differ in number, a label is not among the levels, or a
  ///   level is named twice.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil
  ) throws(InputError) {
    try checkEqualLength(scores.count, "scores", labels.count, "the list of labels")
    let ordered = levels ?? Set(labels).sorted()
    var places: [String: Int] = [:]
    for (index, level) in ordered.enumerated() {
      guard places.updateValue(index, forKey: level) == nil else {
        throw InputError(.definition, "levels", "\"\(level)\" is named twice")
      }
    }
    var groups = Array(repeating: [Double](), count: ordered.count)
    for (score, label) in zip(scores, labels) {
      guard let place = places[label] else { throw .unknownName(label, among: ordered, subject: "labels") }
      groups[place].append(score)
    }
    self.init(groups, names: ordered)
  }

  /// The most groups that a method takes; pairs of them grow with the square.
  package static let most = 1_000

  /// The groups, each with enough finite scores.
  ///
  /// - Throws: `InputError` if there are fewer than two or more than 1,000 groups, if a group is too small,
  ///   or if a score is not finite.
  package func checked(atLeast needed: Int = 1) throws(InputError) -> [[Double]] {
    guard values.count >= 2 else {
      throw InputError(
        .tooFew, "groups",
        "\(values.count) \(values.count == 1 ? "group" : "groups") found, at least 2 needed")
    }
    guard values.count <= Self.most else {
      throw .infeasible("groups", "there are more than 1,000 groups", remedy: "use fewer levels")
    }
    if namesGiven > 0 { try checkEqualLength(namesGiven, "names", values.count, "the list of groups") }
    for (name, group) in zip(names, values) {
      guard group.count >= needed else {
        throw .tooFew(name, found: group.count, needed: needed, remedy: "leave the group out")
      }
      _ = try finiteValues(group, name)
    }
    return values
  }

  /// The context before anybody has named the subject.
  package var context: DataContext {
    DataContext(parts: names, cases: CaseLedger(all: values.reduce(0) { $0 + $1.count }))
  }
}

extension DataContext {
  /// The sizes, means and standard deviations of groups as a table.
  func grid(of groups: [Moments]) -> Report.Grid {
    Report.Grid(
      columns: ["group", "n", "mean", "SD"],
      lines: groups.enumerated().map { index, moments in
        [
          .text(part(index)), .count(moments.count), .number(moments.mean),
          moments.standardDeviation.map { .number($0) } ?? .empty,
        ]
      })
  }
}
