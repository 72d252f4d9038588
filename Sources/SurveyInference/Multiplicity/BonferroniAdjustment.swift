import SurveyVocabulary

/// Bonferroni's adjustment of a family of p-values: each times the number of tests.
///
/// An adjusted p-value is the smallest family-wise error rate at which that test rejects. No assumption is made about
/// how the tests depend on each other; ``HolmAdjustment`` assumes as little and rejects no less.
///
/// Reference: Dunn (1961), doi:10.1080/01621459.1961.10482090.
public struct BonferroniAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "bonferroni-adjustment/1"

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
    adjusted = family.singleStep { Double(count) * $0 }
    self.pValues = family.values
    context = family.context
  }
}

extension BonferroniAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Bonferroni's adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "family-wise error rate",
      citation: Citation(
        "Dunn", 1961, "Journal of the American Statistical Association 56, 52-64",
        doi: "10.1080/01621459.1961.10482090"))
  }
}
