import SurveyProbability
import SurveyVocabulary

/// Bartlett's test of sphericity: whether all correlations of a set of items could be zero.
///
/// Reference: Bartlett (1950), doi:10.1111/j.2044-8317.1950.tb00285.x.
public struct BartlettSphericity: Finding {
  /// The stable name of the method.
  public static let methodID = "bartlett-sphericity/1"

  /// Chi-square: -(n - 1 - (2p + 5)/6)·ln |R| with p(p - 1)/2 degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of this chi-square or more if no items correlate.
  public let pValue: Double
  /// The determinant of the correlation matrix; zero where a double cannot hold it.
  public let determinant: Double
  /// The logarithm of the determinant.
  public let logDeterminant: Double
  /// The number of cases.
  public let count: Int
  /// The number of items.
  public let itemCount: Int
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Tests items, one array to an item, with the cases in the same order in each.
  ///
  /// - Throws: `InputError` as for correlations, if there are fewer than two cases, a value is not finite,
  ///   an item is constant, or lengths differ.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(items, names: names))
  }

  /// Tests items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for correlations, or if an item has no variance or the names do not fit.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(covariances, names: names))
  }

  /// Tests items that are known by their correlations.
  ///
  /// - Throws: `InputError` if there are fewer than two items or more than 500, if the number of cases is
  ///   unknown or not above the number of items, or if an item is a linear combination of others.
  public init(_ correlations: ItemCorrelations) throws(InputError) {
    try correlations.checkOrder(atLeast: 2)
    let items = correlations.order
    guard let cases = correlations.count else {
      throw InputError(
        .tooFew, "count", "the number of cases is not given, and chi-square grows with it",
        remedy: "give the count with the correlations")
    }
    guard cases > items else {
      throw .tooFew("items", found: cases, needed: items + 1, remedy: "the test needs more cases than items")
    }
    logDeterminant = try SquaredMultipleCorrelations(correlations).logDeterminant
    determinant = try LUFactorization(correlations.matrix).determinant
    let factor = Double(cases) - 1 - Double(2 * items + 5) / 6
    let chiSquare = max(-factor * logDeterminant, 0)
    statistic = TestStatistic(
      "χ²", chiSquare, reference: .chiSquare(degreesOfFreedom: Double(items * (items - 1) / 2)))
    pValue = statistic.pValue(.greater)
    count = cases
    itemCount = items
    context = correlations.context
  }
}

extension BartlettSphericity {
  /// The test in one line, with the determinant.
  public var report: Report {
    Report(
      context.title("Bartlett's test of sphericity"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Bartlett", 1950, "British Journal of Psychology, Statistical Section 3, 77-85",
          doi: "10.1111/j.2044-8317.1950.tb00285.x")),
      rows: [Report.Row("no correlations", statistic: statistic, pValue: pValue)],
      facts: [
        Report.Fact("items", .count(itemCount)), Report.Fact("determinant", .number(determinant)),
        Report.Fact("log determinant", .number(logDeterminant)),
      ],
      cases: context.knownCases)
  }
}
