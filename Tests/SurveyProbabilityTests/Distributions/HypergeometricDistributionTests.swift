import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct HypergeometricDistributionTests {
  @Test(arguments: try Fixture.cases("HypergeometricDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 13, ["k", "marked", "population", "draws"]) { row in
      columns(
        try HypergeometricDistribution(
          marked: Int(row[1]), population: Int(row[2]), draws: Int(row[3])), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      HypergeometricDistribution(marked: 30, population: 90, draws: 40), at: [0, 5, 13, 18, 29])
    try checkInversion(
      HypergeometricDistribution(marked: 9000, population: 30_000, draws: 1000), at: [100, 290, 305, 500])
    try checkInversion(
      HypergeometricDistribution(marked: 0, population: 0, draws: 0), at: [0])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) { try HypergeometricDistribution(marked: 5, population: 4, draws: 1) }
    expectRefusal(.outOfRange) { try HypergeometricDistribution(marked: -1, population: 4, draws: 1) }
    expectRefusal(.outOfRange) { try HypergeometricDistribution(marked: 1, population: .max, draws: 1) }
  }
}
