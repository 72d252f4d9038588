import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Wald's test of each term of a linear regression, however many coefficients it has: of factors, numbers, curves and
/// products, with robust standard errors or those of clustered cases.
///
/// Each term is tested after all others, with factors recoded to contrasts that sum to zero: the question of type III
/// of ``RegressionANOVA``, whose F it is with classical standard errors. It has no sums of squares, which belong to
/// independent cases of equal variance. Each test is a ``JointTest``; with CR2 it is compared with Hotelling's T².
///
/// References: Pustejovsky & Tipton (2018), doi:10.1080/07350015.2016.1247004; Speed, Hocking & Hackney (1978),
/// doi:10.1080/01621459.1978.10480012. Agrees with R's `clubSandwich::Wald_test` and `car::Anova(type = 3, vcov. =)`.
public struct RegressionTermTests: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-term-tests/1"

  /// The test of one term.
  public struct Term: Hashable, Sendable {
    /// The name of the term.
    public let name: String
    /// The number of its coefficients.
    public let degreesOfFreedom: Int
    /// F; `nil` where the test does not exist.
    public let statistic: TestStatistic?
    /// The probability of an F at least as large where the coefficients are zero; `nil` where there is none.
    public let pValue: Double?
    /// The degrees of freedom η of Hotelling's T²; `nil` for other errors than CR2.
    public let hotellingDegreesOfFreedom: Double?
    /// Why there is no test; `nil` where there is one.
    public let problem: String?
  }

  /// The terms in the order of the design, without the intercept.
  public let terms: [Term]
  /// How the covariance matrix of the coefficients was found.
  public let errors: CoefficientErrors
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the terms of a regression of clustered cases.
  ///
  /// - Throws: `InputError` if the design has no terms, columns were left out as aliased, or contrasts of the caller's
  ///   own leave a factor that is part of a product fewer columns than it has levels less one.
  public init(of regression: ClusteredRegression) throws(InputError) {
    try self.init(regression.regression, regression.sums.errors, regression.context) {
      sums throws(InputError) in
      try JointTest(of: regression, sums: sums)
    }
  }

  /// Tests the terms of a regression of cases in clusters of several kinds.
  ///
  /// - Throws: `InputError` as for clusters of one kind.
  public init(of regression: MultiwayClusteredRegression) throws(InputError) {
    try self.init(regression.regression, regression.sums.errors, regression.context) {
      sums throws(InputError) in
      try JointTest(of: regression, sums: sums)
    }
  }

  /// Tests the terms of a regression of independent cases by its standard errors, classical or robust.
  ///
  /// - Throws: `InputError` as for clusters, and if the outcome is fitted exactly.
  public init(of regression: LinearRegression) throws(InputError) {
    guard regression.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that there is nothing to test")
    }
    try self.init(regression, regression.sums.errors, regression.context) { sums throws(InputError) in
      try JointTest(of: regression, sums: sums)
    }
  }

  private init(
    _ regression: LinearRegression, _ errors: CoefficientErrors, _ context: DataContext,
    _ test: ([[String: Double]]) throws(InputError) -> JointTest
  ) throws(InputError) {
    let design = regression.design
    guard !design.terms.isEmpty else {
      throw InputError(
        .definition, "design", "it has no terms", remedy: "make it of terms or named columns, not of a matrix"
      )
    }
    guard regression.aliased.isEmpty else {
      throw InputError(
        .definition, "regression", "its terms have no meaning without the aliased columns",
        remedy: "leave the columns out of the design")
    }
    var terms: [Term] = []
    for (place, sums) in try design.marginalSums().enumerated() {
      let name = design.terms[place].name
      do throws(InputError) {
        terms.append(Term(name, sums.count, try test(sums)))
      } catch {
        terms.append(Term(name, sums.count, without: error.problem))
      }
    }
    self.terms = terms
    self.errors = errors
    self.context = context
  }
}

