import SurveyProbability
import SurveyVocabulary

/// White's test that the variance of the errors of a linear regression hangs on none of its predictors, nor
/// on their squares and products.
///
/// Squared residuals are regressed on a constant and those columns; the statistic is n·R². Columns that
/// repeat others, such as the square of an indicator, are left out and not counted. The short form takes the
/// fitted values and their squares instead, which costs two degrees of freedom whatever the number of
/// predictors.
///
/// References: White (1980), doi:10.2307/1912934; Wooldridge (2020), Introductory Econometrics, section 8.3.
public struct WhiteTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "white-test/1"

  /// Which columns may drive the variance.
  public enum Form: String, Hashable, Sendable, Codable, CaseIterable {
    /// The predictors, their squares and the products of every two.
    case products = "predictors, squares and products"
    /// The predictors and their squares.
    case squares = "predictors and squares"
    /// The fitted values and their squares.
    case fitted = "fitted values and squares"
  }

  /// n·R² with its distribution, chi-square in large samples.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where the variance does not change.
  public let pValue: Double
  /// The share of the squared residuals' variation that the columns explain.
  public let rSquared: Double
  /// Which columns were used.
  public let form: Form
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the variance of the errors.
  ///
  /// The residuals of a weighted regression are times the root of the weight.
  ///
  /// - Parameters:
  ///   - regression: The fit; its standard errors play no part.
  ///   - form: Which columns may drive the variance.
  /// - Throws: `InputError` if the outcome is fitted exactly, no column varies, there are not more cases than
  ///   columns and a constant, or all residuals are equal in size.
  public init(of regression: LinearRegression, form: Form = .products) throws(InputError) {
    let auxiliary = try VarianceRegression(of: regression) { cases throws(InputError) in
      let bases =
        form == .fitted ? [try regression.varyingFitted()] : regression.predictorColumns.map(\.values)
      let count = Double(bases.count)
      guard count * (count + 3) / 2 * Double(cases.count) <= 50_000_000 else {
        throw .infeasible(
          "variance predictors", "the products of \(bases.count) columns are too many",
          remedy: "use form: .fitted")
      }
      return Self.columns(bases.map { cases.values($0).recoded }, form)
    }
    statistic = TestStatistic(
      "χ²", try auxiliary.scaledRSquared(),
      reference: .chiSquare(degreesOfFreedom: Double(auxiliary.degreesOfFreedom)))
    pValue = statistic.pValue(.greater)
    rSquared = auxiliary.rSquared ?? 0
    self.form = form
    context = regression.context
  }

  /// The columns, their squares and products, none of them twice.
  private static func columns(_ bases: [[Double]], _ form: Form) -> [[Double]] {
    var columns = bases
    var known = Set(bases)
    for left in bases.indices {
      for right in (form == .products ? left..<bases.count : left..<left + 1) {
        let product = zip(bases[left], bases[right]).map { $0 * $1 }
        if known.insert(product).inserted { columns.append(product) }
      }
    }
    return columns
  }
}

extension WhiteTest {
  /// The finding as rows and choices for any renderer.
  public var report: Report {
    Report(
      context.title("White's test of equal variances"),
      method: .init(
        Self.methodID, options: [.init("variance by", .text(form.rawValue))],
        citation: Citation("White", 1980, "Econometrica 48, 817-838", doi: "10.2307/1912934")),
      rows: [.init("equal variances", statistic: statistic, pValue: pValue)],
      facts: [.init("R² of squared residuals", .number(rSquared, .bounded(3)))], cases: context.cases)
  }
}
