import SurveyVocabulary

/// The standard error of measurement at each level of the sum of the items.
///
/// One standard error for all scores hides that people near the ends of a scale are measured with less
/// error than those in the middle. Each method estimates the error variance of every person and averages
/// it over the persons with the same sum.
///
/// Reference: Lord (1955), Educational and Psychological Measurement 15, 325-336; Keats (1957),
/// Psychometrika 22, 29-41; Thorndike (1951), in Educational Measurement; Brennan (1998), Applied
/// Psychological Measurement 22, 307-331; compared by Feldt, Steffen & Gupta (1985),
/// doi:10.1177/014662168500900402.
public struct ConditionalStandardError: Finding {
  /// The stable name of the method.
  public static let methodID = "conditional-standard-error/1"

  /// How the error variance of a person is estimated.
  public enum Method: Hashable, Sendable, Codable {
    /// k/(k - 1) times the sum of squared deviations of a person's answers from their mean: the items
    /// as a random sample of items (Brennan 1998). For answers 0 and 1 it is ``lord``.
    case withinPerson
    /// The binomial error x(k - x)/(k - 1) of a sum x of k answers 0 and 1 (Lord 1955).
    case lord
    /// Lord's times (1 - KR-20)/(1 - KR-21), so that its mean agrees with KR-20 (Keats 1957).
    case keats
    /// The squared difference of the two half scores from the mean difference (Thorndike 1951); the
    /// places of the items of the first half, counted from zero.
    case halves([Int])

    /// The name in print.
    public var name: String {
      switch self {
      case .withinPerson: "within person (Brennan)"
      case .lord: "binomial error (Lord)"
      case .keats: "corrected binomial error (Keats)"
      case .halves: "difference of halves (Thorndike)"
      }
    }
  }

  /// The persons with one sum.
  public struct Level: Hashable, Sendable {
    /// The sum of the items.
    public let score: Double
    /// How many persons have it.
    public let count: Int
    /// The standard error of measurement of the sum at this level, in its units.
    public let standardError: Double
  }

  /// The levels of the sum that occur, in rising order.
  public let levels: [Level]
  /// The square root of the mean error variance of all persons, in the units of the sum.
  public let overall: Double
  /// The method.
  public let method: Method
  /// The number of items.
  public let itemCount: Int
  /// The number of cases.
  public let count: Int
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The standard errors of items, one array to an item, cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for errors; numbers where there are none.
  ///   - method: How the error variance of a person is estimated.
  /// - Throws: `InputError` if there are fewer than two items or cases, the items are not equally long, a
  ///   value is not finite, a method for 0 and 1 meets other answers, the halves do not divide the items,
  ///   KR-21 does not exist where it is needed, or the squares exceed the range of `Double`.
  public init(
    _ items: [[Double]], names: [String] = [], method: Method = .withinPerson
  ) throws(InputError) {
    guard items.count >= 2 else { throw CronbachAlpha.tooFewItems(items.count) }
    try ItemCovariances.checkOrder(items.count)
    let cases = items[0].count
    guard cases >= 2 else { throw .tooFew(CronbachAlpha.name(0, names), found: cases, needed: 2) }
    for (index, item) in items.enumerated() {
      let name = CronbachAlpha.name(index, names)
      try checkEqualLength(item.count, name, cases, CronbachAlpha.name(0, names))
      _ = try finiteValues(item, name)
    }
    let sums = (0..<cases).map { row in items.reduce(0) { $0 + $1[row] } }
    let variances = try Self.variances(items, sums, names, method)
    var (groups, total): ([Double: (count: Int, sum: Double)], Double) = ([:], 0)
    for (sum, variance) in zip(sums, variances) {
      guard sum.isFinite, variance.isFinite else {
        throw InputError(
          .outOfRange, "items", "their squares exceed the range of Double", remedy: "rescale the items")
      }
      let group = groups[sum] ?? (0, 0)
      groups[sum] = (group.count + 1, group.sum + variance)
      total += variance / Double(cases)
    }
    guard total.isFinite else {
      throw InputError(
        .outOfRange, "items", "their squares exceed the range of Double", remedy: "rescale the items")
    }
    levels = groups.sorted { $0.key < $1.key }.map { score, group in
      Level(
        score: score, count: group.count, standardError: (group.sum / Double(group.count)).squareRoot())
    }
    overall = total.squareRoot()
    self.method = method
    itemCount = items.count
    count = cases
    context = DataContext(parts: names, cases: CaseLedger(all: cases))
  }
}

extension ConditionalStandardError {
  /// The standard errors level by level.
  public var report: Report {
    let isWhole = levels.allSatisfy { $0.score == $0.score.rounded() }
    return Report(
      context.title("Conditional standard error of measurement"),
      method: .init(
        Self.methodID, options: [Report.Fact("method", .text(method.name))],
        citation: Citation(
          "Feldt, Steffen & Gupta", 1985, "Applied Psychological Measurement 9, 351-361",
          doi: "10.1177/014662168500900402")),
      rows: [Report.Row("overall", Estimate(overall))],
      grids: [
        Report.Grid(
          columns: ["sum", "n", "standard error"],
          lines: levels.map {
            [
              .number($0.score, isWhole ? .decimals(0) : .automatic), .count($0.count),
              .number($0.standardError),
            ]
          })
      ],
      facts: [Report.Fact("n", .count(count)), Report.Fact("items", .count(itemCount))],
      cases: context.cases, notes: ["In the units of the sum of the items."])
  }
}
