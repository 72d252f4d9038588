import SurveyStatistics

/// The sources of the methods and the studies that a report uses, in alphabetical order.
package func sourcesSection(_ methods: [any Finding], studies: [Citation], others: [Citation] = []) -> Report
{
  let cited = methods.compactMap { $0.report.method?.citation } + others + studies
  let lines = Set(cited.map(\.description)).sorted()
  return Report("Sources", introduction: lines.map { "- \($0)." })
}
