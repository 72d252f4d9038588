import SurveyVocabulary

/// Šidák's adjustment of a family of p-values: the chance that the smallest of as many independent ones is as small.
///
/// An adjusted p-value is the smallest family-wise error rate at which that test rejects, for independent tests and for
/// two-sided tests of normal estimates with any correlations.
///
/// Reference: Šidák (1967), doi:10.1080/01621459.1967.10482935.
public struct SidakAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "sidak-adjustment/1"

  /// The p-values as given.
  public let pValues: [Double]
  /// The adjusted p-values, in the order given.
  public let adjusted: [Double]
  /// The names of the tests, for print.
  public var context: DataContext

  /// Adjusts a family of p-values; names are the tests', in the same order.
  ///
  /// - Throws: `InputError` if there is no p-value, one is NaN or outside 0 to 1, or the names are
  ///   neither none nor as many as the p-values.
  public init(_ pValues: some Collection<Double>, names: [String] = []) throws(InputError) {
    let family = try PValueFamily(pValues, names: names)
    let count = family.values.count
    adjusted = family.singleStep { PValueFamily.smallestOf(count, $0) }
    self.pValues = family.values
    context = family.context
  }
}

extension SidakAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Šidák's adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "family-wise error rate",
      citation: Citation(
        "Šidák", 1967, "Journal of the American Statistical Association 62, 626-633",
        doi: "10.1080/01621459.1967.10482935"))
  }
}
