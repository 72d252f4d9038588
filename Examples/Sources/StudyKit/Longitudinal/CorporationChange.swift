import SurveyStatistics

/// The mean change again with work corporations as clusters: people of one corporation share much, so that
/// they are fewer independent cases than they are people.
struct CorporationChange {
  let scales: [RepeatedScale<Participant>]
  let corporations: Corporations

  /// The section of the report.
  var report: Report {
    let title = "Mean change with work corporations as clusters"
    guard !corporations.areUnknown else {
      return Report(title, warnings: ["Nobody has a corporation: clustering cannot be looked at."])
    }
    var table = ResultTable(
      columns: ["", "pairs", "change", "95% CI", "t", "df", "p", "ICC", "95% CI in 3"])
    for scale in scales {
      let changes = zip(scale.pairs.second, scale.pairs.first).map { $0 - $1 }
      let clusters = scale.pairs.ids.map(corporations.cluster)
      let test = table.cells(scale.name, 6) { () throws(InputError) in
        let plain = try LinearRegression(changes, on: Design(interceptFor: changes))
        let mean = try ClusteredRegression(of: plain, clusters: clusters).coefficients[0]
        return [.count(changes.count)] + mean.estimate.cells() + (mean.statistic?.cells ?? [.empty, .empty])
          + [.probability(mean.pValue)]
      }
      let likeness = table.cells(scale.name, 1) { () throws(InputError) in
        [.value(try DesignEffect(changes, clusters: clusters).intraclassCorrelation, .bounded(2))]
      }
      let paired = try? scale.change.get()
      table.add([.text(scale.name)] + test + likeness + [.limits(paired?.difference)])
    }
    return Report(
      title, grids: [table.grid],
      facts: [
        .init("corporations", .count(Set(corporations.names.values).count)),
        .init("people in one", .count(corporations.names.count)),
        .init("without", .count(corporations.participants - corporations.names.count)),
      ],
      notes: [
        "The mean of the changes with standard errors that let people of one corporation change alike in any "
          + "way: CR2 with Satterthwaite's degrees of freedom (Bell & McCaffrey 2002). The corporation is "
          + "that of the first wave; whoever has none is a cluster of one. ICC: the correlation of the "
          + "changes of two people of one corporation; below zero where they differ more than chance would have "
          + "it, which makes the standard error smaller."
      ], warnings: table.warnings)
  }
}
