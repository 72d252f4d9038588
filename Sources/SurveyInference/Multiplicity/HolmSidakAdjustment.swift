import SurveyVocabulary

/// The step-down form of Šidák's adjustment of a family of p-values.
///
/// An adjusted p-value is the smallest family-wise error rate at which that test rejects, for tests whose p-values are
/// independent or positively dependent in the sense of Šidák's inequality.
///
/// Reference: Holland & Copenhaver (1987), doi:10.2307/2531823.
public struct HolmSidakAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "holm-sidak-adjustment/1"

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
    adjusted = family.stepDown { PValueFamily.smallestOf(count - $1 + 1, $0) }
    self.pValues = family.values
    context = family.context
  }
}

extension HolmSidakAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Holm-Šidák adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "family-wise error rate",
      citation: Citation(
        "Holland & Copenhaver", 1987, "Biometrics 43, 417-423", doi: "10.2307/2531823"))
  }
}
