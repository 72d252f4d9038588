import SurveyModels
import SurveyProbability
import SurveyTestSupport
import Testing

@Suite struct GreatestLowerBoundTests {
  // MARK: Reference

  /// Optima that a feasible point of the dual programme proves in 60 digits.
  @Test(arguments: try Fixture.cases("GreatestLowerBound").filter { $0.id.hasPrefix("mpmath.") })
  func agreesWithProvedOptima(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    let found = try GreatestLowerBound(items, bootstrap: nil)
    try expectAgreement(found.bound.value, reference.expected["glb"], digits: 10, "bound")
    #expect(found.dualityGap >= 0 && found.dualityGap < 1e-9)
    let wanted = try reference.expected["glb"].number()
    #expect(found.bound.value >= wanted - 1e-14 && found.bound.value - found.dualityGap <= wanted + 1e-14)
    try expectAgreement(found.errorVariances, reference.expected["errors"], digits: 3, floor: 1e-4, "errors")
    let correlations = try Self.correlations(items)
    let standardized = try GreatestLowerBound(ItemCovariances(matrix: correlations, count: items[0].count))
    try expectAgreement(standardized.bound.value, reference.expected["glb_std"], digits: 10, "standardized")
  }

  /// The digits of another program's search.
  @Test(arguments: try Fixture.cases("GreatestLowerBound").filter { $0.id.hasPrefix("glb.") })
  func agreesWithAnotherSolver(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    try expectAgreement(
      GreatestLowerBound(items, bootstrap: nil).bound.value, reference.expected["glb"], digits: 6, "bound")
    let standardized = try GreatestLowerBound(
      ItemCovariances(matrix: Self.correlations(items), count: items[0].count))
    try expectAgreement(standardized.bound.value, reference.expected["psych_glb_std"], digits: 6, "psych")
  }

  private static func correlations(_ items: [[Double]]) throws -> [[Double]] {
    let s = try ItemCovariances(items)
    return items.indices.map { row in
      items.indices.map { row == $0 ? 1 : s[row, $0] / (s[row, row] * s[$0, $0]).squareRoot() }
    }
  }

  // MARK: Laws

  /// The slow and obvious search on three items: the third error is as large as the first two leave it.
  @Test func threeItemsAgreeWithAGrid() throws {
    let s = try Answers.covariances(Answers.heywood)
    func sum(_ first: Double, _ second: Double) -> Double {
      let (a, b) = (s[0, 0] - first, s[1, 1] - second)
      let determinant = a * b - s[0, 1] * s[0, 1]
      guard first >= 0, second >= 0, a > 0, determinant > 0 else { return -.infinity }
      let explained =
        (s[0, 2] * s[0, 2] * b - 2 * s[0, 2] * s[1, 2] * s[0, 1] + s[1, 2] * s[1, 2] * a) / determinant
      let third = s[2, 2] - explained
      return third >= 0 ? first + second + third : -.infinity
    }
    var (center, width) = ((s[0, 0] / 2, s[1, 1] / 2), max(s[0, 0], s[1, 1]))
    for _ in 0..<60 {
      var best = center
      for i in -8...8 {
        for j in -8...8 {
          let point = (center.0 + Double(i) * width / 8, center.1 + Double(j) * width / 8)
          if sum(point.0, point.1) > sum(best.0, best.1) { best = point }
        }
      }
      (center, width) = (best, width * 0.7)
    }
    let total = (0..<3).reduce(0.0) { total, row in (0..<3).reduce(total) { $0 + s[row, $1] } }
    let found = try GreatestLowerBound(s)
    expectAgreement(found.bound.value, 1 - sum(center.0, center.1) / total, digits: 9)
    // The first item has no error; what it leaves of the other two gives each .36 - .14.
    expectAgreement(found.bound.value, 1 - 0.44 / 7.2, digits: 9)
  }

  /// What the true scores keep is positive semidefinite, and no error is negative.
  @Test func theErrorsAreFeasible() throws {
    let s = try ItemCovariances(Answers.five)
    let found = try GreatestLowerBound(s)
    let matrix = try Matrix(
      rows: (0..<5).map { row in (0..<5).map { s[row, $0] - (row == $0 ? found.errorVariances[row] : 0) } })
    let values = try SymmetricEigen(matrix).values
    #expect((values.last ?? -1) > -1e-12 && values.last ?? 1 < 1e-8)
    #expect(found.errorVariances.allSatisfy { $0 >= 0 })
  }

  /// No lower bound is closer: alpha, lambda 6, and the best split of all.
  @Test func itIsTheGreatest() throws {
    for seed in 1...10 {
      let items = Answers.normal([0.4, 0.8, 1.1, 0.6, 0.9], cases: 40, seed: UInt64(seed))
      let s = try ItemCovariances(items)
      let bound = try GreatestLowerBound(s).bound.value
      #expect(bound >= (try CronbachAlpha(items).alpha.value))
      #expect(bound >= (try GuttmanLambda6(s).lambda.value))
      let total = (0..<5).reduce(0.0) { total, row in (0..<5).reduce(total) { $0 + s[row, $1] } }
      for split in 1..<16 {
        let half = { (item: Int) in split >> item & 1 }
        var between = 0.0
        for row in 0..<5 { for column in 0..<5 where half(row) != half(column) { between += s[row, column] } }
        // Guttman's lambda 4: four times the covariance of the halves over the variance of the sum.
        #expect(bound >= 2 * between / total - 1e-12)
      }
    }
  }

