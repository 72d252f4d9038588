import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct NoncentralHypergeometricDistributionTests {
  @Test(arguments: try Fixture.cases("NoncentralHypergeometricDistribution")) func agreesWithReference(
    _ reference: Fixture.Case
  ) throws {
    try checkColumns(reference, digits: 12, ["k", "marked", "population", "draws", "oddsRatio"]) { row in
      columns(
        try NoncentralHypergeometricDistribution(
          marked: Int(row[1]), population: Int(row[2]), draws: Int(row[3]), oddsRatio: row[4]), at: row[0])
    }
  }

  @Test func keepsTheContract() throws {
    try checkInversion(
      NoncentralHypergeometricDistribution(marked: 30, population: 90, draws: 40, oddsRatio: 3),
      at: [1, 12, 18, 25])
  }

  @Test func refusesParametersOutOfRange() {
    expectRefusal(.outOfRange) {
      try NoncentralHypergeometricDistribution(marked: 5, population: 4, draws: 1, oddsRatio: 1)
    }
    expectRefusal(.outOfRange) {
      try NoncentralHypergeometricDistribution(marked: 1, population: 4, draws: 1, oddsRatio: 0)
    }
  }
}
