import SurveyStatistics

/// Two regressions that look alike and answer different questions about motivation at the start and
/// what became of trust.
struct LordsParadox {
  let outcomes: [RepeatedScale<Participant>]
  let predictor: RepeatedScale<Participant>
  let corporations: Corporations

  private struct Cases {
    var before: [Double] = []
    var after: [Double] = []
    var predictor: [Double] = []
    var clusters: [String] = []
  }

  /// The coefficient with the three answers to how sure it is; the last where corporations are known.
  private var answers: [String] {
    ["b", "classical 95% CI", "HC3 95% CI"] + (corporations.areUnknown ? [] : ["CR2 95% CI", "df"])
  }

  /// The section of the report.
  var report: Report {
    var changes = ResultTable(columns: ["change score", "n"] + answers)
    var adjusted = ResultTable(columns: ["ANCOVA", "slope"] + answers)
    for outcome in outcomes {
      let cases = cases(outcome)
      changes.add(outcome.name) { () throws(InputError) in
        let change = zip(cases.after, cases.before).map { $0 - $1 }
        let design = try Design(columns: [("motivation", cases.predictor)])
        return [.count(change.count)] + (try cells(change, on: design, cases.clusters))
      }
      adjusted.add(outcome.name) { () throws(InputError) in
        let design = try Design(columns: [("motivation", cases.predictor), ("earlier", cases.before)])
        let slope = try LinearRegression(cases.after, on: design).coefficients[2].estimate
        return [.value(slope, .decimals(2))] + (try cells(cases.after, on: design, cases.clusters))
      }
    }
    let name = ChangeAgainstChange.lowered(predictor.name)
    return Report(
      "Change scores and ANCOVA answer different questions",
      introduction: [
        "Change score: did people who began with more \(name) change otherwise than people who began with "
          + "less? ANCOVA: of people who began with equal trust, did those with more \(name) end higher? "
          + "The answers differ wherever \(name) and trust go together at the start (Lord 1967). Primary "
          + "here, by decision before looking: the change score, because the claims are about change."
      ],
      grids: [changes.grid, adjusted.grid],
      notes: [
        "b is the difference per point of \(name) at the start; slope is that of the earlier score in the "
          + "ANCOVA. The two agree where it is 1. Errors of the earlier score alone bias the ANCOVA and not "
          + "the change score; errors that it shares with \(name) on the first occasion bias both.",
        "The classical intervals take the residuals to vary equally for all, the HC3 intervals (MacKinnon & "
          + "White 1985) do not."
          + (corporations.areUnknown
            ? ""
            : " The CR2 intervals (Bell & McCaffrey 2002) also let people of one corporation resemble each "
              + "other; whoever has none is a cluster of one, and df says how many clusters b rests on."),
      ], warnings: changes.warnings + adjusted.warnings.filter { !changes.warnings.contains($0) })
  }

  /// The coefficient of motivation by one regression, and its intervals by three kinds of standard errors.
  private func cells(
    _ outcome: [Double], on design: Design, _ clusters: [String]
  ) throws(InputError) -> [Report.Cell] {
    let classical = try LinearRegression(outcome, on: design)
    let robust = try LinearRegression(outcome, on: design, standardErrors: .hc3)
    let plain = classical.coefficients[1].estimate.cells() + [.limits(robust.coefficients[1].estimate)]
    guard !corporations.areUnknown else { return plain }
    let clustered = try ClusteredRegression(of: classical, clusters: clusters).coefficients[1]
    return plain + [.limits(clustered.estimate)]
      + (clustered.statistic?.cells ?? [.empty, .empty]).dropFirst()
  }

  private func cases(_ outcome: RepeatedScale<Participant>) -> Cases {
    let start = Dictionary(
      zip(predictor.waves[0].ids, predictor.waves[0].values), uniquingKeysWith: { first, _ in first })
    var cases = Cases()
    for (index, id) in outcome.pairs.ids.enumerated() {
      guard let value = start[id] ?? nil else { continue }
      cases.before.append(outcome.pairs.first[index])
      cases.after.append(outcome.pairs.second[index])
      cases.predictor.append(value)
      cases.clusters.append(corporations.cluster(of: id))
    }
    return cases
  }
}
