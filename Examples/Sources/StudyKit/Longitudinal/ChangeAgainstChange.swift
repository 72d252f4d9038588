import SurveyStatistics

/// Whether the change in one scale goes with the change in others, and how far errors that belong to an
/// occasion could make it look so.
struct ChangeAgainstChange {
  /// One scale beside the first, over those who have both changes.
  struct Line {
    let claim: Claim?
    let scale: RepeatedScale<Participant>
    let correlation: Attempt<ChangeCorrelation>
    /// How the correlation of true change moves with the share of occasion error.
    let sensitivity: Attempt<ChangeCorrelation.Sensitivity>
  }

  /// The shares of error variance for which the curve is shown.
  static let shares = [0, 0.25, 0.5, 0.75, 1]

  let first: RepeatedScale<Participant>
  let corporations: Corporations
  let lines: [Line]

  /// Correlates the change of the first scale with that of each other.
  ///
  /// - Throws: ``InputError`` with the faults of a scale.
  init(
    _ panel: Panel<Participant>, corporations: Corporations, first: RepeatedScale<Participant>,
    with others: [(Claim?, RepeatedScale<Participant>)]
  ) throws(InputError) {
    self.first = first
    self.corporations = corporations
    var lines: [Line] = []
    for (claim, scale) in others {
      let correlation = Attempt { () throws(InputError) in
        try ChangeCorrelation(of: first.scale, with: scale.scale, in: panel)
      }
      let sensitivity = Attempt { () throws(InputError) in
        try correlation.get().sensitivity(
          reliabilities: (try first.changeReliability(), try scale.changeReliability()), shares: Self.shares)
      }
      lines.append(Line(claim: claim, scale: scale, correlation: correlation, sensitivity: sensitivity))
    }
    self.lines = lines
  }

  /// The correlations as observed.
  var correlations: Report {
    var table = ResultTable(
      columns: ["with the change in", "claim", "n", "r", "95% CI", "t", "df", "p", "HC3 p"]
        + (corporations.areUnknown ? [] : ["CR2 df", "CR2 p"]))
    for line in lines {
      let plain = table.cells(line.scale.name, 7) { () throws(InputError) in
        let finding = try line.correlation.get()
        return [.text(line.claim?.id ?? "none"), .count(finding.changes[0].count)]
          + finding.observed.correlation.cells(.bounded(2)) + finding.observed.statistic.cells
          + [.pValue(finding.observed.pValue)]
      }
      let slope = table.cells(line.scale.name, corporations.areUnknown ? 1 : 3) { () throws(InputError) in
        try slopeCells(line.scale)
      }
      table.add([.text(line.scale.name)] + plain + slope)
    }
    return Report(
      "Change against change: \(Self.lowered(first.name))", grids: [table.grid],
      notes: [
        "Pearson's r of the change in \(Self.lowered(first.name)) with the change in another scale, with "
          + "Fisher's interval. Local government stands beside D4 and D5 although the abstract does not "
          + "name it. HC3: the slope of the other change on that in \(Self.lowered(first.name)), with standard "
          + "errors that let it vary more for some than for others; its classical test is that of r."
          + (corporations.areUnknown
            ? "" : " CR2: the same slope, people of one corporation resembling each other."),
        "This is not yet a correlation of true changes. What belongs to an occasion (the day, the "
          + "interviewer, the mood) moves all scales of a person together: two scales whose errors share "
          + "half of their variance on an occasion have changes that correlate about .50 when nothing "
          + "truly changes.",
      ],
      warnings: table.warnings)
  }

  /// How sure the slope of the change in another scale on that in the first is: by HC3, and with work
  /// corporations as clusters where they are known.
  private func slopeCells(_ other: RepeatedScale<Participant>) throws(InputError) -> [Report.Cell] {
    let own = Dictionary(
      zip(first.pairs.ids, zip(first.pairs.second, first.pairs.first).map { $0 - $1 }),
      uniquingKeysWith: { one, _ in one })
    var (changes, outcome, clusters) = ([Double](), [Double](), [String]())
    for (id, pair) in zip(other.pairs.ids, zip(other.pairs.second, other.pairs.first)) {
      guard let change = own[id] else { continue }
      changes.append(change)
      outcome.append(pair.0 - pair.1)
      clusters.append(corporations.cluster(of: id))
    }
    let robust = try LinearRegression(
      outcome, on: Design(columns: [("change", changes)]), standardErrors: .hc3)
    let cells: [Report.Cell] = [.probability(robust.coefficients[1].pValue)]
    guard !corporations.areUnknown else { return cells }
    let slope = try ClusteredRegression(of: robust, clusters: clusters).coefficients[1]
    return cells + (slope.statistic?.cells ?? [.empty, .empty]).dropFirst() + [.probability(slope.pValue)]
  }

  /// How much of each change is true.
  var reliabilities: Report {
    var table = ResultTable(columns: ["", "mean alpha", "r of the waves", "reliability of the change"])
    for scale in [first] + lines.map(\.scale) {
      table.add(scale.name) { () throws(InputError) in
        let (reliability, retest) = (try scale.reliability(), try scale.retest())
        let change: Report.Cell
        do throws(InputError) {
          change = .number(try scale.changeReliability(), .bounded(2))
        } catch {
          change = .text("refused")
        }
        return [.number(reliability, .bounded(2)), .number(retest, .bounded(2)), change]
      }
    }
    return Report(
      "Reliability of the changes", grids: [table.grid],
      notes: [
        "(reliability - r) / (1 - r), Lord (1956), with the mean alpha of the two waves. It takes equal "
          + "variances and reliabilities in both waves and errors that do not go together over time. Where r "
          + "reaches the reliability no such errors exist, and the number is refused."
      ], warnings: table.warnings)
  }

  /// What is left of the correlations under a stated share of occasion error.
  var curve: Report {
    var table = ResultTable(
      columns: ["with the change in", "share", "r from errors alone", "r of true change", "95% CI"])
    for line in lines {
      guard let points = try? line.sensitivity.get().points else {
        table.add(line.scale.name) { () throws(InputError) in
          _ = try line.sensitivity.get()
          return []
        }
        continue
      }
      for (index, point) in points.enumerated() {
        let interval = point.isPossible ? point.ofTrueChange : nil
        table.add([
          .text(index == 0 ? line.scale.name : ""), .number(point.share, .decimals(2)),
          .number(point.fromErrors, .bounded(2)), Self.truth(point), .limits(interval, .bounded(2)),
        ])
      }
    }
    return Report(
      "Change against change, under a stated share of occasion error", grids: [table.grid],
      notes: [
        "Share: how much of the error variance of the two scales belongs to the occasion. Two waves do not "
          + "tell it, so that each line answers a \"what if\". Not possible: no true correlation gives the "
          + "observed one with this share and these reliabilities.",
        "The intervals take the reliabilities as known, and are too narrow by what is not known of them.",
      ], warnings: table.warnings)
  }

  private static func truth(_ point: ChangeCorrelation.Sensitivity.Point) -> Report.Cell {
    guard let value = point.ofTrueChange?.value else { return .text("no true change") }
    return point.isPossible ? .number(value, .bounded(2)) : .text("not possible")
  }

  /// A name within a sentence.
  static func lowered(_ name: String) -> String {
    name.prefix(1).lowercased() + name.dropFirst()
  }
}
