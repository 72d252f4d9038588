import SurveyVocabulary

extension RobustRegression {
  /// The coefficients with their tests, the scale and the weights.
  public var report: Report {
    Report(
      context.title("Robust regression"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("loss", .text(loss.name)),
          Report.Fact("tuning constant", .number(loss.tuning, .decimals(3))),
          Report.Fact("scale", .text("MAD of each step")),
        ],
        citation: Citation("Huber", 1981, "Robust Statistics, Wiley", doi: "10.1002/0471725250")),
      rows: coefficients.map(\.row),
      facts: [
        Report.Fact("n", .count(residuals.count)),
        Report.Fact("residual df", .count(residualDegreesOfFreedom)),
        Report.Fact("scale", .number(scale)),
        Report.Fact("cases with weight below 0.5", .count(weights.count { $0 < 0.5 })),
        Report.Fact("steps", .count(iterations)),
      ],
      cases: context.cases, notes: notes, warnings: warnings)
  }

  private var notes: [String] {
    guard case .bisquare = loss else { return [] }
    return ["The bisquare may have several minima; this is the one that is reached from least squares."]
  }
}
