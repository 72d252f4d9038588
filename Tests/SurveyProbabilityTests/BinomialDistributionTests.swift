import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BinomialDistributionTests {
  @Test(arguments: try Fixture.cases("BinomialDistribution"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let columns = reference.expected
    for row in try columns["k"].numbers().indices {
      let distribution = try BinomialDistribution(
        trials: columns["n"][row].integer(), probability: columns["prob"][row].number())
      let k = try columns["k"][row].integer()
      let found = [
        "pmf": distribution.mass(k), "cdf": distribution.lowerTail(k), "sf": distribution.upperTail(k),
      ]
      for (column, value) in found {
        // The grid prints 0 for what is below 1e-307.
        expectAgreement(
          value, try columns[column][row].number(), digits: 13, floor: 1e-307,
          "\(distribution) \(column) at \(k)")
      }
    }
  }

  @Test func sumsOfCoefficientsGiveTheTails() throws {
    // A fair coin: whole numbers over a power of two, all exact.
    let coin = try BinomialDistribution(trials: 40, probability: 0.5)
    var sum = 0.0
    for k in 0...40 {
      sum += SpecialFunctions.binomialCoefficient(40, k)
      expectAgreement(coin.lowerTail(k), sum * 0x1p-40, digits: 14, "\(k)")
      expectAgreement(coin.mass(k), SpecialFunctions.binomialCoefficient(40, k) * 0x1p-40, digits: 14, "\(k)")
    }
  }

  @Test func exchangingSuccessAndFailureMirrors() throws {
    let one = try BinomialDistribution(trials: 78, probability: 0.25)
    let other = try BinomialDistribution(trials: 78, probability: 0.75)
    for k in 0..<78 {
      expectAgreement(one.logUpperTail(k), other.logLowerTail(77 - k), digits: 13, floor: 1e-300, "\(k)")
    }
  }

  @Test func certainTrialsAreDegenerate() throws {
    let never = try BinomialDistribution(trials: 5, probability: 0)
    let always = try BinomialDistribution(trials: 5, probability: 1)
    let none = try BinomialDistribution(trials: 0, probability: 0.3)
    #expect(never.mass(0) == 1 && never.lowerTail(0) == 1 && never.mass(1) == 0)
    #expect(always.mass(5) == 1 && always.lowerTail(4) == 0 && always.upperTail(4) == 1)
    #expect(none.mass(0) == 1 && none.lowerTail(0) == 1 && none.upperTail(-1) == 1)
    #expect(try always.quantile(lowerTail: 0.5) == 5)
    #expect(never.mean == 0 && always.mean == 5)
  }

  @Test func refusesParametersOutOfRange() {
    for probability in [-0.1, 1.1, Double.nan, .infinity] {
      expectRefusal(.outOfRange) { try BinomialDistribution(trials: 5, probability: probability) }
    }
    for trials in [-1, Int.min, Int.max] {
      expectRefusal(.outOfRange) { try BinomialDistribution(trials: trials, probability: 0.5) }
    }
  }

  @Test func keepsTheContract() throws {
    for (trials, probability) in [(0, 0.5), (1, 0.3), (18, 0.01), (78, 0.77), (5000, 0.5), (1 << 53, 1e-15)] {
      let distribution = try BinomialDistribution(trials: trials, probability: probability)
      try checkDistribution(distribution, at: -2...90)
      #expect(distribution.lowerTail(.max) == 1 && distribution.upperTail(.min) == 1)
    }
  }
}
