import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct PathsBridgeTests {
  struct Guest: Respondent {
    var id = ""
    var contact: Double?
    var trust = 0.0
    var fear = 0.0
    var cooperation = 0.0
    var age = 0.0

    static let questionnaire = Questionnaire<Guest>(missing: [""]) {
      Field("id", \.id)
      Field("contact", \.contact)
      Field("trust", \.trust)
      Field("fear", \.fear)
      Field("cooperation", \.cooperation)
      Field("age", \.age)
    }
  }

  private static let contact: [Double?] = [1, 3, 2, 5, 4, nil, 2, 6, 4, 3, 5, 1, 2, 4]
  private static let trust = [2.0, 3, 3, 4, 5, 3, 1, 5, 4, 2, 5, 2, 3, 3]
  private static let fear = [3.0, 2.1, 2.6, 3.4, 1.9, 1.6, 3.8, 2.2, 1.4, 3.1, 3.3, 2.0, 1.7, 2.5]
  private static let cooperation = [2.2, 3.5, 2.9, 4.1, 4.8, 3.3, 1.9, 5.2, 4.4, 2.6, 4.9, 2.4, 3.2, 3.4]
  private static let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 39, 50]
  private let plan = BootstrapPlan.percentile(resamples: 100, seed: 4)

  private func sample() throws -> Sample<Guest> {
    try Sample(
      Self.trust.indices.map { row in
        var guest = Guest()
        guest.id = "g\(row)"
        guest.contact = Self.contact[row]
        (guest.trust, guest.fear) = (Self.trust[row], Self.fear[row])
        (guest.cooperation, guest.age) = (Self.cooperation[row], Self.age[row])
        return guest
      })
  }

  private func known(_ values: [Double]) -> [Double] {
    values.indices.filter { Self.contact[$0] != nil }.map { values[$0] }
  }

  @Test func parallelPathsOfASampleAreThoseOfItsCompleteCases() throws {
    let found = try ParallelMediation(
      of: Variable(\.contact), through: [Variable(\.trust), Variable(\.fear)], on: Variable(\.cooperation),
      given: [Variable(\.age)], in: sample(), bootstrap: plan)
    let plain = try ParallelMediation(
      Self.contact.compactMap { $0 }, through: [("trust", known(Self.trust)), ("fear", known(Self.fear))],
      on: known(Self.cooperation), given: [known(Self.age)], bootstrap: plan)
    #expect(found.totalIndirect == plain.totalIndirect)
    #expect(found.contrasts[0].difference == plain.contrasts[0].difference)
    #expect(found.paths.map(\.mediator) == ["trust", "fear"])
    #expect(found.cases.used == 13 && found.cases.entered == 14)
    #expect(found.context.parts == ["contact", "cooperation", "trust", "fear"])
    expectRefusal(.tooFew) {
      try ParallelMediation(
        of: Variable(\.contact), through: [Variable(\.trust)], on: Variable(\.cooperation), in: sample())
    }
  }

  @Test func aChainOfASampleIsThatOfItsCompleteCases() throws {
    let found = try SerialMediation(
      of: Variable(\.contact), through: Variable(\.fear), then: Variable(\.trust),
      on: Variable(\.cooperation),
      given: [Variable(\.age)], in: sample(), bootstrap: plan)
    let plain = try SerialMediation(
      Self.contact.compactMap { $0 }, through: known(Self.fear), then: known(Self.trust),
      on: known(Self.cooperation), given: [known(Self.age)], bootstrap: plan)
    #expect(found.throughBoth == plain.throughBoth && found.totalIndirect == plain.totalIndirect)
    #expect(found.cases.used == 13 && found.context.parts == ["contact", "fear", "trust", "cooperation"])
  }

  @Test func aModeratedPathOfASampleIsThatOfItsCompleteCases() throws {
    let found = try ModeratedMediation(
      of: Variable(\.contact), through: Variable(\.trust), on: Variable(\.cooperation), by: Variable(\.age),
      moderating: .secondStage, given: [Variable(\.fear)], in: sample(), interval: .bootstrap(plan))
    let plain = try ModeratedMediation(
      Self.contact.compactMap { $0 }, through: known(Self.trust), on: known(Self.cooperation),
      by: known(Self.age), moderating: .secondStage, given: [known(Self.fear)], interval: .bootstrap(plan))
    #expect(found.index == plain.index && found.effects[0].indirect == plain.effects[0].indirect)
    #expect(found.cases.used == 13 && found.context.parts == ["contact", "trust", "cooperation", "age"])
  }
}
