import SurveyInference
import SurveyVocabulary

extension Mediation {
  /// The slopes and effects with their tests, then the indirect effect.
  public var report: Report {
    let names = (context.part(0), context.part(1), context.part(2))
    func row(_ label: String, _ coefficient: LinearRegression.Coefficient) -> Report.Row {
      Report.Row(
        label, coefficient.estimate, statistic: coefficient.statistic, pValue: coefficient.pValue)
    }
    return Report(
      context.title("Mediation", "\(names.0) → \(names.1) → \(names.2)"),
      method: .init(
        Self.methodID, options: options, seed: interval.seed,
        citation: Citation(
          "MacKinnon, Lockwood & Williams", 2004, "Multivariate Behavioral Research 39, 99-128",
          doi: "10.1207/s15327906mbr3901_4")),
      rows: [
        row("a: \(names.0) → \(names.1)", predictorToMediator),
        row("b: \(names.1) → \(names.2)", mediatorToOutcome),
        row("direct effect", direct), row("total effect", total),
        Report.Row("indirect effect a·b", indirect),
      ] + (sobel.map { [Report.Row("Sobel test", statistic: $0, pValue: sobelPValue)] } ?? []),
      facts: facts, cases: context.cases, notes: notes, warnings: bootstrap?.warnings ?? [])
  }

  private var options: [Report.Fact] {
    [Report.Fact("standard errors", .text(mediatorRegression.standardErrors.rawValue))]
      + interval.options(indirect.interval, bootstrap)
  }

  private var facts: [Report.Fact] {
    var facts: [Report.Fact] = []
    if let jointPValue { facts.append(.init("joint test of a and b: p", .pValue(jointPValue))) }
    facts += [
      .init("indirect effect in SD of the outcome", .number(partiallyStandardized)),
      .init("standardized indirect effect", .number(standardized)),
    ]
    if let indirectShare { facts.append(.init("indirect / total", .number(indirectShare))) }
    let controls = mediatorRegression.design.columnCount - 2
    if controls > 0 { facts.append(.init("control variables", .count(controls))) }
    return facts
  }

  private var notes: [String] {
    var notes = [MediationInterval.assumption]
    if sobel == nil { notes.append("The standard error of a·b is zero, so that there is no Sobel test.") }
    return notes
  }
}

extension MediationInterval {
  /// What no mediation tests.
  static let assumption =
    "The order of the variables and the absence of unmeasured common causes are assumed, not tested."

  /// The seed of the random numbers, where there are any.
  var seed: UInt64? {
    switch self {
    case .bootstrap(let plan): plan.seed
    case .monteCarlo(_, let seed): seed
    case .sobel: nil
    }
  }

  /// The choices behind the limits, for a report.
  func options(_ interval: ConfidenceInterval?, _ bootstrap: BootstrapFinding?) -> [Report.Fact] {
    switch self {
    case .bootstrap: bootstrap?.options ?? []
    case .monteCarlo(let draws, _):
      [.init("interval", .text(interval?.method ?? "none")), .init("draws", .count(draws))]
    case .sobel: [.init("interval", .text(interval?.method ?? "none"))]
    }
  }
}
