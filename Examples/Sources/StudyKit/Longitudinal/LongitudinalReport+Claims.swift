import SurveyStatistics

extension LongitudinalReport {
  /// The claims of the study over time beside what these data say.
  ///
  /// - Throws: ``InputError`` if an estimate has no interval.
  func claims() throws(InputError) -> ClaimTable {
    var table = ClaimTable()
    try add(Claims.d1, outcomes.provider, "mean change", to: &table)
    try add(Claims.d2, outcomes.government, "mean change", to: &table)
    try add(Claims.d3, outcomes.generalized, "mean change", to: &table)
    for line in changes.lines {
      guard let claim = line.claim else { continue }
      switch line.correlation {
      case .success(let finding) where finding.observed.correlation.interval != nil:
        try table.add(claim, tested: "r of the changes, as observed", finding.observed.correlation)
      case .success: table.add(claim, untestable: "r of the changes has no interval: too few pairs")
      case .failure(let error): table.add(claim, untestable: "r of the changes: \(error)")
      }
    }
    let words = "mean change of the scale (qualitative in the source)"
    try add(Claims.d6, outcomes.motivation, words, to: &table)
    try add(Claims.d7, outcomes.control, words, to: &table)
    for theme in Theme.all { try add(theme, to: &table) }
    return table
  }

  private func add(
    _ claim: Claim, _ scale: RepeatedScale<Participant>, _ tested: String, to table: inout ClaimTable
  ) throws(InputError) {
    switch scale.change {
    case .success(let test): try table.add(claim, tested: tested, test.difference)
    case .failure(let error): table.add(claim, untestable: "\(tested): \(error.problem)")
    }
  }

  private func add(_ theme: Theme, to table: inout ClaimTable) throws(InputError) {
    guard let interviews else {
      return table.add(theme.claim, untestable: "qualitative in the source; needs coded interviews")
    }
    let display = JointDisplay(interviews: interviews, scales: [outcomes.provider])
    let test = Attempt { () throws(InputError) in try display.comparison(theme, outcomes.provider) }
    switch test {
    case .success(let test):
      try table.add(
        theme.claim, tested: "change in trust in the provider, voiced - not voiced; no test of a condition",
        test.difference)
    case .failure(let error):
      table.add(theme.claim, untestable: "too few coded interviews with both scores: \(error)")
    }
  }
}
