import SurveyProbability
import SurveyTestSupport
import Testing

/// What the slow simulations rest on, in a few runs.
@Suite struct MachineryTests {
  @Test(arguments: Shape.allCases, GroupStudy.ratios)
  func parametersAreThoseOfTheDraws(_ shape: Shape, _ ratio: Double) {
    let population = Population(shape: shape, location: 3, spread: ratio)
    var stream = RandomStream(seed: 5)
    let values = population.draw(40_000, &stream).sorted()
    let mean = values.reduce(0, +) / 40_000
    let spread = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 39_999).squareRoot()
    let trimmed = values[8_000..<32_000].reduce(0, +) / 24_000
    #expect(abs(mean - population.mean) < 0.05 * ratio)
    #expect(abs(spread - population.standardDeviation) < 0.05 * ratio)
    #expect(abs(trimmed - population.trimmedMean) < 0.05 * ratio)
    #expect(abs(values[20_000] - population.median) < 0.05 * ratio)
  }

  @Test(arguments: Shape.allCases, GroupStudy.ratios)
  func superiorityIsThatOfTheDraws(_ shape: Shape, _ ratio: Double) {
    let one = Population(shape: shape, location: 3.4, spread: 1)
    let other = Population(shape: shape, location: 3, spread: ratio)
    var stream = RandomStream(seed: 6)
    let pairs = zip(one.draw(40_000, &stream), other.draw(40_000, &stream))
    let share = pairs.reduce(0) { $0 + ($1.0 > $1.1 ? 1 : $1.0 == $1.1 ? 0.5 : 0) } / 40_000
    #expect(abs(share - one.superiority(over: other)) < 0.015)
    if let median = one.medianDifference(from: other) {
      #expect(abs(one.moved(by: -median).superiority(over: other) - 0.5) < 1e-12)
    }
  }

  @Test(arguments: PairShape.allCases) func parametersOfPairsAreThoseOfTheDraws(_ shape: PairShape) {
    let study = PairStudy(shape: shape, shift: 0.5)
    let truth = PairParameters(study)
    var stream = RandomStream(seed: 7)
    var differences: [Double] = []
    for _ in 0..<1_000 {
      let (x, y) = study.draw(&stream)
      differences += zip(x, y).map { $0 - $1 }
    }
    let mean = differences.reduce(0, +) / 40_000
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    #expect(abs(mean - truth.difference) < 0.02)
    #expect(abs((squares / 39_999).squareRoot() - truth.ofDifferences) < 0.02)
  }

  @Test func ratesDoNotDependOnTheNumberOfWorkers() async {
    let study = GroupStudy(shape: .skewed, ratio: 2)
    let one = await study.rejections(of: groupTests, runs: 40, seed: 3)
    let again = await study.rejections(of: groupTests, runs: 40, seed: 3)
    #expect(one.map(\.hits) == again.map(\.hits))
    #expect(one.allSatisfy { $0.answered + $0.refused == 40 })
  }

  @Test(.enabled(if: !Validity.writes)) func thePageNamesEveryMethodOfTheSuite() throws {
    for shape in Shape.allCases {
      let tests = try ValidityTable.cells(
        under: "### Tests of two groups: \(shape.rawValue)")
      #expect(tests.map { $0[0] } == groupTests.map(\.name))
      let intervals = try ValidityTable.cells(
        under: "### Intervals of two groups: \(shape.rawValue)")
      #expect(intervals.map { $0[0] } == groupIntervals.map(\.name))
    }
    #expect(try ValidityTable.cells(under: "### Tests of 40 pairs").map { $0[0] } == pairTests.map(\.name))
    #expect(
      try ValidityTable.cells(under: "### Intervals of 40 pairs").map { $0[0] } == pairIntervals.map(\.name))
  }
}
