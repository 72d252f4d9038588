import SurveyProbability
import SurveyVocabulary

extension Calibration {
  /// Recalibration with its tests, the Brier score and its parts, and the table of the groups.
  public var report: Report {
    Report(
      context.title("Calibration"),
      method: .init(
        Self.methodID, options: [.init("groups", .text(grouping.name)), .init("shares", .text("Wilson"))],
        citation: Citation("Cox", 1958, "Biometrika 45, 562-565", doi: "10.1093/biomet/45.3-4.562")),
      rows: rows, grids: [grid], facts: facts, cases: context.cases, notes: notes)
  }

  private var rows: [Report.Row] {
    var rows: [Report.Row] = []
    if let recalibration {
      rows.append(
        .init(
          "in the large (logit)", recalibration.inTheLarge, statistic: recalibration.inTheLargeStatistic,
          pValue: recalibration.inTheLargeStatistic.pValue()))
      if let slope = recalibration.slope {
        rows.append(
          .init(
            "slope, tested against 1", slope.slope, statistic: slope.statistic,
            pValue: slope.statistic.pValue()))
        rows.append(ratio("likelihood ratio, slope 1", slope.slopeRatio))
      }
      rows.append(ratio("likelihood ratio, intercept 0", recalibration.interceptRatio))
      if let both = recalibration.slope?.bothRatio {
        rows.append(ratio("likelihood ratio, both", both))
      }
    }
    if let spiegelhalter {
      rows.append(.init("Spiegelhalter", statistic: spiegelhalter, pValue: spiegelhalterPValue))
    }
    return rows
  }

  private func ratio(_ label: String, _ statistic: TestStatistic) -> Report.Row {
    Report.Row(label, statistic: statistic, pValue: statistic.pValue(.greater))
  }

  private var grid: Report.Grid {
    let level = shares.first?.interval.map { NumberStyle.percent(0).text($0.level) + " " } ?? ""
    return Report.Grid(
      columns: ["probabilities from", "to", "n", "mean", "share of events", "\(level)CI"],
      lines: zip(groups, shares).map { group, share in
        [
          .number(group.probabilities.lowerBound, .bounded(3)),
          .number(group.probabilities.upperBound, .bounded(3)), .count(group.count),
          .number(group.expectedShare, .bounded(3)), .number(share.value, .bounded(3)),
          share.interval.map { .interval($0, .bounded(3)) } ?? .empty,
        ]
      })
  }

  private var facts: [Report.Fact] {
    var facts: [Report.Fact] = [
      .init("share of events", .number(observedShare, .bounded(3))),
      .init("mean probability", .number(expectedShare, .bounded(3))),
    ]
    if let observedToExpected { facts.append(.init("observed/expected", .number(observedToExpected))) }
    facts.append(.init("Brier score", .number(brierScore, .bounded(4))))
    if let scaledBrierScore { facts.append(.init("scaled", .number(scaledBrierScore, .bounded(3)))) }
    return facts + [
      .init("reliability", .number(brierParts.reliability, .bounded(4))),
      .init("resolution", .number(brierParts.resolution, .bounded(4))),
      .init("uncertainty", .number(brierParts.uncertainty, .bounded(4))),
      .init("within groups", .number(brierParts.withinGroups, .bounded(4))),
      .init("expected calibration error", .number(expectedCalibrationError, .bounded(3))),
    ]
  }

  private var notes: [String] {
    missing + grouping.note(formed: groups.count)
      + (isApparent
        ? ["The probabilities were fitted to the same outcome: for other cases they fit less well."] : [])
  }
}
