import SurveyInference
import SurveyVocabulary

extension RepeatedMeasuresANOVA {
  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    var rows: [Report.Row] = [
      .init("partial η²", partialEtaSquared, style: .bounded(3), statistic: statistic, pValue: pValue),
      .init("generalized η²", Estimate(generalizedEtaSquared), style: .bounded(3)),
    ]
    if let test = greenhouseGeisser {
      rows.append(
        .init(
          "Greenhouse-Geisser ε", Estimate(test.epsilon), style: .bounded(3), statistic: test.statistic,
          pValue: test.pValue))
    }
    if let test = huynhFeldt {
      rows.append(
        .init(
          "Huynh-Feldt ε", Estimate(test.epsilon), style: .bounded(3), statistic: test.statistic,
          pValue: test.pValue
        ))
    }
    if let mauchly {
      rows.append(.init("Mauchly's W", Estimate(mauchly.w), style: .bounded(3), pValue: mauchly.pValue))
    }
    return Report(
      context.title("Repeated measures analysis of variance"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Greenhouse & Geisser", 1959, "Psychometrika 24, 95-112", doi: "10.1007/BF02289823")),
      rows: rows,
      grids: [
        Report.Grid(
          columns: ["condition", "mean", "SD"],
          lines: conditions.enumerated().map { index, moments in
            [
              .text(context.part(index)), .number(moments.mean),
              moments.standardDeviation.map { .number($0) } ?? .empty,
            ]
          })
      ],
      facts: [.init("n", .count(context.cases.used))], cases: context.cases,
      notes: [
        "The first test and the interval assume sphericity; a corrected test multiplies both degrees of freedom "
          + "by its ε, at most 1."
      ])
  }
}
