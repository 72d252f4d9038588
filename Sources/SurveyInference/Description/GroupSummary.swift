import SurveyVocabulary

/// The description of several variables in the groups of a factor and in all cases, as the first table of a
/// paper has it.
///
/// Each variable uses the cases that have it: who lacks one is counted as missing there and is not left out
/// elsewhere. Cases without a group are in no line, and the ledger says why.
public struct GroupSummary: Finding {
  /// The stable name of the method.
  public static let methodID = "group-summary/1"

  /// What is printed of each variable in each group.
  public enum Statistic: String, Hashable, Sendable, Codable, CaseIterable {
    /// The number of cases with a value.
    case count = "n"
    /// The number of cases without one.
    case missing
    /// The mean.
    case mean
    /// The standard deviation.
    case standardDeviation = "SD"
    /// The standard error of the mean.
    case standardError = "SE"
    /// Student's interval of the mean.
    case interval = "CI"
    /// The median.
    case median
    /// The lower quartile, of type 7.
    case lowerQuartile = "Q1"
    /// The upper quartile, of type 7.
    case upperQuartile = "Q3"
    /// The smallest value.
    case minimum = "min"
    /// The largest value.
    case maximum = "max"
    /// The skewness.
    case skewness = "skew"
    /// The kurtosis in excess of the normal distribution's.
    case kurtosis

    /// What most first tables show.
    public static let usual: [Statistic] = [
      .count, .missing, .mean, .standardDeviation, .standardError, .median, .lowerQuartile, .upperQuartile,
      .minimum, .maximum,
    ]
  }

  /// How the lines are arranged in print.
  public enum Arrangement: String, Hashable, Sendable, Codable, CaseIterable {
    /// A line for each group, and a column for each statistic.
    case groupsInLines
    /// A line for each statistic, and a column for each group.
    case groupsInColumns
  }

  /// One variable in one group, or in all cases.
  public struct Cell: Sendable {
    /// The number of cases with a value.
    public let count: Int
    /// The number of cases without one.
    public let missing: Int
    /// The description of the values; `nil` where there are none.
    public let descriptives: Descriptives?
  }

  /// One variable in all groups.
  public struct Line: Sendable {
    /// The name of the variable.
    public let variable: String
    /// The variable in each group, in the order of the groups; empty where there are none.
    public let groups: [Cell]
    /// The variable in all cases that have a group.
    public let all: Cell
  }

  /// The variables, in the order given.
  public let lines: [Line]
  /// The names of the groups; empty where there are none.
  public let groups: [String]
  /// The name of the factor; `nil` where there is none or nobody said.
  public let factor: String?
  /// What is printed.
  public let statistics: [Statistic]
  /// How it is arranged.
  public let arrangement: Arrangement
  /// How skewness and kurtosis are defined.
  public let shape: ShapeDefinition
  /// The level of the intervals.
  public let confidence: Double
  /// The names for print, and the cases.
  public var context: DataContext

  /// Describes variables in the groups of a factor.
  ///
  /// - Parameters:
  ///   - variables: The variables of the same cases.
  ///   - factor: The group of each case; those without one are in the ledger.
  ///   - statistics: What is printed.
  ///   - arrangement: How it is arranged.
  ///   - shape: The definition of skewness and kurtosis.
  ///   - confidence: The level of the intervals of the means.
  /// - Throws: `InputError` if there is no variable, case or statistic, one is asked for twice, the lengths
  ///   differ, the table has more than a million cells, or squared deviations exceed the range of `Double`.
  public init(
    _ variables: [NumericAnswers], by factor: CategoricalAnswers? = nil,
    statistics: [Statistic] = Statistic.usual, arrangement: Arrangement = .groupsInLines,
    shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard let first = variables.first else { throw .tooFew("variables", found: 0, needed: 1) }
    guard first.count > 0 else { throw .tooFew("cases", found: 0, needed: 1) }
    guard !statistics.isEmpty else { throw .tooFew("statistics", found: 0, needed: 1) }
    guard Set(statistics).count == statistics.count else {
      throw InputError(.definition, "statistics", "one is asked for twice")
    }
    for variable in variables {
      try checkEqualLength(variable.count, variable.name ?? "values", first.count, "the first variable")
    }
    let cases = try GroupedCases(first.count, by: factor, weights: nil, lines: variables.count)
    try checkCells(variables.count * max(cases.labels.count, 1), "lines", statistics.count, "statistics")
    var lines: [Line] = []
    for (place, variable) in variables.enumerated() {
      let name = variable.name ?? "variable \(place + 1)"
      func cell(_ rows: [Int], _ group: String?) throws(InputError) -> Cell {
        let values = rows.compactMap { variable.values[$0] }
        let missing = rows.count - values.count
        guard !values.isEmpty else { return Cell(count: 0, missing: missing, descriptives: nil) }
        do throws(InputError) {
          let found = try Descriptives(values, missing: missing, shape: shape, confidence: confidence)
          return Cell(count: values.count, missing: missing, descriptives: found)
        } catch {
          let subject = [name, group].compactMap { $0 }.joined(separator: ", ")
          throw InputError(error.code, subject, error.problem, remedy: error.remedy)
        }
      }
      var groups: [Cell] = []
      for (label, rows) in zip(cases.labels, cases.groups) { groups.append(try cell(rows, label)) }
      lines.append(Line(variable: name, groups: groups, all: try cell(cases.rows, nil)))
    }
    self.lines = lines
    groups = cases.labels
    self.factor = cases.name
    self.statistics = statistics
    self.arrangement = arrangement
    self.shape = shape
    self.confidence = confidence
    context = DataContext(
      parts: cases.labels, cases: CaseLedger(used: cases.rows.count, exclusions: cases.exclusions))
  }

  /// Describes one variable in groups given by a label for each value.
  ///
  /// - Throws: `InputError` as for several variables, or if a label is not among the levels.
  public init(
    _ values: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    statistics: [Statistic] = Statistic.usual, arrangement: Arrangement = .groupsInLines,
    shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    let finite = try finiteValues(values, "values", atLeast: 1)
    try self.init(
      [NumericAnswers(finite, name: "values")], by: CategoricalAnswers(Array(labels), levels: levels),
      statistics: statistics, arrangement: arrangement, shape: shape, confidence: confidence)
  }
}
