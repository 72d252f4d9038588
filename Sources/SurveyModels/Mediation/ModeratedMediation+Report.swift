import SurveyInference
import SurveyVocabulary

extension ModeratedMediation {
  /// The slopes, then the index, the conditional indirect effects and their differences.
  public var report: Report {
    let names = (0..<4).map { context.part($0) }
    func label(_ name: String) -> String {
      let parts = ["predictor": names[0], "mediator": names[1], "moderator": names[3]]
      let pieces = [
        "predictor × moderator": "\(names[0]) × \(names[3])",
        "mediator × moderator": "\(names[1]) × \(names[3])",
      ]
      return parts[name] ?? pieces[name] ?? name
    }
    func rows(_ outcome: String, _ fit: LinearRegression) -> [Report.Row] {
      fit.coefficients.filter { $0.name != Design.interceptName && !$0.name.hasPrefix("control ") }.map {
        Report.Row(
          "\(outcome) on \(label($0.name))", $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      }
    }
    var all = rows(names[1], mediatorRegression) + rows(names[2], outcomeRegression)
    if let index { all.append(Report.Row("index of moderated mediation", index)) }
    all += effects.map { Report.Row("indirect effect at \(text($0.point))", $0.indirect) }
    all += contrasts.map {
      Report.Row("at \(value($0.first)) - at \(value($0.second))", $0.difference)
    }
    return Report(
      context.title("Moderated mediation", "\(names[0]) → \(names[1]) → \(names[2]) by \(names[3])"),
      method: .init(
        Self.methodID,
        options: [.init("standard errors", .text(mediatorRegression.standardErrors.rawValue))] + options,
        seed: interval.seed,
        citation: Citation(
          "Hayes", 2015, "Multivariate Behavioral Research 50, 1-22", doi: "10.1080/00273171.2014.962683")),
      rows: all, facts: facts, cases: context.cases, notes: notes, warnings: warnings)
  }

  private func value(_ point: Moderation.Point) -> String { NumberStyle.automatic.text(point.value) }

  private func text(_ point: Moderation.Point) -> String {
    let name = point.name.isEmpty ? "" : " (\(point.name))"
    return "\(context.part(3)) = \(value(point))\(name)"
  }

  private var facts: [Report.Fact] {
    var facts: [Report.Fact] = [
      .init("moderated", .text(stages.rawValue + (moderatesDirect ? " and direct effect" : ""))),
      .init("mean of \(context.part(3))", .number(moderatorMean)),
    ]
    if controlCount > 0 { facts.append(.init("control variables", .count(controlCount))) }
    return facts
  }

  private var notes: [String] {
    var notes = [
      MediationInterval.assumption,
      "The slopes on \(context.part(0)) and \(context.part(1)) in a product are those at the mean of "
        + "\(context.part(3)).",
    ]
    if index == nil {
      notes.append(
        "With both stages moderated the indirect effect is quadratic in \(context.part(3)), so that no single "
          + "index exists.")
    }
    return notes
  }
}
