import SurveyModels
import SurveyTestSupport
import Testing

/// Laws, refusals, print and page of the regression; the reference values are in LinearRegressionTests.
@Suite struct LinearRegressionLawTests {
  private let outcome = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7]
  private let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3]
  private let age = [31.0, 45, 28, 52, 39, 33, 41, 58, 36, 47]
  private let status = ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out"]

  private func design(_ terms: [Term]? = nil) throws -> Design {
    try Design(terms ?? [.numeric("motivation", motivation), .numeric("age", age)])
  }

  // MARK: Laws

  @Test(arguments: StandardErrors.allCases)
  func rescalingAPredictorRescalesItsCoefficient(_ errors: StandardErrors) throws {
    let regression = try LinearRegression(outcome, on: design(), standardErrors: errors)
    let rescaled = try LinearRegression(
      outcome, on: design([.numeric("motivation", motivation.map { $0 * 1000 }), .numeric("age", age)]),
      standardErrors: errors)
    for (one, other) in zip(regression.coefficients, rescaled.coefficients) {
      let factor = one.name == "motivation" ? 1e-3 : 1
      expectAgreement(other.value, one.value * factor, digits: 13)
      expectAgreement(other.standardError, one.standardError * factor, digits: 12)
    }
    expectAgreement(rescaled.conditionNumber, regression.conditionNumber, digits: 12)
  }

  @Test(arguments: StandardErrors.allCases)
  func theOrderOfCasesDoesNotMatter(_ errors: StandardErrors) throws {
    let regression = try LinearRegression(outcome, on: design(), standardErrors: errors)
    let reversed = try LinearRegression(
      outcome.reversed(),
      on: design([.numeric("motivation", motivation.reversed()), .numeric("age", age.reversed())]),
      standardErrors: errors)
    for (one, other) in zip(regression.coefficients, reversed.coefficients) {
      expectAgreement(other.value, one.value, digits: 13)
      expectAgreement(other.standardError, one.standardError, digits: 12)
    }
    for (one, other) in zip(regression.leverages, reversed.leverages.reversed()) {
      expectAgreement(other, one, digits: 12)
    }
  }

  @Test func shiftingTheOutcomeMovesTheInterceptAlone() throws {
    let regression = try LinearRegression(outcome, on: design())
    let shifted = try LinearRegression(outcome.map { $0 + 1e6 }, on: design())
    expectAgreement(shifted.coefficients[0].value, regression.coefficients[0].value + 1e6, digits: 15)
    // The sum with 1e6 itself keeps ten digits of the outcome.
    for index in 1...2 {
      expectAgreement(shifted.coefficients[index].value, regression.coefficients[index].value, digits: 8)
    }
  }

  @Test func aDummyAloneIsTheTwoGroupsWithAPooledVariance() throws {
    let groups = ["in", "out"].map { label in
      outcome.indices.filter { status[$0] == label }.map { outcome[$0] }
    }
    let moments = try groups.map { try Moments($0) }
    let pooled = moments.map(\.sumOfSquares).reduce(0, +) / Double(outcome.count - 2)
    let error = (pooled * moments.map { 1 / Double($0.count) }.reduce(0, +)).squareRoot()
    let regression = try LinearRegression(outcome, on: design([.factor("status", status, baseline: "in")]))
    let coefficient = try #require(regression["status: out"])
    expectAgreement(regression.coefficients[0].value, moments[0].mean, digits: 14)
    expectAgreement(coefficient.value, moments[1].mean - moments[0].mean, digits: 13)
    expectAgreement(coefficient.standardError, error, digits: 13)
    #expect(coefficient.degreesOfFreedom == 8)
  }

  /// HC2 of a dummy is Welch's standard error: each group's variance over its size.
  @Test func hc2OfADummyIsWelchsStandardError() throws {
    let groups = ["in", "out"].map { label in
      outcome.indices.filter { status[$0] == label }.map { outcome[$0] }
    }
    let square = try groups.map { try Moments($0) }.reduce(0.0) { $0 + ($1.variance ?? 0) / Double($1.count) }
    let regression = try LinearRegression(
      outcome, on: design([.factor("status", status)]), standardErrors: .hc2)
    expectAgreement(regression["status: out"]?.standardError ?? 0, square.squareRoot(), digits: 13)
  }

  @Test(arguments: StandardErrors.allCases) func fOfOnePredictorIsItsTSquared(_ errors: StandardErrors) throws
  {
    let regression = try LinearRegression(
      outcome, on: design([.numeric("motivation", motivation)]), standardErrors: errors)
    let t = try #require(regression["motivation"]?.statistic?.value)
    expectAgreement(regression.overall?.value ?? 0, t * t, digits: 12)
    expectAgreement(regression.overallPValue ?? 0, regression["motivation"]?.pValue ?? 1, digits: 11)
  }

  @Test func hc3AgreesWithItsDefinition() throws {
    let regression = try LinearRegression(outcome, on: design(), standardErrors: .hc3)
    let x = try design().matrix
    let inverse = try CholeskyFactorization(try x.gram()).inverse()
    var meat = [[Double]](repeating: [0, 0, 0], count: 3)
    for row in outcome.indices {
      let values = x[row: row]
      let hat = zip(values, try inverse.times(values)).reduce(0.0) { $0 + $1.0 * $1.1 }
      let fitted = zip(values, regression.coefficients.map(\.value)).reduce(0.0) { $0 + $1.0 * $1.1 }
      let weight = (outcome[row] - fitted) / (1 - hat)
      expectAgreement(regression.leverages[row], hat, digits: 10)
      expectAgreement(regression.fitted[row], fitted, digits: 12)
      for i in 0..<3 { for j in 0..<3 { meat[i][j] += weight * weight * values[i] * values[j] } }
    }
    let naive = try inverse.times(Matrix(rows: meat)).times(inverse)
    for (found, wanted) in zip(regression.covariance.elements, naive.elements) {
      expectAgreement(found, wanted, digits: 9)
    }
  }

  @Test func termsColumnsAndMatrixAreThreeDoorsToOneFit() throws {
    let terms = try LinearRegression(outcome, on: design())
    let columns = try LinearRegression(
      outcome, on: Design(columns: [("motivation", motivation), ("age", age)]))
    let matrix = try LinearRegression(
      outcome, on: Design(Matrix(columns: [motivation, age]), names: ["motivation", "age"]))
    #expect(terms.coefficients == columns.coefficients)
    #expect(terms.coefficients == matrix.coefficients)
  }

  @Test func regressionAdjustmentOfTheJobTrainingData() throws {
    let table = try Fixture.table("lalonde")
    let names = ["treat", "age", "educ", "married", "nodegree", "re74", "re75", "re78"]
    let columns = Dictionary(uniqueKeysWithValues: zip(names, try table.complete(names)))
    var terms = names.dropLast().map { Term.numeric($0, columns[$0] ?? []) }
    terms.append(.factor("race", try table.column("race").compactMap { $0 }, baseline: "black"))
    let regression = try LinearRegression(columns["re78"] ?? [], on: Design(terms), standardErrors: .hc3)
    expectAgreement(regression["treat"]?.value ?? 0, 1548.2438019996061, digits: 12)
    expectAgreement(regression["treat"]?.standardError ?? 0, 749.986759, digits: 9)
  }

  // MARK: Columns

  @Test func columnsHaveStableNames() throws {
    let design = try Design([
      .numeric("age", age), .power("age", age, 2), .factor("status", status, baseline: "out"),
      .product(.numeric("age", age), .factor("status", status, baseline: "out")),
    ])
    #expect(design.columnNames == ["intercept", "age", "age^2", "status: in", "age × status: in"])
    let levels = ["low", "middle", "high", "never"]
    let labels = ["low", "high", "middle", "low", "high", "middle", "low", "high", "middle", "low"]
    func names(_ contrasts: Contrasts, baseline: String? = nil) throws -> [String] {
      let design = try Design([
        .factor("x", labels, levels: levels, baseline: baseline, contrasts: contrasts)
      ])
      return Array(design.columnNames.dropFirst())
    }
    #expect(try names(.treatment) == ["x: middle", "x: high"])
    #expect(try names(.treatment, baseline: "high") == ["x: low", "x: middle"])
    #expect(try names(.sum) == ["x: low", "x: middle"])
    #expect(try names(.helmert) == ["x: middle against before", "x: high against before"])
    #expect(try names(.polynomial) == ["x: linear", "x: quadratic"])
    #expect(try names(.repeated) == ["x: middle - low", "x: high - middle"])
    let own = Contrasts.custom([.init("ends", [-1, 0, 1])])
    #expect(try names(own) == ["x: ends"])
    // Without an intercept every level has its mean.
    let means = try Design([.factor("x", labels, levels: levels)], intercept: false)
    #expect(means.columnNames == ["x: low", "x: middle", "x: high"])
  }

  @Test func powersAreRoundedOnce() throws {
    let design = try Design([.power("age", age, 3)], intercept: false)
    #expect(design.matrix[column: 0] == age.map { $0 * $0 * $0 })
  }

  @Test func theLedgerDoesNotChangeTheNumbers() throws {
    let regression = try LinearRegression(outcome, on: design())
    let relabelled = regression.with(cases: CaseLedger(used: 10, exclusions: [.init("left early", count: 3)]))
    #expect(relabelled.cases.entered == 13)
    #expect(relabelled.aic == regression.aic)
    #expect(relabelled.adjustedRSquared == regression.adjustedRSquared)
  }

  @Test func aliasedColumnsAreNamedOrDropped() throws {
    let sum = zip(motivation, age).map { $0 + $1 }
    let design = try design([.numeric("motivation", motivation), .numeric("age", age), .numeric("sum", sum)])
    expectRefusal(.rankDeficient) { try LinearRegression(outcome, on: design) }
    let regression = try LinearRegression(outcome, on: design, aliased: .drop)
    #expect(regression.aliased == ["sum"])
    #expect(regression["sum"] == nil)
    let reduced = try LinearRegression(outcome, on: self.design())
    expectAgreement(regression["age"]?.value ?? 0, reduced["age"]?.value ?? 1, digits: 14)
    #expect(regression.report.text.contains("left out"))
    #expect(throws: InputError.self) {
      try LinearRegression(
        outcome, on: self.design([.numeric("constant", [Double](repeating: 4, count: 10))]))
    }
  }

  @Test func anExactFitHasNothingToTest() throws {
    let line = motivation.map { 2 * $0 + 1 }
    let regression = try LinearRegression(line, on: design([.numeric("motivation", motivation)]))
    #expect(regression.residualSumOfSquares == 0)
    #expect(regression["motivation"]?.statistic == nil)
    #expect(regression["motivation"]?.pValue == nil)
    #expect(regression.overall == nil)
    #expect(regression.logLikelihood == nil)
    #expect(regression.rSquared == 1)
    try checkFinding { try LinearRegression(line, on: self.design([.numeric("motivation", motivation)])) }
  }

  @Test func anInterceptAloneIsTheMean() throws {
    let moments = try Moments(outcome)
    let regression = try LinearRegression(outcome, on: Design(interceptFor: outcome))
    expectAgreement(regression.coefficients[0].value, moments.mean, digits: 15)
    expectAgreement(regression.coefficients[0].standardError, moments.standardErrorOfMean ?? 0, digits: 14)
    #expect(regression.overall == nil)
    #expect(regression.rSquared < 1e-15)
  }

  // MARK: Refusals

  @Test func refusesWhatCannotBeFitted() throws {
    let design = try design()
    expectRefusal(.lengthMismatch) { try LinearRegression([1, 2], on: design) }
    expectRefusal(.constant) { try LinearRegression([Double](repeating: 3, count: 10), on: design) }
    expectRefusal(.outOfRange) { try LinearRegression(outcome, on: design, confidence: 0) }
    expectRefusal(.outOfRange) { try LinearRegression(outcome, on: design, confidence: .nan) }
    for value in [Double.nan, .infinity, -.infinity] {
      var broken = outcome
      broken[3] = value
      expectRefusal(.notFinite) { try LinearRegression(broken, on: design) }
      expectRefusal(.notFinite) { try LinearRegression(outcome, on: self.design([.numeric("x", broken)])) }
      expectRefusal(.notFinite) { try self.design([.power("x", broken, 2)]) }
    }
    expectRefusal(.tooFew) { try LinearRegression([1, 2], on: Design([.numeric("x", [1, 3])])) }
    expectRefusal(.tooFew) { try LinearRegression([Double](), on: Design([.numeric("x", [Double]())])) }
    expectRefusal(.tooFew) { try LinearRegression([1], on: Design(interceptFor: [1])) }
  }

  @Test func refusesDesignsThatContradictThemselves() {
    expectRefusal(.definition) { try Design([]) }
    expectRefusal(.definition) { try Design([.numeric("x", age), .numeric("x", motivation)]) }
    expectRefusal(.definition) { try Design([.numeric("intercept", age)]) }
    expectRefusal(.lengthMismatch) { try Design([.numeric("x", age), .numeric("z", [1, 2])]) }
    expectRefusal(.lengthMismatch) { try Design([.product(.numeric("x", age), .numeric("z", [1, 2]))]) }
    expectRefusal(.lengthMismatch) { try Design(Matrix(columns: [age]), names: []) }
    expectRefusal(.constant) { try Design([.factor("x", [String](repeating: "a", count: 10))]) }
    expectRefusal(.unknownName) { try Design([.factor("x", status, levels: ["in"])]) }
    expectRefusal(.unknownName) { try Design([.factor("x", status, baseline: "elsewhere")]) }
    expectRefusal(.definition) { try Design([.factor("x", status, levels: ["in", "out", "in"])]) }
    expectRefusal(.definition) { try Design([.product([])]) }
    expectRefusal(.infeasible) { try Design([.factor("id", (0..<3_000).map { "person \($0)" })]) }
    expectRefusal(.infeasible) {
      try Design([.factor("x", (0..<200).map { "\($0)" }, contrasts: .polynomial)])
    }
    expectRefusal(.infeasible) {
      let sites = Term.factor("site", (0..<500).map { "site \($0 % 200)" })
      return try Design([.product(sites, sites, sites)])
    }
    expectRefusal(.definition) {
      try Design([.product((0..<21).map { .numeric("x\($0)", age) })])
    }
    expectRefusal(.outOfRange) { try Design([.power("x", age, 0)]) }
    expectRefusal(.outOfRange) { try Design([.power("x", age, Int.max)]) }
    expectRefusal(.outOfRange) { try Design([.power("x", [1e200, 1], 2)]) }
    expectRefusal(.tooFew) { try Design(interceptFor: []) }
    expectRefusal(.definition) { try Design(Matrix(columns: []), names: [], intercept: false) }
  }

  @Test func refusesToDivideByALeverageOfOne() throws {
    let only = [1.0] + [Double](repeating: 0, count: 9)
    let design = try design([.numeric("only", only), .numeric("age", age)])
    for errors in StandardErrors.allCases {
      if [.classical, .hc0, .hc1].contains(errors) {
        #expect(try LinearRegression(outcome, on: design, standardErrors: errors).leverages[0] > 0.999)
      } else {
        expectRefusal(.infeasible) { try LinearRegression(outcome, on: design, standardErrors: errors) }
      }
    }
  }

  // MARK: Print, contract and page

  @Test func keepsTheContract() throws {
    for errors in StandardErrors.allCases {
      try checkFinding { try LinearRegression(outcome, on: self.design(), standardErrors: errors) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LinearRegression") { print in
      // page
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7]
      let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3]
      let status = ["in", "in", "in", "in", "out", "in", "out", "out", "in", "out"]

      let design = try Design([
        .numeric("motivation", motivation), .factor("status", status, baseline: "out"),
      ])
      let regression = try LinearRegression(trust, on: design, standardErrors: .hc3)
      print(regression.named("generalized trust"))
      // end
    }
  }
}
