import SurveyVocabulary

extension QuantileRegression {
  /// The coefficients with their tests, the loss, and the ranges where there are several solutions.
  public var report: Report {
    Report(
      context.title("Quantile regression"),
      method: .init(
        Self.methodID, options: options, seed: bootstrap.first?.plan.seed,
        citation: Citation("Koenker & Bassett", 1978, "Econometrica 46, 33-50", doi: "10.2307/1913643")),
      rows: coefficients.map(\.row), facts: facts, cases: context.cases, notes: notes, warnings: warnings)
  }

  private var options: [Report.Fact] {
    [
      Report.Fact("quantile", .number(tau, .decimals(3))),
      Report.Fact("standard errors", .text(standardErrors.name)),
    ] + (standardErrors.bandwidth.map { [Report.Fact("bandwidth", .text($0.name))] } ?? [])
      + (bootstrap.first?.options ?? [])
  }

  private var facts: [Report.Fact] {
    var facts = [
      Report.Fact("n", .count(residuals.count)),
      Report.Fact("residual df", .count(residualDegreesOfFreedom)),
      Report.Fact("sum of losses", .number(objective)),
    ]
    if let goodnessOfFit { facts.append(Report.Fact("R1", .number(goodnessOfFit, .bounded(3)))) }
    if let sparsity, case .residuals = standardErrors {
      facts.append(Report.Fact("sparsity", .number(sparsity)))
    }
    if hasSeveralSlopes, let sparsityRange {
      facts.append(
        Report.Fact(
          "equally good sparsities",
          .list([.number(sparsityRange.lowerBound), .number(sparsityRange.upperBound)])))
    }
    guard !isUnique else { return facts }
    return facts
      + zip(coefficients, ranges).map { coefficient, range in
        Report.Fact(
          "solutions of \(coefficient.name)",
          .list([.number(range.lowerBound), .number(range.upperBound)]))
      }
  }

  /// Whether the median slope of the residuals is one of several, by more than rounding.
  private var hasSeveralSlopes: Bool {
    guard let sparsityRange else { return false }
    return sparsityRange.upperBound - sparsityRange.lowerBound > 1e-9 * sparsityRange.upperBound.magnitude
  }

  private var notes: [String] {
    var notes: [String] = []
    if !isUnique {
      notes.append(
        "Several solutions have the same sum of losses: the coefficients are the mean of the \(cornerCount) "
          + "corners of their set, whose smallest and largest values are listed.")
    }
    if hasSeveralSlopes {
      notes.append(
        "Several median slopes of the residuals are equally good: the sparsity is the first that the descent "
          + "of Barrodale and Roberts reaches; the smallest and the largest are listed.")
    }
    return notes
  }
}

extension QuantileRegression {
  /// A quantile regression by a formula, over the cases that have every variable.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - tau: The quantile: 0.5 is the median.
  ///   - standardErrors: How the standard errors are found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if the text is no formula, has random terms, or does not fit the data, and as
  ///   for a design.
  public init(
    _ formula: String, in data: ModelData, contrasts: [String: Contrasts] = [:], tau: Double = 0.5,
    standardErrors: QuantileStandardErrors = .sandwich, confidence: Double = 0.95
  ) throws(InputError) {
    let read = try RobustFormula(formula, in: data, contrasts: contrasts)
    try self.init(
      read.outcome, on: read.design, tau: tau, standardErrors: standardErrors, confidence: confidence)
    read.complete(&context)
  }
}
