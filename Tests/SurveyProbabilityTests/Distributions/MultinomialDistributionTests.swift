// No fixture: two outcomes are the binomial distribution, which has one; three are enumerated.
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MultinomialDistributionTests {
  @Test func isBinomialForTwoOutcomes() throws {
    let multinomial = try MultinomialDistribution(trials: 30, weights: [3, 1])
    let binomial = try BinomialDistribution(trials: 30, probability: 0.75)
    for k in 0...30 { expectAgreement(multinomial.mass([k, 30 - k]), binomial.mass(k), digits: 13, "\(k)") }
  }

  @Test func massesOfThreeOutcomesAddUpToOne() throws {
    let distribution = try MultinomialDistribution(trials: 12, weights: [1, 2, 4])
    var sum = 0.0
    for a in 0...12 { for b in 0...(12 - a) { sum += distribution.mass([a, b, 12 - a - b]) } }
    expectAgreement(sum, 1, digits: 14)
    #expect(distribution.mass([1, 2, 3]) == 0)
    #expect(distribution.mass([12, 0]) == 0)
    #expect(distribution.mass([-1, 1, 12]) == 0)
  }

  @Test func samplesHaveTheMomentsOfTheDistribution() throws {
    let distribution = try MultinomialDistribution(trials: 50, weights: [1, 0, 2, 5])
    var stream = RandomStream(seed: 4)
    var sums = [0, 0, 0, 0]
    for _ in 0..<2000 {
      let counts = distribution.sample(using: &stream)
      #expect(counts.reduce(0, +) == 50)
      for index in 0..<4 { sums[index] += counts[index] }
    }
    for index in 0..<4 {
      let deviation = (distribution.covariance(index, index) / 2000).squareRoot()
      #expect((Double(sums[index]) / 2000 - distribution.means[index]).magnitude <= 4.5 * deviation)
    }
  }

  @Test func refusesWeightsThatAreNone() {
    expectRefusal(.tooFew) { try MultinomialDistribution(trials: 1, weights: []) }
    expectRefusal(.outOfRange) { try MultinomialDistribution(trials: 1, weights: [0, 0]) }
    expectRefusal(.outOfRange) { try MultinomialDistribution(trials: -1, weights: [1]) }
    expectRefusal(.notFinite) { try MultinomialDistribution(trials: 1, weights: [.nan]) }
  }
}
