import SurveyVocabulary

extension MMRegression {
  /// The coefficients with their tests, the scale and the weights.
  public var report: Report {
    Report(
      context.title("MM regression"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Yohai", 1987, "Annals of Statistics 15, 642-656", doi: "10.1214/aos/1176350366")),
      rows: coefficients.map(\.row),
      facts: [
        Report.Fact("n", .count(residuals.count)),
        Report.Fact("residual df", .count(residualDegreesOfFreedom)),
        Report.Fact("scale", .number(scale)),
        Report.Fact("cases with weight below 0.5", .count(weights.count { $0 < 0.5 })),
        Report.Fact("steps", .count(iterations)),
      ],
      cases: context.cases, warnings: warnings)
  }

  private var seed: UInt64? {
    if case .random(_, let seed) = subsets { return seed }
    return nil
  }

  private var options: [Report.Fact] {
    [
      Report.Fact("loss", .text("bisquare, breakdown 50%, efficiency 95%")),
      Report.Fact(subsets == .all ? "all subsets" : "random subsets", .count(subsetCount)),
    ]
  }
}

extension MMRegression {
  /// An MM-estimate by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - subsets: The subsets of cases that the search for the smallest scale starts from.
  ///   - maximumIterations: The most steps of either estimate.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:],
    subsets: RobustSubsets = .random(), maximumIterations: Int = 2_000, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try RobustFormula(formula, in: data, contrasts: contrasts)
    try self.init(
      read.outcome, on: read.design, subsets: subsets, maximumIterations: maximumIterations,
      confidence: confidence)
    read.complete(&context)
  }
}
