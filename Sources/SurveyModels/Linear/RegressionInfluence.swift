import SurveyLinearAlgebra
import SurveyVocabulary

/// What each case does to a linear regression: its leverage, its residual in three scales, and how far the
/// fit moves without it.
///
/// All by closed forms, as if the regression had been fitted once more without each case. Weighted
/// regressions take residuals and rows times the root of the weight; a case with the weight zero is not
/// listed. The standard errors of the regression play no part.
///
/// Reference: Belsley, Kuh & Welsch (1980), Regression Diagnostics; Cook (1977), doi:10.2307/1268249. Agrees
/// with R's `influence.measures`.
public struct RegressionInfluence: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-influence/1"

  /// One case of the regression.
  public struct Influence: Hashable, Sendable {
    /// The place of the case in the outcome, counted from zero.
    public let index: Int
    /// The outcome minus the fitted value, in units of the outcome.
    public let residual: Double
    /// The weight of the case's own outcome in its fitted value, from 0 to 1.
    public let leverage: Double
    /// The residual over its standard error; `nil` for a leverage of 1, where the residual is always zero.
    public let standardizedResidual: Double?
    /// The residual over its standard error by the residual variance without the case, Student's t with one
    /// degree of freedom less than the regression; `nil` also where that variance is zero or has no degrees
    /// of freedom.
    public let studentizedResidual: Double?
    /// How far all fitted values move without the case: their squared change over k residual variances; `nil`
    /// for a leverage of 1.
    public let cooksDistance: Double?
    /// How far the case's own fitted value moves without it, in standard errors; `nil` as for the studentized
    /// residual.
    public let dffits: Double?
    /// How far each coefficient moves without the case, in standard errors; `nil` as for the studentized
    /// residual.
    public let dfbetas: [Double]?
    /// The determinant of the coefficients' covariance matrix without the case over that with it; `nil` for a
    /// leverage of 1, or where nothing is left to estimate a variance without the case.
    public let covarianceRatio: Double?
  }

  /// The cases in the order of the data.
  public let influences: [Influence]
  /// The names of the coefficients, in the order of the changes.
  public let coefficientNames: [String]
  /// How many cases the report lists.
  public let listed: Int
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Finds what each case does.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - listed: How many cases the report lists, those with the largest Cook's distances.
  /// - Throws: `InputError` if the outcome is fitted exactly, a negative number of cases is to be listed, or
  ///   there are more than 50 million changes of coefficients.
  public init(of regression: LinearRegression, listed: Int = 5) throws(InputError) {
    guard listed >= 0 else { throw .outOfRange("listed", value: Double(listed), allowed: "zero or more") }
    let deletion = try CaseDeletion(of: regression)
    let plain = try regression.fit.plainResiduals()
    influences = try deletion.influences(plainResiduals: plain)
    coefficientNames = regression.coefficients.map(\.name)
    self.listed = listed
    context = regression.context
  }

  /// The cases by Cook's distance, the largest first; cases without one come last.
  public var byCooksDistance: [Influence] {
    influences.sorted { left, right in
      let (first, second) = (left.cooksDistance ?? -1, right.cooksDistance ?? -1)
      return first == second ? left.index < right.index : first > second
    }
  }
}

extension RegressionInfluence {
  /// The most influential cases as a table for any renderer.
  public var report: Report {
    let certain = influences.filter { $0.standardizedResidual == nil }.map { "\($0.index + 1)" }
    let number = { (value: Double?, style: NumberStyle) -> Report.Cell in
      value.map { .number($0, style) } ?? .empty
    }
    return Report(
      context.title("Influence of single cases"),
      method: .init(
        Self.methodID, options: [.init("order", .text("Cook's distance"))],
        citation: Citation(
          "Belsley, Kuh & Welsch", 1980, "Regression Diagnostics, Wiley", doi: "10.1002/0471725153")),
      grids: [
        Report.Grid(
          columns: [
            "case", "leverage", "studentized", "Cook's D", "DFFITS", "largest DFBETAS", "of", "COVRATIO",
          ],
          lines: byCooksDistance.prefix(listed).map { line in
            let largest = line.dfbetas.flatMap { changes in
              changes.indices.max { changes[$0].magnitude < changes[$1].magnitude }.map { ($0, changes[$0]) }
            }
            return [
              .count(line.index + 1), .number(line.leverage, .bounded(3)),
              number(line.studentizedResidual, .decimals(2)), number(line.cooksDistance, .decimals(3)),
              number(line.dffits, .decimals(2)), number(largest?.1, .decimals(2)),
              largest.map { .text(coefficientNames[$0.0]) } ?? .empty,
              number(line.covarianceRatio, .decimals(2)),
            ]
          })
      ],
      facts: [
        .init("coefficients", .count(coefficientNames.count)),
        .init(
          "mean leverage", .number(Double(coefficientNames.count) / Double(influences.count), .bounded(3))),
      ], cases: context.cases,
      notes: certain.isEmpty
        ? []
        : [
          "leverage 1, so that the residual is zero whatever the outcome: case "
            + certain.prefix(20).joined(separator: ", ") + (certain.count > 20 ? ", …" : "")
        ])
  }
}
