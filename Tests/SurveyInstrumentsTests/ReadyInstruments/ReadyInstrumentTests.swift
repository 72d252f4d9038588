import Foundation
import SurveyInstruments
import SurveyTestSupport
import Testing

private enum OneToFour: Int, ResponseFormat { case one = 1, two, three, four }
private enum Line: ContinuousRange { static let range = 0.0...10.0 }

private struct Patient: Respondent {
  var id = ""
  var w1: TwoWeekFrequency?
  var w2: TwoWeekFrequency?
  var w3: TwoWeekFrequency?
  var w4: TwoWeekFrequency?
  var w5: TwoWeekFrequency?
  var w6: TwoWeekFrequency?
  var w7: Answer<TwoWeekFrequency> = .absent(.skipped)
  var e1: FourPointAgreement?
  var e2: FourPointAgreement?
  var e3: FourPointAgreement?
  var e4: FourPointAgreement?
  var e5: FourPointAgreement?
  var e6: FourPointAgreement?
  var e7: FourPointAgreement?
  var e8: FourPointAgreement?
  var e9: FourPointAgreement?
  var e10: FourPointAgreement?
  var trust: Rating<Line>?
  var fair: Rating<Line>?
  var helpful: Rating<Line>?
  var other: OneToFour?

  static let questionnaire = Questionnaire<Patient> {
    Field("id", \.id)
    for (place, path) in worries.enumerated() { Field("w\(place + 1)", path) }
    Field("w7", \.w7)
    for (place, path) in esteem.enumerated() { Field("e\(place + 1)", path) }
    Field("trust", \.trust)
    Field("fair", \.fair)
    Field("helpful", \.helpful)
    Field("other", \.other)
  }

  static let worries: [WritableKeyPath<Patient, TwoWeekFrequency?> & Sendable] = [
    \.w1, \.w2, \.w3, \.w4, \.w5, \.w6,
  ]
  static let esteem: [WritableKeyPath<Patient, FourPointAgreement?> & Sendable] = [
    \.e1, \.e2, \.e3, \.e4, \.e5, \.e6, \.e7, \.e8, \.e9, \.e10,
  ]

  static let anxiety = ReadyInstrument.gad7.scale {
    worries.map { Item($0) }
    Item(\Patient.w7)
  }
  static let selfEsteem = ReadyInstrument.rosenbergSelfEsteem.scale { esteem.map { Item($0) } }
  static let socialTrust = ReadyInstrument.socialTrust.scale(missing: .atLeast(2)) {
    Item(\Patient.trust)
    Item(\Patient.fair)
    Item(\Patient.helpful)
  }

  init() {}

  init(worries: [Int], esteem: [Int] = []) {
    for (path, value) in zip(Self.worries, worries) {
      self[keyPath: path] = TwoWeekFrequency(rawValue: value)
    }
    if worries.count == 7 { w7 = Answer(TwoWeekFrequency(rawValue: worries[6])) }
    for (path, value) in zip(Self.esteem, esteem) {
      self[keyPath: path] = FourPointAgreement(rawValue: value)
    }
  }
}

@Suite struct ReadyInstrumentTests {
  @Test(arguments: ReadyInstrument.all.map(\.abbreviation))
  func isSoundAndSaysItsTerms(_ name: String) throws {
    let instrument = try #require(ReadyInstrument.all.first { $0.abbreviation == name })
    let codebook = try instrument.codebook(idColumn: "id")
    #expect(codebook.faults.isEmpty)
    #expect(codebook.columns.count == instrument.questions.count + 1)
    #expect(codebook.columns.dropFirst().allSatisfy { $0.wording?.isEmpty == false })
    #expect(!instrument.licence.isEmpty && !instrument.licenceSource.isEmpty)
    #expect(instrument.report().text.contains(instrument.citation.description.prefix(20)))
    let data = try JSONEncoder().encode(codebook)
    #expect(try JSONDecoder().decode(Codebook.self, from: data) == codebook)
    let own = try instrument.codebook(columns: instrument.questions.indices.map { "q\($0)" })
    #expect(own.columns[0].name == "q0" && own.idColumn == nil && own.faults.isEmpty)
    expectRefusal(.lengthMismatch) { try instrument.codebook(columns: ["one"]) }
    let refusal = #expect(throws: InputError.self) { try instrument.codebook(columns: ["one"]) }
    #expect(refusal?.problem.hasPrefix("1 column is named") == true)
    for missing in [MissingRule.atLeast(2), .atMost(missing: 1), .atLeast(fraction: 0.5)] {
      #expect(try instrument.codebook(missing: missing).faults.isEmpty)
    }
  }

  /// Questions, range, reversed questions and bands as published.
  @Test(arguments: [
    ("PHQ-9", 9, 0.0, 27.0, [Int](), [0, 5, 10, 15, 20]), ("GAD-7", 7, 0, 21, [], [0, 5, 10, 15]),
    ("RSES", 10, 0, 30, [2, 5, 6, 8, 9], []), ("ESS social trust", 3, 0, 10, [], []),
  ])
  func isAsPublished(
    _ name: String, _ count: Int, _ low: Double, _ high: Double, _ reversed: [Int], _ limits: [Double]
  ) throws {
    let instrument = try #require(ReadyInstrument.all.first { $0.abbreviation == name })
    #expect(instrument.questions.count == count)
    let codebook = try instrument.codebook()
    let range = try #require(codebook.definition(of: codebook.scales[0]).scoreRange)
    #expect(range == (low, high))
    let keyed = instrument.questions.indices.filter { instrument.questions[$0].keyed == .negative }
    #expect(keyed.map { $0 + 1 } == reversed)
    #expect(instrument.bands.map(\.lower) == limits)
    #expect(instrument.bands.last.map { $0.upper == high } ?? true)
  }

