import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct MediationBridgeTests {
  @Test func pathsOfASampleAreThoseOfItsCompleteCases() throws {
    let sample = try visitors()
    let calm = Variable<Visitor>(\.calm)
    let complete = try sample.complete([Variable(\.age), calm, Visitor.wellBeing.variable])
    let found = try Mediation(
      of: Variable(\.age), through: calm, on: Visitor.wellBeing, in: sample, interval: .sobel)
    let plain = try Mediation(
      complete.columns[0], through: complete.columns[1], on: complete.columns[2], interval: .sobel)
    #expect(found.indirect == plain.indirect)
    #expect(found.cases == complete.cases && found.context.parts == complete.names)
    let slopes = try Moderation(of: Variable(\.age), by: calm, on: Visitor.wellBeing, in: sample)
    let plainSlopes = try Moderation(complete.columns[0], by: complete.columns[1], on: complete.columns[2])
    #expect(slopes.slopes == plainSlopes.slopes && slopes.cases == complete.cases)
  }
}
