import SurveyVocabulary

extension BlandAltman {
  /// Bias, limits and trend.
  public var report: Report {
    let names = "\(context.part(0)) \(scale == .ratio ? "/" : "-") \(context.part(1))"
    let label: String =
      switch scale {
      case .difference: "bias"
      case .percent: "bias, %"
      case .ratio: "geometric mean ratio"
      }
    var rows = [
      Report.Row(label, bias), Report.Row("lower limit of agreement", lowerLimit),
      Report.Row("upper limit of agreement", upperLimit),
    ]
    if let trend {
      rows.append(
        Report.Row(
          "slope on the mean", trend.slope, statistic: trend.statistic, pValue: trend.pValue))
    }
    var facts = [
      Report.Fact("n", .count(points.count)),
      Report.Fact("SD of \(scale == .ratio ? "log ratios" : "differences")", .number(standardDeviation)),
    ]
    if let trend { facts.append(Report.Fact("r with the mean", .number(trend.correlation, .bounded(2)))) }
    if let skewness { facts.append(Report.Fact("skewness", .number(skewness))) }
    if let excessKurtosis { facts.append(Report.Fact("excess kurtosis", .number(excessKurtosis))) }
    return Report(
      context.title("Limits of agreement", names),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("scale", .text(scale.rawValue)),
          Report.Fact("coverage", .number(coverage, .percent(1))),
          Report.Fact("intervals of the limits", .text(limitInterval.rawValue)),
        ],
        citation: Citation(
          "Bland & Altman", 1999, "Statistical Methods in Medical Research 8, 135-160",
          doi: "10.1177/096228029900800204")),
      rows: rows, facts: facts, cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    var notes: [String] = []
    if standardDeviation == 0 {
      notes.append("All differences are equal: the limits are the bias, and have no error to judge them by.")
    } else if trend == nil {
      notes.append("There is no trend for two pairs, nor where the means do not vary.")
    } else if scale == .ratio {
      notes.append("The slope is that of the difference of logarithms on their mean.")
    }
    return notes
  }
}