  @Test func sumsAndBandsAreThoseOfTheForm() throws {
    let answers = [
      [0, 0, 0, 0, 0, 0, 0], [1, 1, 1, 1, 0, 0, 1], [2, 1, 2, 1, 1, 1, 2], [3, 3, 3, 3, 3, 3, 3],
    ]
    let patients = answers.enumerated().map { place, worries in
      var patient = Patient(worries: worries)
      patient.id = "\(place)"
      return patient
    }
    let banded = try Patient.anxiety.bandedScores(in: Sample(patients))
    #expect(banded.scores.values == [0, 5, 10, 21])
    #expect(banded.labels == ["minimal", "mild", "moderate", "severe"])
    #expect(banded.counts == [1, 1, 1, 1])
  }

  @Test func aPersonWhoAgreesToEverythingHasHalfTheSelfEsteem() throws {
    #expect(try Patient.selfEsteem.score(Patient(worries: [], esteem: Array(repeating: 3, count: 10))) == 15)
    #expect(try Patient.selfEsteem.score(Patient(worries: [], esteem: [3, 0, 3, 3, 0, 0, 3, 0, 0, 3])) == 30)
    #expect(Patient.selfEsteem.bands.isEmpty)
  }

  @Test func proratedSumsFallBetweenThePublishedLimits() throws {
    let prorated = ReadyInstrument.gad7.scale(missing: .atMost(missing: 2)) {
      Patient.worries.map { Item($0) }
      Item(\Patient.w7)
    }
    #expect(prorated.score == .proratedSum && prorated.faults.isEmpty)
    var patient = Patient(worries: [1, 1, 1, 0, 1, 0])
    patient.id = "1"
    let banded = try prorated.bandedScores(in: Sample([patient]))
    #expect(banded.scores.values == [4.0 / 6 * 7])
    #expect(banded.labels == ["minimal"])
    let shown = ReadyInstrument.gad7.scale(missing: .none.ofItemsShown) {
      Patient.worries.map { Item($0) }
      Item(\Patient.w7)
    }
    #expect(shown.score == .proratedSum && shown.faults.isEmpty)
    #expect(ReadyInstrument.gad7.scale(score: .mean) { Patient.worries.map { Item($0) } }.bands.isEmpty)
  }

  @Test func aRatingServesWhereItsRangeIsThePublishedOne() throws {
    var patient = Patient()
    patient.trust = Rating(4)
    #expect(try Patient.socialTrust.observe(patient) == .absent("with more than one item skipped"))
    patient.helpful = Rating(7)
    #expect(try Patient.socialTrust.score(patient) == 5.5)
  }

  @Test func typedScalesAndCodebooksAreOneDefinition() throws {
    let columns = (1...7).map { "w\($0)" }
    let codebook = try ReadyInstrument.gad7.codebook(columns: columns)
    #expect(
      try codebook.definition(of: codebook.scale(named: "GAD-7")).fingerprint
        == Patient.anxiety.definition.fingerprint)
  }

  @Test func refusesItemsThatAreNotThePublishedOnes() {
    func faults(_ scale: Scale<Patient>) -> [String] { scale.faults.map { "\($0)" } }
    let few = ReadyInstrument.socialTrust.scale {
      Item(\Patient.trust); Item(\Patient.fair)
    }
    #expect(faults(few) == ["ESS social trust: has 3 items, but 2 are given"])
    expectRefusal(.definition) { try few.score(Patient()) }
    let keyed = ReadyInstrument.socialTrust.scale {
      Item(\Patient.trust, keyed: .negative)
      Item(\Patient.fair, weight: 2)
      Item(\Patient.helpful)
    }
    #expect(
      faults(keyed) == [
        "ESS social trust: item 1, trust, has a key; give items as they were answered",
        "ESS social trust: item 2, fair, has a weight, but all count alike",
      ])
    let other = ReadyInstrument.socialTrust.scale {
      Item(\Patient.trust)
      Item(\Patient.fair)
      Item(\Patient.other)
    }
    #expect(faults(other).first == "ESS social trust: item 3, other, is not scored 0 to 10")
    expectRefusal(.definition) { try Scale<Patient>("more") { Item(few) }.score(Patient()) }
  }

  @Test func printsItself() {
    #expect(
      ReadyInstrument.socialTrust.report().text.hasPrefix(
        """
        ESS social trust: Social trust (European Social Survey)
          Answers run from 0 to 10.
          column   keyed     question
        """))
    let trust = ReadyInstrument.socialTrust
    #expect(trust.questions.map(\.wording.count).allSatisfy { $0 < 60 })
    #expect(trust.licence.contains("not the survey's wordings"))
    #expect(trust.notes.contains { $0.contains("official wording") })
    #expect(
      ReadyInstrument.phq9.report().notes.last?.hasPrefix("phq9_9: Asks about thoughts of death") == true)
    #expect(ReadyInstrument.phq9.report().notes.contains { $0.contains("No permission required") })
  }
}
