import SurveyStatistics

/// Two regressions that look alike and answer different questions about motivation at the start and
/// what became of trust.
struct LordsParadox {
  let outcomes: [RepeatedScale<Participant>]
  let predictor: RepeatedScale<Participant>

  private struct Cases {
    var before: [Double] = []
    var after: [Double] = []
    var predictor: [Double] = []
  }

  /// The section of the report.
  var report: Report {
    var table = ResultTable(
      columns: [
        "", "n", "change b", "95% CI", "ANCOVA b", "95% CI", "slope",
      ])
    for outcome in outcomes {
      table.add(outcome.name) { () throws(InputError) in
        let cases = cases(outcome)
        let change = try LinearRegression(
          zip(cases.after, cases.before).map { $0 - $1 },
          on: Design(columns: [("motivation", cases.predictor)]), standardErrors: .hc3)
        let adjusted = try LinearRegression(
          cases.after, on: Design(columns: [("motivation", cases.predictor), ("earlier", cases.before)]),
          standardErrors: .hc3)
        return [.count(cases.before.count)] + change.coefficients[1].estimate.cells()
          + adjusted.coefficients[1].estimate.cells() + [.number(adjusted.coefficients[2].estimate.value)]
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
      grids: [table.grid],
      notes: [
        "b is the difference per point of \(name) at the start, with HC3 standard errors; slope is that of the "
          + "earlier score in the ANCOVA. The two agree where it is 1. Errors of the earlier score alone "
          + "bias the ANCOVA and not the change score; errors that it shares with \(name) on the first "
          + "occasion bias both."
      ], warnings: table.warnings)
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
    }
    return cases
  }
}
