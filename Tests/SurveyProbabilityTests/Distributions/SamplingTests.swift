import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SamplingTests {
  @Test func everyDistributionSamplesItself() throws {
    try checkInversion(NormalDistribution(mean: 3, standardDeviation: 2), at: [-1, 3, 4.5])
    try checkInversion(StudentTDistribution(degreesOfFreedom: 3.5), at: [-2, 0.1, 1])
    try checkInversion(ChiSquareDistribution(degreesOfFreedom: 0.8), at: [0.1, 0.5, 3])
    try checkInversion(GammaDistribution(shape: 7.5, rate: 0.5), at: [5, 14, 30])
    try checkInversion(BetaDistribution(alpha: 0.4, beta: 2), at: [0.001, 0.2, 0.6])
    try checkInversion(FDistribution(numerator: 4, denominator: 9), at: [0.3, 1, 4])
    try checkInversion(BinomialDistribution(trials: 40, probability: 0.1), at: [1, 4, 9])
    try checkInversion(BinomialDistribution(trials: 4000, probability: 0.7), at: [2750, 2800, 2830])
  }

  @Test func theSameSeedGivesTheSameBits() {
    var stream = RandomStream(seed: 7)
    let drawn: [Double] = [
      stream.gamma(shape: 2.5), stream.gamma(shape: 0.1), stream.beta(alpha: 0.5, beta: 0.5),
      stream.exponential(), Double(stream.poisson(mean: 3)), Double(stream.poisson(mean: 300)),
      Double(stream.binomial(trials: 50, probability: 0.1)),
      Double(stream.binomial(trials: 500, probability: 0.4)),
    ]
    #expect(
      drawn == [
        5.682955820245112, 0.4635953824047848, 0.06948025082838222, 0.633245575923531, 5.0, 276.0, 4.0, 211.0,
      ])
  }

  @Test func argumentsOutOfRangeDrawNothingHarmful() {
    var stream = RandomStream(seed: 1)
    #expect(stream.gamma(shape: -1).isNaN && stream.gamma(shape: .infinity).isNaN)
    #expect(stream.beta(alpha: .nan, beta: 1).isNaN)
    #expect(stream.poisson(mean: .nan) == 0 && stream.poisson(mean: -3) == 0)
    #expect(stream.poisson(mean: .infinity) > 1 << 50)
    #expect(stream.binomial(trials: -1, probability: 0.5) == 0)
    #expect(stream.binomial(trials: 9, probability: .nan) == 0)
    #expect(stream.binomial(trials: 9, probability: 2) == 9)
    #expect(stream.binomial(trials: .max, probability: 0.5) > 1 << 50)
  }

  @Test func anAliasTableKeepsItsWeights() throws {
    let weights = [1.0, 0, 5, 2.5, 0.001]
    let table = try AliasTable(weights: weights)
    var stream = RandomStream(seed: 2)
    var counts = [0, 0, 0, 0, 0]
    for _ in 0..<50_000 { counts[table.sample(using: &stream)] += 1 }
    for index in 0..<5 {
      let p = weights[index] / 8.501
      let deviation = (p * (1 - p) / 50_000).squareRoot()
      #expect((Double(counts[index]) / 50_000 - p).magnitude <= 4.5 * deviation + 1e-4)
    }
    #expect(counts[1] == 0)
    expectRefusal(.outOfRange) { try AliasTable(weights: [1, -1]) }
  }
}
