import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Weights and the choice of arithmetic; the reference values are in LinearRegressionTests.
@Suite struct LinearRegressionWeightsTests {
  private let outcome = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7]
  private let motivation = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3]
  private let age = [31.0, 45, 28, 52, 39, 33, 41, 58, 36, 47]
  private let weights = [1.0, 2, 0, 3, 1, 2, 2, 0, 1, 4]

  private func design(_ cases: [Int] = Array(0..<10)) throws -> Design {
    try Design(columns: [("motivation", cases.map { motivation[$0] }), ("age", cases.map { age[$0] })])
  }

  @Test(arguments: ArithmeticChoice.allCases) func zeroLeavesACaseOut(_ arithmetic: ArithmeticChoice) throws {
    let kept = [0, 1, 3, 4, 5, 6, 8, 9]
    for errors in StandardErrors.allCases {
      let all = try LinearRegression(
        outcome, on: design(), standardErrors: errors, weights: weights, arithmetic: arithmetic)
      let part = try LinearRegression(
        kept.map { outcome[$0] }, on: design(kept), standardErrors: errors,
        weights: kept.map { weights[$0] }, arithmetic: arithmetic)
      #expect(all.residualDegreesOfFreedom == 5)
      #expect(all.cases.used == 8 && all.cases.entered == 10)
      #expect(all.report.text.contains("with weight zero"))
      for (one, other) in zip(all.coefficients, part.coefficients) {
        expectAgreement(one.value, other.value, digits: 12)
        expectAgreement(one.standardError, other.standardError, digits: 12)
      }
      expectAgreement(all.rSquared, part.rSquared, digits: 12)
      expectAgreement(all.logLikelihood ?? 0, part.logLikelihood ?? 1, digits: 12)
      for (place, index) in kept.enumerated() {
        expectAgreement(all.residuals[index], part.residuals[place], digits: 11)
      }
      for index in [2, 7] {
        let fitted =
          all.coefficients[0].value + all.coefficients[1].value * motivation[index]
          + all.coefficients[2].value * age[index]
        expectAgreement(all.residuals[index], outcome[index] - fitted, digits: 11)
        #expect(all.leverages[index] == 0)
      }
    }
  }

  @Test func wholeWeightsRepeatCases() throws {
    let repeated = (0..<10).flatMap { Array(repeating: $0, count: Int(weights[$0])) }
    let weighted = try LinearRegression(outcome, on: design(), weights: weights)
    let plain = try LinearRegression(repeated.map { outcome[$0] }, on: design(repeated))
    for (one, other) in zip(weighted.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 13)
    }
    expectAgreement(weighted.residualSumOfSquares, plain.residualSumOfSquares, digits: 13)
    expectAgreement(weighted.explainedSumOfSquares, plain.explainedSumOfSquares, digits: 13)
    expectAgreement(weighted.rSquared, plain.rSquared, digits: 13)
  }

  @Test(arguments: [1, 1e-250, 1e250, 7]) func onlyRatiosOfWeightsMatter(_ factor: Double) throws {
    let plain = try LinearRegression(outcome, on: design(), standardErrors: .hc3)
    let weighted = try LinearRegression(
      outcome, on: design(), standardErrors: .hc3, weights: outcome.map { _ in factor })
    for (one, other) in zip(weighted.coefficients, plain.coefficients) {
      expectAgreement(one.value, other.value, digits: 13)
      expectAgreement(one.standardError, other.standardError, digits: 12)
    }
    expectAgreement(weighted.rSquared, plain.rSquared, digits: 13)
    expectAgreement(weighted.aic ?? 0, plain.aic ?? 1, digits: 12)
    for (one, other) in zip(weighted.residuals, plain.residuals) { expectAgreement(one, other, digits: 12) }
    for (one, other) in zip(weighted.leverages, plain.leverages) { expectAgreement(one, other, digits: 12) }
  }

  @Test func theCallerChoosesTheArithmetic() throws {
    let rule = try LinearRegression(outcome, on: design(), weights: weights)
    #expect(rule.arithmetic == .refined)
    #expect(!rule.report.text.contains("asked for"))
    for choice in [ArithmeticChoice.double, .refined, .doubleDouble] {
      let regression = try LinearRegression(outcome, on: design(), weights: weights, arithmetic: choice)
      #expect(regression.arithmetic.rawValue == choice.rawValue)
      #expect(regression.report.text.contains("arithmetic asked for: \(choice.rawValue)"))
      for (one, other) in zip(regression.coefficients, rule.coefficients) {
        expectAgreement(one.value, other.value, digits: 12)
      }
      expectAgreement(regression.residualSumOfSquares, rule.residualSumOfSquares, digits: 12)
      expectAgreement(regression.explainedSumOfSquares, rule.explainedSumOfSquares, digits: 12)
    }
  }

  /// Filip's polynomial has a condition number of 10¹⁰, which costs plain doubles as many digits.
  @Test func doubleDoublesKeepWhatDoublesLose() throws {
    let table = try Fixture.table("nist_Filip")
    let columns = try table.complete(["x", "y"])
    let design = try Design((1...10).map { .power("x", columns[0], $0) })
    let certified = -1467.48961422980
    let precise = try LinearRegression(columns[1], on: design, arithmetic: .doubleDouble)
    expectAgreement(precise.coefficients[0].value, certified, digits: 13)
    let plain = try LinearRegression(columns[1], on: design, arithmetic: .double)
    #expect(plain.arithmetic == .double)
    #expect(correctDigits(plain.coefficients[0].value, certified) < 12)
    expectAgreement(plain.coefficients[0].value, certified, digits: 4)
  }

  @Test func refusesWeightsThatAreNone() throws {
    let design = try design()
    func fit(_ weights: [Double]) throws -> LinearRegression {
      try LinearRegression(outcome, on: design, weights: weights)
    }
    expectRefusal(.lengthMismatch) { try fit([1]) }
    expectRefusal(.lengthMismatch) { try fit([]) }
    for value in [Double.nan, .infinity, -.infinity] {
      var broken = weights
      broken[4] = value
      expectRefusal(.notFinite) { try fit(broken) }
    }
    var negative = weights
    negative[0] = -1
    expectRefusal(.outOfRange) { try fit(negative) }
    expectRefusal(.tooFew) { try fit([Double](repeating: 0, count: 10)) }
    expectRefusal(.tooFew) { try fit([1, 1, 1] + [Double](repeating: 0, count: 7)) }
    // What varies only in cases without weight does not vary.
    expectRefusal(.constant) {
      try LinearRegression([1, 1, 9, 1, 1, 1, 1, 9, 1, 1], on: design, weights: weights)
    }
  }

  @Test func refusesWeightsOfWhichOneOutweighsAll() throws {
    let weights = [1e160] + [Double](repeating: 1, count: 9)
    expectRefusal(.constant) {
      try LinearRegression(outcome, on: Design(interceptFor: outcome), weights: weights)
    }
  }

  @Test func keepsTheContract() throws {
    for arithmetic in ArithmeticChoice.allCases {
      try checkFinding {
        try LinearRegression(outcome, on: self.design(), weights: self.weights, arithmetic: arithmetic)
      }
    }
  }
}
