import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct NormsTests {
  @Test func aStandardScoreIsTheDistanceFromTheNorm() throws {
    let client = Client(
      id: "1", status: .participant, mostPeopleCanBeTrusted: .given(.agree),
      carefulWithPeople: .given(.disagree),
      peopleAreHelpful: .agree)
    let norm = Norm(mean: 3, standardDeviation: 0.5)
    let scores = try [
      StandardMetric.z, .t, .iq, .stanine, .sten, StandardMetric(mean: 500, standardDeviation: 100),
    ]
    .map { try Client.generalizedTrust.standardized(against: norm, as: $0).score(client) }
    #expect(scores == [2, 70, 130, 9, 9.5, 700])
    let names = [StandardMetric.t, .sten, StandardMetric(mean: 500, standardDeviation: 100)].map(\.words)
    #expect(names == ["T", "sten", "mean 500 and SD 100"])
  }

  @Test func normsDifferByTheLevelsOfAFactor() throws {
    var client = Client(id: "1", status: .participant, carefulWithPeople: .given(.agree))
    #expect(try Client.carefulByStatus.score(client) == 50 + 10 * ((4 - 2.5) / 1.1))
    client.status = .nonParticipant
    #expect(try Client.carefulByStatus.score(client) == 50 + 10 * ((4 - 3.5) / 0.9))
    client.status = nil
    #expect(try Client.carefulByStatus.observe(client) == .absent("without a norm (status missing)"))
    client.status = .nonParticipant
    let some = Client.standardized[2]
    #expect(try some.observe(client) == .absent("without a norm (status nonParticipant)"))
    client.carefulWithPeople = .absent(.refused)
    #expect(try some.observe(client) == .absent("with every item missing"))
  }

  @Test func standardizingTheNormGroupItselfGivesMeanFiftyAndTen() throws {
    let sample = try Sample(Client.random(400, seed: 21))
    let raw = try Client.generalizedTrust.scores(in: sample).present
    func moments(_ values: [Double]) -> (mean: Double, deviation: Double) {
      let mean = values.reduce(0, +) / Double(values.count)
      let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (mean, (squares / Double(values.count - 1)).squareRoot())
    }
    let own = moments(raw)
    let t = Client.generalizedTrust.standardized(
      against: Norm(mean: own.mean, standardDeviation: own.deviation))
    let standard = moments(try t.scores(in: sample).present)
    expectAgreement(standard.mean, 50, digits: 13)
    expectAgreement(standard.deviation, 10, digits: 13)
  }

  @Test func theFingerprintHoldsNormsWhereThereAreSome() {
    let norm = Norm(mean: 3, standardDeviation: 1)
    let prints = [
      Client.generalizedTrust, Client.generalizedTrust.standardized(against: norm),
      Client.generalizedTrust.standardized(against: norm, as: .z),
      Client.generalizedTrust.standardized(against: Norm(mean: 3, standardDeviation: 2)),
      Client.generalizedTrust.standardized(against: [.participant: norm], by: \.status),
      Client.generalizedTrust.standardized(against: [.nonParticipant: norm], by: \.status),
    ].map(\.definition.fingerprint)
    #expect(Set(prints).count == prints.count)
    #expect(Client.generalizedTrust.standardized("other", against: norm).definition.fingerprint == prints[1])
  }

  @Test func refusesNormsThatCannotBe() {
    func refused(_ norm: Norm, _ metric: StandardMetric = .t) {
      expectRefusal(.definition) {
        try Client.generalizedTrust.standardized(against: norm, as: metric).scores(in: Sample(Client.four))
      }
    }
    refused(Norm(mean: 3, standardDeviation: 0))
    refused(Norm(mean: 3, standardDeviation: -1))
    refused(Norm(mean: .nan, standardDeviation: 1))
    refused(Norm(mean: 3, standardDeviation: .infinity))
    refused(Norm(mean: 3, standardDeviation: .leastNonzeroMagnitude))
    refused(Norm(mean: 3, standardDeviation: 1), StandardMetric(mean: .infinity, standardDeviation: 1))
    refused(Norm(mean: 3, standardDeviation: 1), StandardMetric(mean: 0, standardDeviation: 0))
    expectRefusal(.definition) {
      try Client.carefulByStatus.standardized(against: Norm(mean: 50, standardDeviation: 10)).score(
        Client.four[0])
    }
    expectRefusal(.definition) {
      try Client.careful.standardized(against: [:], by: \.status).score(Client.four[0])
    }
    let bands = Client.trustSum.standardized(against: Norm(mean: 5, standardDeviation: 2))
    #expect(bands.bands.isEmpty)
  }

  @Test func standardScoresAreNotMixedWithOthers() {
    func refused(_ scale: Scale<Client>) {
      expectRefusal(.definition) { try scale.score(Client.four[0]) }
    }
    refused(
      Scale("mixed") {
        Item(Client.trustT); Item(Client.careful)
      })
    refused(
      Scale("percent", rescaling: .percentOfRange) {
        Item(Client.trustT); Item(Client.careful)
      })
    refused(Scale("maximum", score: .percentOfMaximum) { Item(Client.trustT) })
    refused(
      Scale("metrics") {
        Item(Client.trustT)
        Item(Client.careful.standardized(against: Norm(mean: 3, standardDeviation: 1), as: .z))
      })
  }

  @Test func codebooksRefuseNormsOfOtherColumns() throws {
    func faults(_ norms: Norms) -> [String] {
      Codebook(
        "x", columns: Client.questionnaire.columns,
        scales: [.init("trust", items: [.init("gt1"), .init("gt2")], norms: norms)]
      ).faults.map { "\($0)" }
    }
    let norm = Norm(mean: 3, standardDeviation: 1)
    #expect(faults(Norms(norm)).isEmpty)
    #expect(faults(Norms(by: "status", [.init(level: "participant", norm)])).isEmpty)
    #expect(
      faults(Norms(by: "status", [.init(level: "visitor", norm)])) == [
        "scale trust, norms by status: there is no \"visitor\"; known are: participant, nonParticipant"
      ])
    #expect(
      faults(Norms(by: "age", [.init(level: "30", norm)]))
        == ["scale trust: its norms differ by age, which holds no names of groups"])
    #expect(faults(Norms(by: "nothing", [.init(level: "30", norm)])).count == 1)
    #expect(faults(Norms(by: "status", [])).count == 1)
    #expect(faults(Norms(by: "status", [.init(norm)])).count == 1)
    #expect(
      faults(Norms(by: "status", [.init(level: "participant", norm), .init(level: "participant", norm)]))
        .count == 1)
  }
}