  /// Where one factor with positive errors fits exactly the bound is omega.
  @Test func aModelThatHoldsGivesOmega() throws {
    let s = try Answers.covariances(Answers.congeneric)
    let omega = try OmegaTotal(OneFactorModel(s)).omega.value
    expectAgreement(try GreatestLowerBound(s).bound.value, omega, digits: 9)
  }

  /// The bound of a sample lies too high, as the page says: .83 where .80 is true.
  @Test func samplesOfParallelItemsLieTooHigh() throws {
    let bounds = try (1...100).map { seed in
      let items = Answers.normal(
        [Double](repeating: 0.8.squareRoot(), count: 5), cases: 100, seed: UInt64(seed))
      return try GreatestLowerBound(items, bootstrap: nil).bound.value
    }
    let mean = bounds.reduce(0, +) / 100
    #expect(mean > 0.815 && mean < 0.845, "\(mean)")
  }

  @Test func unitsChangeNothingWhereAllAreScaledAlike() throws {
    let plain = try GreatestLowerBound(Answers.four, bootstrap: nil)
    for factor in [1e-60, 1e60] {
      let scaled = try GreatestLowerBound(Answers.four.map { $0.map { $0 * factor } }, bootstrap: nil)
      expectAgreement(scaled.bound.value, plain.bound.value, digits: 9)
    }
  }

  // MARK: Edges and refusals

  @Test func unrelatedItemsHaveNoReliability() throws {
    let found = try GreatestLowerBound(Answers.covariances([[1, 0, 0], [0, 2, 0], [0, 0, 3]]))
    #expect(found.bound.value >= 0 && found.bound.value < 1e-9)
    try checkFinding { try GreatestLowerBound(Answers.covariances([[1, 0, 0], [0, 2, 0], [0, 0, 3]])) }
  }

  @Test func twoItemsLeaveTheGeometricMeanOpen() throws {
    // For two items of equal variance the bound is the stepped-up correlation.
    let found = try GreatestLowerBound(Answers.covariances([[1, 0.6], [0.6, 1]]))
    expectAgreement(found.bound.value, 1.2 / 1.6, digits: 9)
  }

  /// An item that runs against the others lowers the variance of the sum and is taken as it is.
  @Test func aNegativeCovarianceIsTakenAsItIs() throws {
    let found = try GreatestLowerBound(Answers.covariances([[1, -0.6], [-0.6, 1]]))
    expectAgreement(found.bound.value, 1 - 0.8 / 0.8, digits: 9, floor: 1e-9)
  }

  @Test func manyItemsSettle() throws {
    let items = Answers.normal((0..<25).map { 0.4 + 0.03 * Double($0) }, cases: 120, seed: 6)
    let found = try GreatestLowerBound(items, bootstrap: nil)
    #expect(found.dualityGap < 1e-9 && found.bound.value < 1)
  }

  @Test func refusesWhatHasNoBound() throws {
    expectRefusal(.tooFew) { try GreatestLowerBound([]) }
    expectRefusal(.tooFew) { try GreatestLowerBound([Answers.four[0]]) }
    expectRefusal(.tooFew) { try GreatestLowerBound(Answers.four.map { Array($0[..<4]) }) }
    expectRefusal(.constant) { try GreatestLowerBound(Answers.four + [[Double](repeating: 2, count: 12)]) }
    expectRefusal(.rankDeficient) { try GreatestLowerBound([Answers.four[0], Answers.four[0]]) }
    expectRefusal(.notFinite) {
      try GreatestLowerBound(Answers.four + [[Double](repeating: .infinity, count: 12)])
    }
    expectRefusal(.outOfRange) { try GreatestLowerBound(Answers.four, confidence: 0) }
    // A sum that is constant makes the last item depend on the others.
    expectRefusal(.rankDeficient) { try GreatestLowerBound([[1, 2, 4, 3, 6], [-1, -2, -4, -3, -6]]) }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try GreatestLowerBound(Answers.four, bootstrap: nil) }
    try checkFinding {
      try GreatestLowerBound(Answers.five, bootstrap: .percentile(resamples: 60, seed: 1), confidence: 0.9)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GreatestLowerBound") { print in
      // page
      let answers: [[Double]] = [
        [2, 4, 3, 3, 4, 1, 4, 5, 4, 4, 3, 1],
        [2, 4, 3, 3, 4, 3, 4, 3, 5, 4, 3, 1],
        [2, 5, 3, 1, 4, 2, 2, 3, 3, 3, 2, 1],
        [2, 3, 2, 2, 5, 2, 4, 3, 4, 4, 3, 1],
      ]
      let bound = try GreatestLowerBound(
        answers, names: ["trust1", "trust2", "trust3", "trust4"], bootstrap: .bca(resamples: 999, seed: 1))
      print(bound)
      // end
    }
  }
}
