import SurveyVocabulary

/// Hommel's adjustment of a family of p-values: the closed procedure of Simes' test.
///
/// An adjusted p-value is the smallest family-wise error rate at which that test rejects, for tests that are independent
/// or positively dependent (where Simes' inequality holds).
///
/// Reference: Hommel (1988), doi:10.1093/biomet/75.2.383; steps of Wright (1992), doi:10.2307/2532694.
public struct HommelAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "hommel-adjustment/1"

  /// The p-values as given.
  public let pValues: [Double]
  /// The adjusted p-values, in the order given.
  public let adjusted: [Double]
  /// The names of the tests, for print.
  public var context: DataContext

  /// Adjusts a family of p-values; names are the tests', in the same order.
  ///
  /// - Throws: `InputError` if there is no p-value, one is NaN or outside 0 to 1, there are more than 20,000, or the names are
  ///   neither none nor as many as the p-values.
  public init(_ pValues: some Collection<Double>, names: [String] = []) throws(InputError) {
    let family = try PValueFamily(pValues, names: names)
    guard family.values.count <= HommelSteps.mostTests else {
      throw .infeasible(
        "p-values", "\(family.values.count) tests are too many for steps whose work grows with their square",
        remedy: "use HochbergAdjustment, which assumes the same")
    }
    let order = family.ascending
    var adjusted = family.values
    for (index, value) in zip(order, HommelSteps.adjusted(order.map { family.values[$0] })) {
      adjusted[index] = value
    }
    self.adjusted = adjusted
    self.pValues = family.values
    context = family.context
  }
}

extension HommelAdjustment {
  /// The p-values and their adjusted values, one test to a line.
  public var report: Report {
    PValueFamily.report(
      "Hommel's adjustment", id: Self.methodID, context: context, pValues, adjusted,
      rate: "family-wise error rate",
      citation: Citation("Hommel", 1988, "Biometrika 75, 383-386", doi: "10.1093/biomet/75.2.383"))
  }
}
