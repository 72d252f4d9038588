import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Wald's test that several coefficients of a regression, or several weighted sums of them, are all
/// zero.
///
/// With classical standard errors it is the F test of the model without them; with robust ones, or those of
/// clustered cases, their covariance matrix takes the place of the classical one. With CR2 the statistic is
/// compared with Hotelling's T², whose degrees of freedom the design gives. Of other regressions it is compared with
/// chi-square or F, as ``WaldRegression`` says.
///
/// References: Seber & Lee (2003), Linear Regression Analysis, section 4; Pustejovsky & Tipton (2018),
/// doi:10.1080/07350015.2016.1247004; Wald (1943), doi:10.1090/S0002-9947-1943-0012401-3.
public struct JointTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "joint-test/1"

  /// Wald's statistic, compared with chi-square; or over the number q of restrictions, compared with F; with CR2 that
  /// times (η - q + 1)/η.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where all are zero.
  public let pValue: Double
  /// What is tested: names of coefficients, or the sums in words.
  public let restrictions: [String]
  /// How the covariance matrix of the coefficients was found.
  public let errors: CoefficientErrors
  /// The degrees of freedom η of Hotelling's T² that the statistic is compared with; `nil` for other errors
  /// than CR2.
  public let hotellingDegreesOfFreedom: Double?
  /// How the standard errors of the regression were found; `nil` where they are of another kind.
  public var standardErrors: StandardErrors? { errors.independent }
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests that coefficients are all zero.
  ///
  /// - Throws: `InputError` if no coefficient is named, one is unknown or named twice, the outcome is fitted
  ///   exactly, or their covariance matrix is not of full rank.
  public init(of regression: LinearRegression, _ names: [String]) throws(InputError) {
    try self.init(of: regression, sums: names.map { [$0: 1] }, words: names)
  }

  /// Tests that weighted sums of coefficients are all zero.
  ///
  /// - Parameters:
  ///   - regression: The fit.
  ///   - sums: For each sum the weights of coefficients by their names.
  /// - Throws: `InputError` if there is no sum, a name is unknown, a weight is not finite, the outcome is
  ///   fitted exactly, or one sum follows from the others.
  public init(of regression: LinearRegression, sums: [[String: Double]]) throws(InputError) {
    try self.init(of: regression, sums: sums, words: Self.words(sums))
  }

  private init(
    of regression: LinearRegression, sums: [[String: Double]], words: [String]
  ) throws(InputError) {
    let all = regression.sums
    let contrasts = try all.contrasts(sums)
    guard regression.residualSumOfSquares > 0, let f = try all.wald(contrasts) else {
      throw InputError(
        .constant, "outcome", "the outcome is fitted exactly, so that there is nothing to test")
    }
    self.init(
      f, sums.count, denominator: regression.coefficients[0].degreesOfFreedom, hotelling: nil, words: words,
      errors: all.errors, context: regression.context)
  }

  init(
    _ f: Double, _ restrictions: Int, denominator: Double?, hotelling: Double?, words: [String],
    errors: CoefficientErrors, context: DataContext
  ) {
    let q = Double(restrictions)
    statistic =
      denominator.map { TestStatistic("F", f, reference: .f(numerator: q, denominator: $0)) }
      ?? TestStatistic("χ²", f * q, reference: .chiSquare(degreesOfFreedom: q))
    pValue = statistic.pValue(.greater)
    self.restrictions = words
    self.errors = errors
    hotellingDegreesOfFreedom = hotelling
    self.context = context
  }

  /// Sums in words.
  static func words(_ sums: [[String: Double]]) -> [String] {
    sums.map { sum in
      sum.sorted { $0.key < $1.key }.map { "\(plainNumber($0.value)) · \($0.key)" }.joined(separator: " + ")
    }
  }
}

extension JointTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    var facts = [Report.Fact("tested", .text(restrictions.joined(separator: ", ")))]
    if let hotellingDegreesOfFreedom {
      facts.append(Report.Fact("Hotelling's T² with df", .number(hotellingDegreesOfFreedom, .decimals(1))))
    }
    return Report(
      context.title("Joint test of coefficients"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(errors.name))],
        citation: citation),
      rows: [.init("all zero", statistic: statistic, pValue: pValue)], facts: facts, cases: context.cases)
  }

  private var citation: Citation {
    if hotellingDegreesOfFreedom != nil {
      return Citation(
        "Pustejovsky & Tipton", 2018, "Journal of Business & Economic Statistics 36, 672-683",
        doi: "10.1080/07350015.2016.1247004")
    }
    if case .chiSquare = statistic.reference { return .wald }
    return Citation(
      "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")
  }
}
