import SurveyVocabulary

extension RatingVarianceComponents {
  /// The coefficients with their intervals, and the variances behind them.
  public var report: Report {
    let single = [("ICC(A,1)", agreement), ("ICC(C,1)", consistency), ("ICC(1)", oneWay)]
    let size = averagedCount == 1 ? "1 mean" : "\(averagedCount)"
    let average = [("ICC(A,\(size))", agreement), ("ICC(C,\(size))", consistency), ("ICC(\(size))", oneWay)]
    let total = subjectVariance + raterVariance + errorVariance
    let line = { (name: String, variance: Double) -> [Report.Cell] in
      [
        .text(name), .number(variance), .number(variance.squareRoot()),
        .number(variance / total, .percent(1)),
      ]
    }
    return Report(
      context.title("Variance components of ratings"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("estimation", .text("REML")), Report.Fact("intervals", .text("delta, logit")),
          Report.Fact("mean of", .text("\(averagedCount) ratings")),
        ],
        citation: Citation(
          "Patterson & Thompson", 1971, "Biometrika 58, 545-554", doi: "10.1093/biomet/58.3.545")),
      rows: single.map { Report.Row($0.0, $0.1.single, style: .bounded(2)) }
        + average.map { Report.Row($0.0, $0.1.average, style: .bounded(2)) },
      grids: [
        Report.Grid(
          columns: ["", "variance", "SD", "share"],
          lines: [
            line("subjects", subjectVariance), line("raters", raterVariance), line("error", errorVariance),
          ])
      ],
      facts: [
        Report.Fact("subjects", .count(subjectCount)), Report.Fact("raters", .count(raterCount)),
        Report.Fact("ratings", .count(ratingCount)), Report.Fact("gaps", .count(gaps)),
        Report.Fact("ratings per subject (harmonic mean)", .number(ratingsPerSubject)),
        Report.Fact("mean rating", .number(mean)),
        Report.Fact("restricted log-likelihood", .number(restrictedLogLikelihood)),
        Report.Fact("iterations", .count(iterations)),
      ],
      cases: context.cases, notes: notes, warnings: warnings)
  }

  private var gaps: Int { subjectCount * raterCount - ratingCount }

  private var notes: [String] {
    var notes: [String] = []
    if subjectVariance == 0 {
      notes.append("The subjects' variance is on its boundary, zero: the coefficients have no interval.")
    }
    if raterVariance == 0 {
      notes.append(
        "The raters' variance is on its boundary, zero: ICC(A,·) equals ICC(C,·), and the intervals take it as "
          + "known.")
    }
    if !unusedRaters.isEmpty {
      notes.append("Without any rating and left out: \(unusedRaters.joined(separator: ", ")).")
    }
    return notes
  }

  private var warnings: [String] {
    guard partCount > 1 else { return [] }
    return [
      "The design falls into \(partCount) parts that no subject connects: differences between the raters of "
        + "different parts cannot be told from differences between their subjects."
    ]
  }
}
