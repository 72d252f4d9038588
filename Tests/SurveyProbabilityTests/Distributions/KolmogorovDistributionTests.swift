import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KolmogorovDistributionTests {
  @Test func agreesWithReference() throws {
    let columns = try #require(try Fixture.cases("KolmogorovDistribution").first).expected
    for row in 0..<7 {
      let distribution = try KolmogorovDistribution(count: columns["n"][row].integer())
      expectAgreement(
        distribution.lowerTail(try columns["d"][row].number()), try columns["cdf"][row].number(), digits: 13,
        "row \(row)")
    }
  }

  /// The sum of both one-sided tails is exact from one half on; below, the bands lead to the same numbers.
  @Test func agreesWithTheLeastValuesOfDInClosedForm() throws {
    // P(D < d) = n! (2d - 1/n)^n up to d = 1/n.
    for (n, d) in [(2, 0.4), (5, 0.15), (10, 0.0625)] {
      let factorial = (1...n).reduce(1.0) { $0 * Double($1) }
      var wanted = factorial
      for _ in 0..<n { wanted *= 2 * d - 1 / Double(n) }
      expectAgreement(try KolmogorovDistribution(count: n).lowerTail(d), wanted, digits: 13, "\(n), \(d)")
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      KolmogorovDistribution(count: 1), at: [0.5001, 0.7, 0.99], samples: 1000)
    try checkInversion(
      KolmogorovDistribution(count: 8), at: [0.07, 0.2, 0.4, 0.9], samples: 1000)
    try checkInversion(
      KolmogorovDistribution(count: 60), at: [0.02, 0.1, 0.25, 0.7], samples: 1000)
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try KolmogorovDistribution(count: 0) }
    expectRefusal(.outOfRange) { try KolmogorovDistribution(count: 10_001) }
  }
}
