import SurveyStatistics

/// The mean change of every scale between two waves, with the tests of the family of outcomes.
struct MeanChange<R: Respondent> {
  let scales: [RepeatedScale<R>]
  let waves: [String]

  /// How large the changes are.
  var sizes: Report {
    var table = ResultTable(columns: ["", "pairs", waves[0], waves[1], "change", "95% CI", "d", "95% CI"])
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let test = try scale.change.get()
        return [
          .count(test.differences.count), .number(test.occasions[1].mean), .number(test.occasions[0].mean),
        ] + test.difference.cells() + test.averageVarianceEffect.cells(.decimals(2))
      }
    }
    return Report(
      "Mean change, \(waves[1]) - \(waves[0])", grids: [table.grid],
      notes: [
        "Means of those who have both scores; Student's interval of the mean change. d is the mean change in "
          + "units of the root mean of the two variances, with Bonett's interval."
      ], warnings: table.warnings)
  }

  /// The t tests of the mean changes.
  var meanTests: Report {
    var table = ResultTable(
      columns: ["", "SD of change", "t", "df", "p"] + (isFamily ? ["Holm p"] : []) + ["dz", "95% CI"])
    let holm = Self.adjusted(scales.map { $0.change.map(\.pValue) })
    for (index, scale) in scales.enumerated() {
      table.add(scale.name) { () throws(InputError) in
        let test = try scale.change.get()
        return [.optional(test.differences.standardDeviation)] + test.statistic.cells + [.pValue(test.pValue)]
          + (isFamily ? [.probability(holm[index])] : []) + test.effectOfDifferences.cells(.decimals(2))
      }
    }
    return Report(
      "Paired t tests of the mean change", grids: [table.grid],
      notes: ["dz is the mean change in standard deviations of the changes."] + familyNotes,
      warnings: table.warnings)
  }

  /// The exact signed-rank tests.
  var rankTests: Report {
    var table = ResultTable(
      columns: ["", "up", "down", "same", "V", "exact p"] + (isFamily ? ["Holm p"] : [])
        + ["pseudomedian", "95% CI"])
    let holm = Self.adjusted(scales.map { $0.ranks.map(\.pValue) })
    for (index, scale) in scales.enumerated() {
      table.add(scale.name) { () throws(InputError) in
        let test = try scale.ranks.get()
        return [
          .count(test.signs.positive), .count(test.signs.negative), .count(test.signs.zero),
          .number(test.sumOfPositiveRanks, .decimals(1)), .pValue(test.pValue),
        ] + (isFamily ? [.probability(holm[index])] : []) + test.pseudomedian.cells()
      }
    }
    return Report(
      "Signed-rank tests, exact", grids: [table.grid],
      notes: [
        "About the pseudomedian, the median of the averages of all pairs of changes. Up, down, same: how many "
          + "people. V is judged by its exact distribution given the ties; changes of zero are ranked and "
          + "then left out (Pratt 1959)."
      ] + familyNotes, warnings: table.warnings)
  }

  private var isFamily: Bool { scales.count > 1 }

  private var familyNotes: [String] {
    isFamily ? ["Holm p: adjusted over the \(scales.count) scales of the table (Holm 1979)."] : []
  }

  /// Holm's adjustment over the tests that could be made.
  private static func adjusted(_ attempts: [Attempt<Double>]) -> [Double?] {
    let made = attempts.indices.filter { (try? attempts[$0].get()) != nil }
    var result: [Double?] = attempts.map { _ in nil }
    guard let holm = try? HolmAdjustment(made.compactMap { try? attempts[$0].get() }) else { return result }
    for (place, index) in made.enumerated() { result[index] = holm.adjusted[place] }
    return result
  }
}
