@testable import SurveyInstruments
import SurveyTestSupport
import Testing

@Suite struct InstrumentTests {
  let instrument = Instrument("Trust", version: "1.0", scales: [Client.generalizedTrust])

  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
  ])
  func theHashIsTheOneOfFIPS180(_ text: String, _ hash: String) {
    #expect(Fingerprint.text(of: text) == hash)
  }

  @Test func theHashOfAMillionLettersIsTheOneOfFIPS180() {
    #expect(
      Fingerprint.text(of: String(repeating: "a", count: 1_000_000))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func whatDecidesAScoreIsOneText() {
    #expect(
      Client.generalizedTrust.definition.canonicalText == """
        scale/1 mean, 2 of 3, rescaling none
        3 gt1 positive answers 1 2 3 4 5
        3 gt2 negative answers 1 2 3 4 5
        3 gt3 positive answers 1 2 3 4 5

        """)
  }

  @Test func anyChangeOfKeysRulesItemsOrAnswersChangesTheFingerprint() throws {
    let items = Client.generalizedTrust.definition.items
    func fingerprint(
      _ items: [ScaleDefinition.Item], _ missing: MissingRule = .atLeast(2), _ score: ScoreRule = .mean,
      _ rescaling: Rescaling = .none, name: String = "Generalized trust"
    ) -> String {
      ScaleDefinition(name, items: items, missing: missing, score: score, rescaling: rescaling).fingerprint
    }
    let other = ScaleDefinition.Item("gt3", try .answers(1...6))
    let all = [
      fingerprint(items), fingerprint(items.reversed()), fingerprint(items.dropLast()),
      fingerprint(items, .none), fingerprint(items, .atLeast(2), .proratedSum),
      fingerprint(items, .atLeast(2), .mean, .percentOfRange), fingerprint(items.dropLast() + [other]),
      fingerprint([.init("gt1", items[0].kind, keyed: .negative)] + items.dropFirst()),
    ]
    #expect(Set(all).count == all.count)
    #expect(all[0] == Client.generalizedTrust.definition.fingerprint)
    #expect(all[0] == fingerprint(items, .atLeast(fraction: 0.6), name: "another name"))
  }

  @Test func scoresKeepWhatMadeThem() throws {
    let scores = try instrument.scores(in: Sample(Client.four))
    #expect(scores.count == 1)
    #expect(
      scores[0].provenance
        == Provenance(instrument: "Trust", version: "1.0", fingerprint: instrument.fingerprint))
    #expect(scores[0].values == (try Client.generalizedTrust.scores(in: Sample(Client.four)).values))
    #expect(instrument.fingerprint == "52b610c979f1df67d64cdb7ae299f87904c96a85a533a952bf7de0094e413f7c")
  }

  @Test func aCodebookOfTheSameScalesHasTheSameFingerprint() throws {
    let codebook = Codebook(
      "Trust", questionnaire: Client.questionnaire, scales: [Client.generalizedTrust])
    #expect(try codebook.fingerprint() == instrument.fingerprint)
  }

  @Test func refusesNoScalesAndTwoOfOneName() throws {
    expectRefusal(.definition) {
      try Instrument<Client>("x", version: "1", scales: []).scores(in: Sample([]))
    }
    expectRefusal(.definition) {
      try Instrument("x", version: "1", scales: [Client.generalizedTrust, Client.generalizedTrust])
        .scores(in: Sample([]))
    }
  }
}
