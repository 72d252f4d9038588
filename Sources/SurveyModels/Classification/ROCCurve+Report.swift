import SurveyInference
import SurveyVocabulary

extension ROCCurve {
  /// The area, Youden's best thresholds and the sizes; the curve itself is in ``points``.
  public var report: Report {
    Report(
      context.title("ROC curve", context.subject == nil ? context.part(0) : nil),
      method: .init(
        Self.methodID, options: options, seed: bootstrap?.plan.seed,
        citation: Citation(
          "DeLong, DeLong & Clarke-Pearson", 1988, "Biometrics 44, 837-845", doi: "10.2307/2531595")),
      rows: [.init("area under the curve", area, style: .bounded(3))],
      grids: [
        Report.Grid(
          columns: ["largest Youden J", "threshold", "sensitivity", "specificity"],
          lines: bestByYouden.prefix(10).map {
            [
              .number($0.youden, .bounded(3)), .number($0.threshold), .number($0.sensitivity, .bounded(3)),
              .number($0.specificity, .bounded(3)),
            ]
          })
      ],
      facts: [
        .init("events", .count(sizes[0])), .init("others", .count(sizes[1])),
        .init("U", .number(u, .decimals(1))),
        .init("points", .count(points.count)),
      ],
      cases: context.cases, notes: notes, warnings: bootstrap?.warnings ?? [])
  }

  private var options: [Report.Fact] {
    let name =
      switch interval {
      case .delong: "DeLong"
      case .delongLogit: "DeLong on the logit"
      case .hanleyMcNeil: "Hanley-McNeil"
      case .bootstrap: ""
      }
    return [Report.Fact("direction", .text(direction.rawValue))]
      + (bootstrap?.options ?? [.init("interval", .text(name))])
  }

  private var notes: [String] {
    var notes: [String] = []
    if area.value == 1 || area.value == 0 {
      notes.append(
        "The scores separate the outcome: the data give no variance of the area, and its interval uses the "
          + "largest variance possible at these sizes.")
    }
    if isApparent {
      notes.append("The scores were fitted to the same outcome: for other cases the area is smaller.")
    }
    if area.value < 0.5 {
      notes.append("The area is below one half: the other direction would give one minus it.")
    }
    let best = bestByYouden.count
    if best > 10 { notes.append("\(best) thresholds have the largest J; ten are shown.") }
    return notes
  }
}
