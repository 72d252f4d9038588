import Foundation
import SurveyInference
import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct RepeatedMeasuresANOVATests {
  static let small = [[1.0, 2, 1, 3, 4], [2, 2, 3, 3, 6], [3, 1, 3, 4, 5]]

  private static func conditions(_ reference: Fixture.Case) throws -> [[Double]] {
    try reference.data().complete(reference.options["columns"].array().map { try $0.string() })
  }

  // Reference

  @Test(arguments: try Fixture.cases("RepeatedMeasuresANOVA"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let test = try RepeatedMeasuresANOVA(Self.conditions(reference))
    try expectAgreement(test.effectSumOfSquares, expected["ss_effect"], digits: 10, "effect")
    try expectAgreement(test.errorSumOfSquares, expected["ss_error"], digits: 10, "error")
    try expectAgreement(test.statistic.value, expected["F"], digits: 10, "F")
    try expectAgreement(test.pValue, expected["p"], digits: 8, "p")
    try expectAgreement(test.partialEtaSquared.value, expected["partial_eta2"], digits: 10, "partial")
    try expectAgreement(test.generalizedEtaSquared, expected["generalized_eta2"], digits: 10, "generalized")
    guard case .number = expected["gg_eps"] else {
      #expect(test.mauchly == nil && test.greenhouseGeisser == nil && test.huynhFeldt == nil)
      return
    }
    try expectAgreement(test.mauchly?.w, expected["mauchly_W"], digits: 10, "W")
    try expectAgreement(
      Self.probability(
        ofW: expected["mauchly_W"].number(), contrasts: test.conditions.count - 1,
        cases: test.context.cases.used,
        inLastTerm: test.conditions.count), expected["mauchly_p"], digits: 8, "p of W as in the reference")
    try expectAgreement(test.greenhouseGeisser?.epsilon, expected["gg_eps"], digits: 10, "GG")
    try expectAgreement(test.greenhouseGeisser?.pValue, expected["gg_p"], digits: 8, "p of GG")
    try expectAgreement(test.huynhFeldt?.epsilon, expected["hf_eps"], digits: 10, "HF")
    try expectAgreement(test.huynhFeldt?.pValue, expected["hf_p"], digits: 8, "p of HF")
  }

  /// Mauchly's probability from Box's expansion. The reference has the number of conditions in one place where
  /// the number of contrasts p belongs; `inLastTerm` is what stands there.
  private static func probability(ofW w: Double, contrasts: Int, cases: Int, inLastTerm last: Int) -> Double {
    let (p, n, q) = (Double(contrasts), Double(cases - 1), Double(last))
    let rho = 1 - (2 * p * p + p + 2) / (6 * p * n)
    let polynomial = 2 * p * p * p + 6 * p * p + 3 * q + 2
    let second = (p + 2) * (p - 1) * (p - 2) * polynomial / (288 * p * p * n * n * rho * rho)
    let freedom = p * (p + 1) / 2 - 1
    func tail(_ df: Double) -> Double {
      TestStatistic("", -n * rho * log(w), reference: .chiSquare(degreesOfFreedom: df)).pValue()
    }
    return tail(freedom) + second * (tail(freedom + 4) - tail(freedom))
  }

  /// Box's second term from the gamma functions of the moments of W, by Bernoulli's third polynomial.
  private static func boxTerm(contrasts: Int, cases: Int) -> Double {
    let (p, n) = (Double(contrasts), Double(cases - 1))
    let rho = 1 - (2 * p * p + p + 2) / (6 * p * n)
    func bernoulli(_ x: Double) -> Double { x * x * x - 1.5 * x * x + x / 2 }
    let above = (1...contrasts).reduce(0.0) { sum, index in
      let x = n / 2
      return sum + bernoulli((1 - rho) * x - Double(index - 1) / 2) / (rho * x * rho * x)
    }
    let y = n * p / 2
    return -(above - bernoulli((1 - rho) * y) / (rho * y * rho * y)) / 6
  }

  @Test(arguments: try Fixture.cases("RepeatedMeasuresANOVA"))
  func theProbabilityOfWHasBoxsSecondTerm(_ reference: Fixture.Case) throws {
    let test = try RepeatedMeasuresANOVA(Self.conditions(reference))
    guard let mauchly = test.mauchly else { return }
    let (p, cases) = (test.conditions.count - 1, test.context.cases.used)
    expectAgreement(
      mauchly.pValue, Self.probability(ofW: mauchly.w, contrasts: p, cases: cases, inLastTerm: p), digits: 12)
    let (d, n) = (Double(p), Double(cases - 1))
    let rho = 1 - (2 * d * d + d + 2) / (6 * d * n)
    let polynomial = 2 * d * d * d + 6 * d * d + 3 * d + 2
    let closed = (d + 2) * (d - 1) * (d - 2) * polynomial / (288 * d * d * n * n * rho * rho)
    expectAgreement(closed, Self.boxTerm(contrasts: p, cases: cases), digits: 9, floor: 1e-14)
  }

  // Laws

  @Test func twoConditionsGiveTheSquareOfThePairedT() throws {
    let (x, y) = ([1.0, 4, 2, 5, 7, 3], [3.0, 2, 5.5, 6, 9.5, 8])
    let (test, paired) = (try RepeatedMeasuresANOVA([x, y]), try PairedTTest(y, against: x))
    expectAgreement(test.statistic.value, paired.statistic.value * paired.statistic.value, digits: 13)
    expectAgreement(test.pValue, paired.pValue, digits: 12)
  }

  @Test func sumsOfSquaresAddUp() throws {
    let test = try RepeatedMeasuresANOVA(Self.small)
    let all = try Moments(Self.small.flatMap { $0 })
    expectAgreement(
      test.effectSumOfSquares + test.errorSumOfSquares + test.caseSumOfSquares, all.sumOfSquares, digits: 14)
  }

  @Test func neitherLevelNorScaleNorOrderMatters() throws {
    let test = try RepeatedMeasuresANOVA(Self.small)
    let moved = try RepeatedMeasuresANOVA(Self.small.reversed().map { $0.map { 1e7 - 4 * $0 } })
    expectAgreement(test.statistic.value, moved.statistic.value, digits: 12)
    expectAgreement(
      try #require(test.greenhouseGeisser).epsilon, try #require(moved.greenhouseGeisser).epsilon, digits: 11)
    expectAgreement(try #require(test.mauchly).w, try #require(moved.mauchly).w, digits: 11)
  }

  @Test func fewCasesHaveNoTestOfSphericity() throws {
    let test = try RepeatedMeasuresANOVA([[1, 2], [2, 5], [4, 3], [3, 9]])
    #expect(test.mauchly == nil && test.huynhFeldt == nil)
    // One direction of differences is left: the smallest ε there is.
    expectAgreement(try #require(test.greenhouseGeisser).epsilon, 1.0 / 3, digits: 13)
  }

  // Refusals

  @Test func refusesWhatItCannotJudge() throws {
    expectRefusal(.tooFew) { try RepeatedMeasuresANOVA([[1, 2, 3]]) }
    expectRefusal(.tooFew) { try RepeatedMeasuresANOVA([[1], [2]]) }
    expectRefusal(.lengthMismatch) { try RepeatedMeasuresANOVA([[1, 2, 3], [1, 2]]) }
    expectRefusal(.lengthMismatch) { try RepeatedMeasuresANOVA([[1, 2], [1, 4]], names: ["a"]) }
    expectRefusal(.notFinite) { try RepeatedMeasuresANOVA([[1, 2], [1, .nan]]) }
    expectRefusal(.constant) { try RepeatedMeasuresANOVA([[1, 2, 4], [2, 3, 5]]) }
    expectRefusal(.constant) { try RepeatedMeasuresANOVA([[1, 1], [1, 1], [1, 1]]) }
    expectRefusal(.outOfRange) { try RepeatedMeasuresANOVA([[1e200, 2e200], [3e200, 1e200]]) }
    expectRefusal(.outOfRange) { try RepeatedMeasuresANOVA([[1e-160, 2e-160], [3e-160, 1e-160]]) }
    expectRefusal(.outOfRange) { try RepeatedMeasuresANOVA([[0.1, 0.2, 0.3], [0.4, 0.5, 0.6]]) }
    expectRefusal(.infeasible) { try RepeatedMeasuresANOVA((0...200).map { [Double($0), 1] }) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try RepeatedMeasuresANOVA(Self.small).description == """
        Repeated measures analysis of variance
          partial η²             .417  90% CI [.000, .625]  F(2, 8) = 2.86, p = .116
          generalized η²         .112
          Greenhouse-Geisser ε   .925                       F(1.8, 7.4) = 2.86, p = .122
          Huynh-Feldt ε         1.684                       F(2, 8) = 2.86, p = .116
          Mauchly's W            .918                       p = .880
          condition    mean    SD
          condition 1  2.20  1.30
          condition 2  3.20  1.64
          condition 3  3.20  1.48
          n = 5
          all 5 cases used
          Note: The first test and the interval assume sphericity; a corrected test multiplies both degrees
          of freedom by its ε, at most 1.
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try RepeatedMeasuresANOVA(Self.small) }
    try checkFinding { try RepeatedMeasuresANOVA([[1, 2, 3], [2, 3, 5]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("RepeatedMeasuresANOVA") { print in
      // page
      let before = [2.0, 3, 2, 4, 3, 1, 2]
      let during = [3.0, 3, 4, 4, 5, 2, 3]
      let after = [4.0, 5, 3, 5, 4, 4, 3]
      let analysis = try RepeatedMeasuresANOVA([before, during, after])
      print(analysis.named("well-being", "before", "during", "after"))
      // end
    }
  }
}
