import SurveyVocabulary

/// Benjamini and Hochberg's adjustment of a family of p-values for the false discovery rate.
///
/// An adjusted p-value is the smallest false discovery rate at which that test rejects: the expected share of false
/// rejections among all. It holds for independent tests and for positive regression dependence.
///
/// Reference: Benjamini & Hochberg (1995), doi:10.1111/j.2517-6161.1995.tb02031.x.
public struct BenjaminiHochbergAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "benjamini-hochberg-adjustment/1"

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
    adjusted = family.stepUp { Double(count) / Double($1) * $0 }
    self.pValues = family.values
    context = family.context
  }
}

extension BenjaminiHochbergAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Benjamini-Hochberg adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "false discovery rate",
      citation: Citation(
        "Benjamini & Hochberg", 1995, "Journal of the Royal Statistical Society B 57, 289-300",
        doi: "10.1111/j.2517-6161.1995.tb02031.x"))
  }
}
