import SurveyStatistics

/// How far the scales would fall by themselves if people had entered because they scored high.
struct ExpectedFall<R: Respondent> {
  /// The distances of the selected from the population, in standard deviations.
  static var distances: [Double] { [0.25, 0.5, 1] }

  let scales: [RepeatedScale<R>]
  let waves: [String]

  /// The section of the report.
  var report: Report {
    let distances = Self.distances
    var table = ResultTable(
      columns: ["", "alpha, \(waves[0])", "fall seen"]
        + distances.map { "if e = \(NumberStyle.automatic.text($0))" })
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let reliability = try scale.alphas[0].get().alpha.value
        let test = try scale.change.get()
        guard let deviation = test.occasions[1].standardDeviation, deviation > 0 else {
          throw .constant("scores in \(waves[0])")
        }
        var cells: [Report.Cell] = [
          .number(reliability, .bounded(2)), .number(-test.difference.value / deviation, .decimals(2)),
        ]
        for distance in distances {
          let fall = try RegressionToTheMean(distance: distance, reliability: reliability).expectedFall
          cells.append(.number(fall, .decimals(2)))
        }
        return cells
      }
    }
    return Report(
      "Regression to the mean", grids: [table.grid],
      notes: [
        "If cases were selected by an observed score e standard deviations above the population, the mean "
          + "falls by (1 - reliability) e without any change (Galton 1886); alpha stands for the "
          + "reliability. The data do not tell e: the population was not measured. Falls are in "
          + "standard deviations of \(waves[0]), which stand for the population's; a rise is negative."
      ], warnings: table.warnings)
  }
}
