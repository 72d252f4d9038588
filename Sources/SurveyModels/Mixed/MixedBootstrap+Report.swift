import SurveyInference
import SurveyVocabulary

extension MixedBootstrap {
  /// The intervals as rows for any renderer.
  public var report: Report {
    Report(
      context.title("Parametric bootstrap of a mixed model"),
      method: .init(
        Self.methodID,
        options: [
          .init("estimation", .text(estimation.rawValue)),
          .init("interval", .text("bootstrap \(plan.interval.rawValue)")),
          .init("refits", .count(plan.resamples)),
        ], seed: plan.seed,
        citation: Citation(
          "Davison & Hinkley", 1997, "Bootstrap methods and their application",
          doi: "10.1017/CBO9780511802843")),
      rows: limits.compactMap { limits in
        guard let value = limits.estimate, let bootstrap = limits.bootstrap else { return nil }
        return Report.Row(
          "\(limits.parameter)",
          Estimate(value, standardError: bootstrap.standardError, interval: bootstrap.interval))
      },
      facts: [.init("singular refits", .count(singularCount)), .init("failed refits", .count(failedCount))],
      cases: context.cases, notes: notes, warnings: warnings)
  }

  private var notes: [String] {
    limits.compactMap { limits in
      if limits.estimate == nil { return "\(limits.parameter): one of the effects is estimated not to vary" }
      let missing = plan.resamples - failedCount - limits.values.count
      return missing == 0
        ? nil : "\(limits.parameter): does not exist in \(DecimalText.grouped(missing)) of the refits"
    }
  }

  private var warnings: [String] {
    limits.contains { $0.bootstrap?.isAtTheEdge == true }
      ? ["A limit is the most extreme value of all refits: ask for more of them."] : []
  }
}
