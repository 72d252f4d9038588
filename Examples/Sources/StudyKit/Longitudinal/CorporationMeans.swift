import SurveyStatistics

/// The mean change again with the work corporation as the case: people of one corporation share much, so
/// that they are fewer independent cases than they are people.
struct CorporationMeans {
  let scales: [RepeatedScale<Participant>]
  /// The corporation of each participant in the first wave, by id.
  let corporations: [String: String]

  init(_ panel: Panel<Participant>, scales: [RepeatedScale<Participant>]) {
    self.scales = scales
    var corporations: [String: String] = [:]
    for participant in panel.waves[0].sample {
      if let corporation = participant.corporation { corporations[participant.id] = corporation }
    }
    self.corporations = corporations
  }

  /// The section of the report.
  var report: Report {
    var table = ResultTable(
      columns: ["", "corporations", "pairs", "change", "95% CI", "t", "df", "p"])
    for scale in scales {
      table.add(scale.name) { () throws(InputError) in
        let means = try means(of: scale)
        let test = try PairedTTest(means.after, against: means.before)
        return [.count(means.after.count), .count(means.pairs)] + test.difference.cells()
          + test.statistic.cells + [.pValue(test.pValue)]
      }
    }
    return Report(
      "Mean change with work corporations as cases", grids: [table.grid],
      notes: [
        "The paired t test of the means per corporation, each corporation counting once whatever its size: "
          + "valid for few corporations as long as their mean changes are about normal. The corporation "
          + "is that of the first wave; pairs without one are left out here."
      ], warnings: table.warnings)
  }

  private func means(
    of scale: RepeatedScale<Participant>
  ) throws(InputError) -> (before: [Double], after: [Double], pairs: Int) {
    var groups: [String: [Int]] = [:]
    for (index, id) in scale.pairs.ids.enumerated() {
      if let corporation = corporations[id] { groups[corporation, default: []].append(index) }
    }
    var (before, after, pairs) = ([Double](), [Double](), 0)
    for (_, members) in groups.sorted(by: { $0.key < $1.key }) {
      before.append(try Moments(members.map { scale.pairs.first[$0] }).mean)
      after.append(try Moments(members.map { scale.pairs.second[$0] }).mean)
      pairs += members.count
    }
    return (before, after, pairs)
  }
}
