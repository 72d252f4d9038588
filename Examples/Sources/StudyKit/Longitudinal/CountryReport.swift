import SurveyStatistics

/// The machinery of the study over time on real data: political democracy in 1960 and 1965.
package struct CountryReport {
  let panel: Panel<Country>
  let democracy: RepeatedScale<Country>

  /// Where the data come from.
  static let source = Citation("Bollen", 1989, "Structural Equations with Latent Variables, Wiley")

  /// Analyses the countries of a file.
  ///
  /// - Throws: ``InputError`` with the faults of the scale.
  package init(_ records: Sample<CountryRecord>) throws(InputError) {
    let years = records.map(Country.years)
    panel = try Panel(["1960": Sample(years.map(\.0)), "1965": Sample(years.map(\.1))])
    democracy = try RepeatedScale(Country.democracy, in: panel)
  }

  /// The report.
  ///
  /// - Throws: ``InputError`` where there are no two waves.
  package func report() throws(InputError) -> Report {
    let waves = panel.waves.map(\.name)
    let pairs = democracy.pairs.cases.used
    let change = MeanChange(scales: [democracy], waves: waves)
    var sections = [
      try PanelCases(panel, scales: [democracy], showsAnswers: false).report,
      WaveReliability(scales: [democracy], waves: waves).report, change.sizes, change.meanTests,
      change.rankTests, ExpectedFall(scales: [democracy], waves: waves).report,
      WhatPairsShow(pairs: [("these data", pairs)]).report,
    ]
    for index in sections.indices { sections[index].title = "\(index + 1). \(sections[index].title)" }
    return Report(
      "Political democracy in two waves: 1960 and 1965",
      introduction: [
        "Real data: ratings of \(panel.waves[0].sample.count) countries on four items from 0 to 10 (freedom "
          + "of the press, freedom of political opposition, fairness of elections, effectiveness of the "
          + "elected legislature). A score is the mean of the four. The machinery is that of the study "
          + "over time, without what is about people.",
        "Source of the data: \(Self.source).",
      ], sections: sections)
  }
}
