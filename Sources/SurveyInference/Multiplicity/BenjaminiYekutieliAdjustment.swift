import SurveyVocabulary

/// Benjamini and Yekutieli's adjustment of a family of p-values for the false discovery rate under any dependence.
///
/// An adjusted p-value is the smallest false discovery rate at which that test rejects, however the tests depend on each
/// other. It is that of Benjamini and Hochberg times 1 + 1/2 + … + 1/m.
///
/// Reference: Benjamini & Yekutieli (2001), doi:10.1214/aos/1013699998.
public struct BenjaminiYekutieliAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "benjamini-yekutieli-adjustment/1"

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
    // Smallest terms first, so that their sum keeps its digits.
    let harmonic = (1...max(count, 1)).reversed().reduce(0) { $0 + 1 / Double($1) }
    adjusted = family.stepUp { harmonic * (Double(count) / Double($1) * $0) }
    self.pValues = family.values
    context = family.context
  }
}

extension BenjaminiYekutieliAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Benjamini-Yekutieli adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "false discovery rate",
      citation: Citation(
        "Benjamini & Yekutieli", 2001, "Annals of Statistics 29, 1165-1188", doi: "10.1214/aos/1013699998"))
  }
}
