import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Wald's test that several coefficients of a linear regression, or several weighted sums of them, are all
/// zero.
///
/// With classical standard errors it is the F test of the model without them; with robust ones their
/// covariance matrix takes the place of the classical one.
///
/// Reference: Seber & Lee (2003), Linear Regression Analysis, section 4.
public struct JointTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "joint-test/1"

  /// Wald's statistic over the number of restrictions.
  public let statistic: TestStatistic
  /// The probability of a statistic at least as large where all are zero.
  public let pValue: Double
  /// What is tested: names of coefficients, or the sums in words.
  public let restrictions: [String]
  /// How the standard errors of the regression were found.
  public let standardErrors: StandardErrors
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
    let words = sums.map { sum in
      sum.sorted { $0.key < $1.key }.map { "\(plainNumber($0.value)) · \($0.key)" }.joined(separator: " + ")
    }
    try self.init(of: regression, sums: sums, words: words)
  }

  private init(
    of regression: LinearRegression, sums: [[String: Double]], words: [String]
  ) throws(InputError) {
    guard !sums.isEmpty else { throw .tooFew("restrictions", found: 0, needed: 1) }
    guard sums.count <= regression.coefficients.count else {
      throw InputError(.rankDeficient, "restrictions", "there are more than coefficients")
    }
    var contrasts: [[Double]] = []
    for sum in sums { contrasts.append(try regression.contrast(sum)) }
    let f = try regression.wald(contrasts)
    statistic = TestStatistic(
      "F", f,
      reference: .f(
        numerator: Double(sums.count), denominator: regression.coefficients[0].degreesOfFreedom))
    pValue = statistic.pValue(.greater)
    restrictions = words
    standardErrors = regression.standardErrors
    context = regression.context
  }
}

extension JointTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Joint test of coefficients"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(standardErrors.rawValue))],
        citation: Citation(
          "Seber & Lee", 2003, "Linear Regression Analysis, 2nd ed., Wiley", doi: "10.1002/9780471722199")),
      rows: [.init("all zero", statistic: statistic, pValue: pValue)],
      facts: [.init("tested", .text(restrictions.joined(separator: ", ")))], cases: context.cases)
  }
}

extension LinearRegression {
  /// Wald's statistic that weighted sums of coefficients are zero, over their number.
  ///
  /// - Throws: `InputError` if their covariance matrix is not of full rank.
  func wald(_ contrasts: [[Double]]) throws(InputError) -> Double {
    let sums = contrasts.map { contrast in
      zip(contrast, coefficients).reduce(0) { $0 + $1.0 * $1.1.value }
    }
    let errors = contrasts.map { variance($0).squareRoot() }
    guard residualSumOfSquares > 0, errors.allSatisfy({ $0 > 0 }) else {
      throw InputError(
        .constant, "outcome", "the outcome is fitted exactly, so that there is nothing to test")
    }
    // Each sum in units of its standard error, so that scales do not matter.
    let order = contrasts.count
    let products = contrasts.map { contrast in
      coefficients.indices.map { row in
        contrast.indices.reduce(0) { $0 + covariance[row, $1] * contrast[$1] }
      }
    }
    var elements: [Double] = []
    for (column, product) in products.enumerated() {
      for row in 0..<order {
        let value = zip(contrasts[row], product).reduce(0) { $0 + $1.0 * $1.1 }
        elements.append(value / (errors[row] * errors[column]))
      }
    }
    let scaled = zip(sums, errors).map { $0 / $1 }
    let factor: CholeskyFactorization
    do throws(InputError) { factor = try CholeskyFactorization(Matrix(order, order, elements)) } catch {
      throw InputError(
        .rankDeficient, "restrictions",
        "one of them follows from the others, or the standard errors of "
          + "\(standardErrors.rawValue) leave them no rank", remedy: "test fewer at once")
    }
    let solution = try factor.solve(scaled)
    let f = zip(scaled, solution).reduce(0) { $0 + $1.0 * $1.1 } / Double(order)
    guard f.isFinite else {
      throw InputError(
        .outOfRange, "restrictions", "F exceeds the range of Double", remedy: "rescale the data")
    }
    return f
  }
}
