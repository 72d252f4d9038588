import SurveyStatistics

extension SelectionStudy {
  /// Each claim of the study with what these data say.
  var claimTable: ClaimTable {
    var table = ClaimTable()
    add([(Claims.c1, 0), (Claims.c2, 1), (Claims.c3, 2), (Claims.c4, 3)], to: &table)
    for scale in Self.trusts { add(Claims.c5, with: scale, to: &table) }
    add(Claims.c6, with: Applicant.control, to: &table)
    return table
  }

  /// The table of the claims.
  func claimsSection(_ table: ClaimTable) -> Report {
    var report = table.report
    report.title = "The published claims beside these data"
    report.notes.append(
      "The verdicts are about the data at hand and their 95% intervals, one claim at a time; they neither "
        + "confirm nor refute the published study. Holm's adjustment (section 5) and the intervals that respect "
        + "the corporations (section 10) say how firmly each stands. C5 names no scale, so that it has one "
        + "line for each.")
    return report
  }

  private func add(_ claims: [(claim: Claim, outcome: Int)], to table: inout ClaimTable) {
    for (claim, outcome) in claims {
      guard let welch = comparisons[outcome].welch else {
        table.add(claim, untestable: "the difference could not be computed (section 5)")
        continue
      }
      add(claim, tested: "difference in means, Welch", welch.difference, to: &table)
    }
  }

  private func add(_ claim: Claim, with scale: Scale<Applicant>, to table: inout ClaimTable) {
    do throws(InputError) {
      let found = try motivationCorrelation(with: scale)
      add(claim, tested: "r with \(scale.name.lowercased())", found.correlation, to: &table)
    } catch {
      table.add(claim, untestable: "r with \(scale.name.lowercased()): \(error.problem)")
    }
  }

  private func add(_ claim: Claim, tested: String, _ estimate: Estimate, to table: inout ClaimTable) {
    do throws(InputError) {
      try table.add(claim, tested: tested, estimate)
    } catch {
      table.add(claim, untestable: "\(tested): \(error.problem)")
    }
  }
}