extension RegressionTermTests.Term {
  fileprivate init(_ name: String, _ count: Int, _ test: JointTest) {
    (self.name, degreesOfFreedom) = (name, count)
    (statistic, pValue, problem) = (test.statistic, test.pValue, nil)
    hotellingDegreesOfFreedom = test.hotellingDegreesOfFreedom
  }

  fileprivate init(_ name: String, _ count: Int, without problem: String) {
    (self.name, degreesOfFreedom) = (name, count)
    (statistic, pValue, hotellingDegreesOfFreedom) = (nil, nil, nil)
    self.problem = problem
  }
}

extension Design {
  /// For each term the sums of coefficients that are zero where the term is: its own coefficients, or, where it is part
  /// of a product, those that it would have with contrasts that sum to zero.
  fileprivate func marginalSums() throws(InputError) -> [[[String: Double]]] {
    let parts = terms.map { Set($0.parts.map(\.identity)) }
    let isPart = parts.map { part in parts.contains { $0.isStrictSuperset(of: part) } }
    let recoding = isPart.contains(true) ? try recodedToZeroSums() : nil
    return terms.indices.map { term in
      columnsOfTerms[term].map { column in
        guard isPart[term], let recoding else { return [columnNames[column]: 1] }
        let weights = recoding[row: column]
        return Dictionary(zip(columnNames, weights).filter { $0.1 != 0 }) { first, _ in first }
      }
    }
  }

  /// The matrix that makes coefficients of the design with contrasts that sum to zero of its own.
  private func recodedToZeroSums() throws(InputError) -> Matrix {
    let coded = try summingToZero()
    guard coded.columnCount == columnCount else {
      throw InputError(
        .definition, "contrasts", "a factor of a product has fewer of them than it has levels less one",
        remedy: "test its coefficients by JointTest")
    }
    let (new, old) = (coded.matrix, matrix)
    var weights = try QRFactorization(new).solve(old)
    // What is zero but for rounding would bring in the error of a coefficient that plays no part.
    let lengths = [new, old].map { matrix in
      (0..<columnCount).map { matrix[columnView: $0].reduce(0) { $0 + $1 * $1 }.squareRoot() }
    }
    for row in 0..<columnCount {
      for column in 0..<columnCount
      where weights[row, column].magnitude * lengths[0][row] < 1e-10 * lengths[1][column] {
        weights[row, column] = 0
      }
    }
    return weights
  }
}

extension RegressionTermTests {
  /// The finding as a table for any renderer.
  public var report: Report {
    Report(
      context.title("Tests of the terms of a regression"),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(errors.name))], citation: citation),
      grids: [
        Report.Grid(
          columns: ["term", "F", "df", "error df", "p"],
          lines: terms.map { term in
            [
              .text(term.name), term.statistic.map { .number($0.value) } ?? .empty,
              .count(term.degreesOfFreedom),
              term.errorDegreesOfFreedom.map { .number($0, .decimals(1)) } ?? .empty,
              term.pValue.map { .pValue($0) } ?? .empty,
            ]
          })
      ], cases: context.cases,
      notes: terms.compactMap { term in term.problem.map { "\(term.name) is not tested: \($0)." } })
  }

  private var citation: Citation {
    if case .clustered(.cr2) = errors {
      return Citation(
        "Pustejovsky & Tipton", 2018, "Journal of Business & Economic Statistics 36, 672-683",
        doi: "10.1080/07350015.2016.1247004")
    }
    return Citation(
      "Speed, Hocking & Hackney", 1978, "Journal of the American Statistical Association 73, 105-112",
      doi: "10.1080/01621459.1978.10480012")
  }
}

extension RegressionTermTests.Term {
  /// The denominator degrees of freedom of F; `nil` where there is no test.
  public var errorDegreesOfFreedom: Double? {
    if case .f(_, let denominator)? = statistic?.reference { denominator } else { nil }
  }
}
