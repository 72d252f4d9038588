import SurveyProbability
import SurveyVocabulary

/// The test of Breusch and Pagan that the variance of the errors of a linear regression does not change with
/// columns: Koenker's studentized form, or the original.
///
/// Squared residuals are regressed on a constant and the columns. Koenker's statistic is n·R² of that
/// regression, whatever the shape of the errors; the original, half its explained sum of squares in units of
/// the mean square, takes the errors to be normal and is far off where they are not.
///
/// References: Breusch & Pagan (1979), doi:10.2307/1911963; Koenker (1981),
/// doi:10.1016/0304-4076(81)90062-2. Agrees with R's `lmtest::bptest` for regressions with an intercept.
public struct BreuschPaganTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "breusch-pagan-test/1"

  /// How the explained variation of squared residuals is scaled.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// By the variance of the squares themselves (Koenker 1981).
    case studentized
    /// By the variance that squares of normal errors have (Breusch & Pagan 1979).
    case original
  }

  /// What may drive the variance.
  public enum Drivers: Sendable {
    /// The columns of the regression.
    case predictors
    /// The fitted values: one degree of freedom, for a variance that rises with the mean.
    case fitted
    /// Columns of a design of the same cases; its own intercept, if it has one, adds nothing.
    case columns(Design)
  }

  /// The statistic with its distribution, chi-square in large samples.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where the variance does not change.
  public let pValue: Double
  /// How the statistic is scaled.
  public let form: Form
  /// What was taken to drive the variance, in words.
  public let drivers: String
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the variance of the errors.
  ///
  /// The residuals of a weighted regression are times the root of the weight: the test asks whether the
  /// weights have evened the variance out. The constant is always there, also for a regression without an
  /// intercept, since without it n·R² has no chi-square distribution.
  ///
  /// - Parameters:
  ///   - regression: The fit; its standard errors play no part.
  ///   - drivers: What may drive the variance.
  ///   - form: How the statistic is scaled.
  /// - Throws: `InputError` if the outcome is fitted exactly, no column varies, there are not more cases than
  ///   columns and a constant, or all residuals are equal in size (for the studentized form).
  public init(
    of regression: LinearRegression, by drivers: Drivers = .predictors, form: Form = .studentized
  ) throws(InputError) {
    let auxiliary = try VarianceRegression(of: regression) { cases throws(InputError) in
      switch drivers {
      case .predictors: return regression.predictorColumns.map { cases.values($0.values).recoded }
      case .fitted: return [cases.values(try regression.varyingFitted()).recoded]
      case .columns(let design):
        try checkEqualLength(design.rowCount, "variance predictors", regression.fit.outcome.count, "outcome")
        var columns: [[Double]] = []
        for index in 0..<design.columnCount {
          columns.append(
            try finiteValues(cases.values(design.values(column: index)), design.columnNames[index]).recoded)
        }
        return columns
      }
    }
    let value = form == .original ? auxiliary.explained / 2 : try auxiliary.scaledRSquared()
    statistic = TestStatistic(
      "χ²", value, reference: .chiSquare(degreesOfFreedom: Double(auxiliary.degreesOfFreedom)))
    pValue = statistic.pValue(.greater)
    self.form = form
    self.drivers =
      switch drivers {
      case .predictors: "the predictors"
      case .fitted: "the fitted values"
      case .columns(let design):
        design.columnNames.filter { $0 != Design.interceptName }.joined(separator: ", ")
      }
    context = regression.context
  }
}

extension BreuschPaganTest {
  /// The finding as rows and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Breusch-Pagan test of equal variances"),
      method: .init(
        Self.methodID,
        options: [.init("form", .text(form.rawValue)), .init("variance by", .text(drivers))],
        citation: form == .original
          ? Citation("Breusch & Pagan", 1979, "Econometrica 47, 1287-1294", doi: "10.2307/1911963")
          : Citation(
            "Koenker", 1981, "Journal of Econometrics 17, 107-112", doi: "10.1016/0304-4076(81)90062-2")),
      rows: [.init("equal variances", statistic: statistic, pValue: pValue)], cases: context.cases)
  }
}
