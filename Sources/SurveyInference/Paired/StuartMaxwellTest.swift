import SurveyProbability
import SurveyVocabulary

/// The Stuart-Maxwell test of marginal homogeneity: whether the categories have the same shares on both
/// occasions.
///
/// With two categories it is McNemar's test without continuity correction.
///
/// Reference: Stuart (1955), doi:10.1093/biomet/42.3-4.412; Maxwell (1970),
/// doi:10.1192/bjp.116.535.651.
public struct StuartMaxwellTest: Finding {
  /// The stable name of the method.
  public static let methodID = "stuart-maxwell-test/1"

  /// Chi-square. Its degrees of freedom are the categories less the sets of categories that cases moved
  /// within: k - 1, where all of k hang together.
  public let statistic: TestStatistic
  /// The probability of a chi-square at least as large if the shares are equal.
  public let pValue: Double
  /// For each category, its share on the first-named occasion minus that on the other, with Newcombe's
  /// interval for pairs, each at the level by itself.
  public let differences: [Estimate]
  /// The shares on the first-named occasion and on the other.
  public let shares: [[Double]]
  /// The names of the categories.
  public let labels: [String]
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests a square table of pairs.
  ///
  /// - Parameters:
  ///   - table: A row for each category on the first-named occasion, a column for each on the other.
  ///   - labels: The names of the categories; numbers where there are none.
  ///   - confidence: The level of the intervals of the differences.
  /// - Throws: `InputError` if the table is not square or does not hold counts, or if no case moved.
  public init(table: [[Int]], labels: [String] = [], confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let counts = try PairedCounts(table)
    guard counts.size <= 200 else {
      throw .infeasible("table", "\(counts.size) categories are too many", remedy: "at most 200 are compared")
    }
    self.labels = try categoryLabels(labels, counts.size)
    let margins = MarginalDifferences(counts)
    guard margins.degreesOfFreedom > 0 else {
      throw InputError(
        .constant, "table", "no case moved between categories", remedy: "there is nothing to test")
    }
    statistic = TestStatistic(
      "χ²", margins.chiSquare, reference: .chiSquare(degreesOfFreedom: Double(margins.degreesOfFreedom)))
    pValue = statistic.pValue()
    var found: [Estimate] = []
    for index in 0..<counts.size {
      found.append(try counts.collapsed(index).estimate(.twoSided, confidence: confidence))
    }
    differences = found
    let total = Double(counts.total)
    shares = [
      (0..<counts.size).map { Double(counts.row($0)) / total },
      (0..<counts.size).map { Double(counts.column($0)) / total },
    ]
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: counts.total))
  }

  /// Tests pairs of categories; those that occur are taken in ascending order.
  ///
  /// - Throws: `InputError` if the lengths differ, fewer than two categories occur, or no case moved.
  public init<Label: Hashable & Comparable>(
    _ values: some Collection<Label>, against baseline: some Collection<Label>, confidence: Double = 0.95
  ) throws(InputError) {
    let (table, labels) = try PairedCounts.counting(values, baseline)
    try self.init(table: table, labels: labels.map { "\($0)" }, confidence: confidence)
  }
}

/// The differences of the margins over their covariances under the null hypothesis, d'S⁻¹d.
///
/// S is what the moves between categories leave: the number of cases that moved into or out of each on
/// the diagonal, and less those that moved between two beside it. The rows of a set of categories that
/// cases moved within add up to zero, so that each set loses one degree of freedom.
private struct MarginalDifferences {
  private(set) var chiSquare = 0.0
  private(set) var degreesOfFreedom = 0

  init(_ counts: PairedCounts) {
    let size = counts.size
    var rest = (0..<size).map { Double(counts.row($0) - counts.column($0)) }
    var moves = counts.cells.indices.map { row in
      counts.cells.indices.map { column in
        row == column ? 0 : Double(counts.cells[row][column]) + Double(counts.cells[column][row])
      }
    }
    // Takes one category after the other out. What it shares with the others is passed on to them, so
    // that the pivot is a sum of moves and never a difference; a category without moves is the last of
    // its set.
    for category in 0..<size {
      let later = (category + 1)..<max(size, category + 1)
      let pivot = later.reduce(0) { $0 + moves[category][$1] }
      guard pivot > 0 else { continue }
      chiSquare += rest[category] * rest[category] / pivot
      degreesOfFreedom += 1
      for row in later where moves[category][row] > 0 {
        let share = moves[category][row] / pivot
        rest[row] += share * rest[category]
        for column in later where column != row { moves[row][column] += share * moves[category][column] }
      }
    }
  }
}

extension StuartMaxwellTest {
  /// The test, and the shares of the categories.
  public var report: Report {
    Report(
      context.title("Stuart-Maxwell test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        citation: Citation("Stuart", 1955, "Biometrika 42, 412-416", doi: "10.1093/biomet/42.3-4.412")),
      rows: [.init("equal shares", statistic: statistic, pValue: pValue)]
        + zip(labels, differences).map { .init("difference, \($0)", $1, style: .bounded(2)) },
      facts: [
        .init("shares \(context.part(0))", .list(shares[0].map { .number($0, .bounded(2)) })),
        .init("shares \(context.part(1))", .list(shares[1].map { .number($0, .bounded(2)) })),
      ],
      cases: context.cases)
  }
}
