import SurveyVocabulary

extension FirthRegression {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> Coefficient? { coefficients.first { $0.name == name } }

  /// The probability of ``overall``.
  public var overallPValue: Double? { overall.map { $0.pValue(.greater) } }

  /// The probabilities of the event, one per row used; their mean lies nearer to one half than the share of
  /// events.
  public var fitted: [Double] { fit.state.state.means }

  /// The intercept for which the mean probability is the share of events, the other coefficients as they
  /// are (FLIC; Puhr, Heinze, Nold, Lusa & Geroldinger 2017, doi:10.1002/sim.7273).
  ///
  /// - Returns: The intercept by maximum likelihood with the rest of the linear predictor as offset.
  /// - Throws: `InputError` if the design has no intercept, or if the fit does not converge.
  public func interceptForProbabilities() throws(InputError) -> Double {
    guard design.hasIntercept else {
      throw InputError(.definition, "design", "it has no intercept")
    }
    let rest = fit.state.state.predictor.map { $0 - fit.coefficients[0] }
    guard let alone = try data.problem.choosing([0], offset: rest) else { return fit.coefficients[0] }
    return try alone.fit(from: fit.state.state.predictor).coefficients[0]
  }

  /// The coefficients with their tests, the odds ratios, then the fit.
  public var report: Report {
    Report(
      context.title("Firth's logistic regression"),
      method: .init(
        Self.methodID, options: [.init("intervals and tests", .text(inference.rawValue))],
        citation: Citation(
          "Heinze & Schemper", 2002, "Statistics in Medicine 21, 2409-2419", doi: "10.1002/sim.1047")),
      rows: rows, grids: grids,
      facts: [
        .init("n", .number(data.caseCount, .decimals(0))),
        .init("penalized log-likelihood", .number(penalizedLogLikelihood)),
        .init("iterations", .count(iterations)),
      ], cases: context.cases)
  }

  private var rows: [Report.Row] {
    let rows = coefficients.map {
      Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
    }
    guard let overall else { return rows }
    return rows + [
      Report.Row(
        design.hasIntercept ? "all predictors" : "all coefficients", statistic: overall, pValue: overallPValue
      )
    ]
  }

  private var grids: [Report.Grid] {
    let lines: [[Report.Cell]] = coefficients.compactMap { coefficient in
      guard coefficient.name != Design.interceptName, let interval = coefficient.estimate.interval else {
        return nil
      }
      let ratios = ConfidenceInterval(
        lower: exponential(interval.lower), upper: exponential(interval.upper), level: interval.level,
        method: interval.method)
      let ratio = exponential(coefficient.estimate.value)
      return ratio.isFinite ? [.text(coefficient.name), .number(ratio), .interval(ratios, .automatic)] : nil
    }
    let level = NumberStyle.percent(0).text(confidence)
    return lines.isEmpty ? [] : [Report.Grid(columns: ["", "odds ratio", "\(level) CI"], lines: lines)]
  }
}
