import SurveyProbability
import SurveyVocabulary

/// Bowker's test of symmetry: whether as many cases move from one category to another as move back.
///
/// With two categories it is McNemar's test without continuity correction. Symmetry is more than equal
/// shares: ``StuartMaxwellTest`` asks for the latter only.
///
/// Reference: Bowker (1948), doi:10.1080/01621459.1948.10483284.
public struct BowkerTest: Finding {
  /// The stable name of the method.
  public static let methodID = "bowker-test/1"

  /// One pair of categories.
  public struct Exchange: Hashable, Sendable {
    /// The places of the two categories, the lower one first.
    public let categories: [Int]
    /// Cases in the lower category on the first-named occasion and in the other on the second.
    public let forth: Int
    /// Cases the other way round.
    public let back: Int
    /// The pair's part of the chi-square.
    public let chiSquare: Double
    /// The share of `forth` among both, with Clopper and Pearson's interval; one half is symmetry.
    public let share: Estimate
  }

  /// Chi-square, with a degree of freedom for each pair of categories that cases moved between.
  public let statistic: TestStatistic
  /// The probability of a chi-square at least as large under symmetry.
  public let pValue: Double
  /// The pairs of categories that cases moved between.
  public let exchanges: [Exchange]
  /// The pairs of categories that nobody moved between; they have no degree of freedom.
  public let emptyPairs: Int
  /// The names of the categories.
  public let labels: [String]
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests a square table of pairs.
  ///
  /// - Parameters:
  ///   - table: A row for each category on the first-named occasion, a column for each on the other.
  ///   - labels: The names of the categories; numbers where there are none.
  ///   - confidence: The level of the intervals of the shares.
  /// - Throws: `InputError` if the table is not square or does not hold counts, or if no case moved.
  public init(table: [[Int]], labels: [String] = [], confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let counts = try PairedCounts(table)
    self.labels = try categoryLabels(labels, counts.size)
    var found: [Exchange] = []
    for row in 0..<counts.size {
      for column in (row + 1)..<max(counts.size, row + 1) {
        let (forth, back) = (table[row][column], table[column][row])
        guard forth + back > 0 else { continue }
        let distance = Double(forth) - Double(back)
        found.append(
          Exchange(
            categories: [row, column], forth: forth, back: back,
            chiSquare: distance * distance / (Double(forth) + Double(back)),
            share: try ExactShare(hits: forth, trials: forth + back)
              .estimate(.twoSided, confidence: confidence)))
      }
    }
    guard !found.isEmpty else {
      throw InputError(
        .constant, "table", "no case moved between categories", remedy: "there is nothing to test")
    }
    exchanges = found
    emptyPairs = counts.size * (counts.size - 1) / 2 - found.count
    statistic = TestStatistic(
      "χ²", found.reduce(0) { $0 + $1.chiSquare },
      reference: .chiSquare(degreesOfFreedom: Double(found.count)))
    pValue = statistic.pValue()
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

/// The names of categories, numbers where there are none.
func categoryLabels(_ labels: [String], _ count: Int) throws(InputError) -> [String] {
  guard !labels.isEmpty else { return (1...count).map { "\($0)" } }
  guard labels.count == count else {
    throw .lengthMismatch("labels", count: labels.count, "table", count: count)
  }
  return labels
}

extension BowkerTest {
  /// The test, and the pairs of categories.
  public var report: Report {
    Report(
      context.title("Bowker's test of symmetry", "\(context.part(0)), \(context.part(1))"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Bowker", 1948, "Journal of the American Statistical Association 43, 572-574",
          doi: "10.1080/01621459.1948.10483284")),
      rows: [.init("symmetry", statistic: statistic, pValue: pValue)],
      grids: [
        .init(
          "Moves between categories", columns: ["", "forth", "back", "χ²", "share forth", "CI"],
          lines: exchanges.map { pair in
            [
              .text("\(labels[pair.categories[0]]), \(labels[pair.categories[1]])"), .count(pair.forth),
              .count(pair.back), .number(pair.chiSquare), .number(pair.share.value, .bounded(2)),
              pair.share.interval.map { .interval($0, .bounded(2)) } ?? .empty,
            ]
          })
      ],
      facts: [.init("n", .count(context.cases.used))], cases: context.cases,
      notes: emptyPairs > 0
        ? ["Pairs of categories that nobody moved between have no degree of freedom: \(emptyPairs)."] : [])
  }
}
