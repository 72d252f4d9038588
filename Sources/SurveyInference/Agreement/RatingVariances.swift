import SurveyVocabulary

/// The mean squares of a table of ratings, the components of variance that follow from them, and the
/// standard errors of measurement.
///
/// Components are reported as estimated, negative ones too: a negative component says that the
/// effect varies less than its error would let it.
public struct RatingVariances: Hashable, Sendable {
  /// The mean square between subjects, n - 1 degrees of freedom.
  public let betweenSubjects: Double
  /// The mean square between raters, k - 1 degrees of freedom.
  public let betweenRaters: Double
  /// The residual mean square, (n - 1)(k - 1) degrees of freedom.
  public let residual: Double
  /// The mean square within subjects, raters included, n(k - 1) degrees of freedom.
  public let withinSubjects: Double
  /// The component of subjects where raters are crossed with them, (MSB - MSE)/k.
  public let subjectComponent: Double
  /// The component of raters, (MSJ - MSE)/n.
  public let raterComponent: Double
  /// The component of subjects where raters differ from subject to subject, (MSB - MSW)/k.
  public let oneWaySubjectComponent: Double
  /// The standard error of one rating where differences between raters count: the root of the rater
  /// and residual components.
  public let agreementError: Double
  /// The standard error of one rating where differences between raters do not count: the root of the
  /// residual mean square.
  public let consistencyError: Double
  /// The standard error of one rating where raters differ from subject to subject: the root of the mean
  /// square within subjects.
  public let oneWayError: Double

  init(_ table: TwoWayMeanSquares) {
    let (n, k) = (Double(table.subjects), Double(table.raters))
    betweenSubjects = table.betweenSubjects
    betweenRaters = table.betweenRaters
    residual = table.residual
    withinSubjects = table.withinSubjects
    subjectComponent = (table.betweenSubjects - table.residual) / k
    raterComponent = (table.betweenRaters - table.residual) / n
    oneWaySubjectComponent = (table.betweenSubjects - table.withinSubjects) / k
    // MSE + (MSJ - MSE)/n without a difference, so that it is never negative.
    agreementError = ((table.residual * (n - 1) + table.betweenRaters) / n).squareRoot()
    consistencyError = table.residual.squareRoot()
    oneWayError = table.withinSubjects.squareRoot()
  }

  /// The analysis of variance as a table.
  func grid(subjects: Int, raters: Int) -> Report.Grid {
    let line = { (name: String, freedom: Int, square: Double, component: Double?) -> [Report.Cell] in
      [.text(name), .count(freedom), .number(square), component.map { .number($0) } ?? .empty]
    }
    return Report.Grid(
      columns: ["", "df", "mean square", "variance"],
      lines: [
        line("subjects", subjects - 1, betweenSubjects, subjectComponent),
        line("raters", raters - 1, betweenRaters, raterComponent),
        line("residual", (subjects - 1) * (raters - 1), residual, residual),
        line("within subjects", subjects * (raters - 1), withinSubjects, nil),
      ])
  }

  /// The standard errors of measurement.
  var facts: [Report.Fact] {
    [
      Report.Fact("SEM agreement", .number(agreementError)),
      Report.Fact("SEM consistency", .number(consistencyError)),
    ]
  }
}
