import SurveyVocabulary

extension [GeneralizedRegression.Coefficient] {
  /// The coefficients as rows of a report.
  var rows: [Report.Row] {
    map { Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue) }
  }

  /// The exponentials of the coefficients with their limits as a table, without the intercept and those that leave
  /// the range of `Double`; no table where none is left.
  func ratios(_ name: String, confidence: Double) -> [Report.Grid] {
    let lines: [[Report.Cell]] = compactMap { coefficient in
      guard coefficient.name != Design.interceptName, let ratio = coefficient.exponentiated,
        let interval = ratio.interval
      else { return nil }
      return [.text(coefficient.name), .number(ratio.value), .interval(interval, .automatic)]
    }
    let level = NumberStyle.percent(0).text(confidence)
    return lines.isEmpty ? [] : [Report.Grid(columns: ["", name, "\(level) CI"], lines: lines)]
  }
}
