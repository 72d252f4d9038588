import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct PowerBridgeTests {
  @Test func theSizesAreThoseOfTheGroups() throws {
    let sample = try visitors()
    let test = try StudentTest(of: Visitor.wellBeing, by: \.arm, in: sample)
    let found = try DetectableEffect(.student(), of: Visitor.wellBeing, by: \.arm, in: sample)
    #expect(found.sizes == test.groups.map(\.count))
    #expect(found.detectable == (try DetectableEffect(.student(), sizes: found.sizes).detectable))
    #expect(found.cases == test.cases && found.context.parts == test.context.parts)
    #expect(found.description.contains("Well-being"))
    #expect(found.description.contains("left out"))
    let difference = try DetectableDifference(of: Visitor.wellBeing, by: \.arm, in: sample)
    #expect(difference.sizes == found.sizes)
  }

  @Test func aFactorOfThreeNeedsAPair() throws {
    let sample = try visitors()
    expectRefusal(.definition) {
      try DetectableEffect(.student(), of: Visitor.wellBeing, by: \.site, in: sample)
    }
    let pair = try DetectableEffect(
      .mannWhitney(), of: Visitor.wellBeing, by: \.site, comparing: (.north, .south), in: sample, power: 0.5)
    #expect(pair.sizes.count == 2)
    expectRefusal(.lengthMismatch) {
      try DetectableEffect(.paired(), of: Visitor.wellBeing, by: \.arm, in: sample)
    }
  }
}
