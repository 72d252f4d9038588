import SurveyVocabulary

extension RepeatedBlandAltman {
  /// Bias, limits and components.
  public var report: Report {
    let names = [0, 1].map(context.part)
    let label = { (source: Component.Source) in
      switch source {
      case .subjectMeans: "subjects' mean differences"
      case .withinMeasurement: "within subjects, \(names[0])"
      case .withinReference: "within subjects, \(names[1])"
      case .betweenSubjects: "between subjects"
      case .withinSubjects: "within subjects"
      }
    }
    return Report(
      context.title("Limits of agreement, repeated measurements", "\(names[0]) - \(names[1])"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("true value", .text(trueValue.rawValue)),
          Report.Fact("coverage", .number(coverage, .percent(1))),
          Report.Fact("intervals of the limits", .text("MOVER")),
        ],
        citation: Citation(
          "Bland & Altman", 2007, "Journal of Biopharmaceutical Statistics 17, 571-582",
          doi: "10.1080/10543400701329422")),
      rows: [
        Report.Row("bias", bias), Report.Row("lower limit of agreement", lowerLimit),
        Report.Row("upper limit of agreement", upperLimit),
      ],
      grids: [
        Report.Grid(
          columns: ["", "df", "mean square", "factor"],
          lines: components.map {
            [
              .text(label($0.source)), .count($0.degreesOfFreedom), .number($0.meanSquare),
              .number($0.factor),
            ]
          })
      ],
      facts: [
        Report.Fact("subjects", .count(points.count)),
        Report.Fact("measurements", .counts(measurementCounts)),
        Report.Fact("SD of single differences", .number(standardDeviation)),
      ],
      cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    var notes: [String] = []
    if standardDeviation == 0 {
      notes.append("All differences are equal: the limits are the bias, and have no error to judge them by.")
    }
    if trueValue == .varying, components[0].meanSquare < components[1].meanSquare {
      notes.append(
        "The component between subjects is negative: differences of one subject vary more than subjects differ."
      )
    }
    return notes
  }
}
