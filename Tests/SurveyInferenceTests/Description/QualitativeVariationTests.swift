import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QualitativeVariationTests {
  static let labels = ["a", "b", "a", "c", "a", "b", "a", "a", "c", "b", "a"]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("QualitativeVariation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let labels = try reference.data().column(reference.options["column"].string()).compactMap { $0 }
    let possible = try reference.options["levels"].integer()
    let came = Set(labels).sorted()
    let levels = came + (came.count..<max(possible, came.count)).map { "unused \($0)" }
    let expected = reference.expected
    let found = try QualitativeVariation(labels, levels: levels)
    try expectAgreement(found.index.value, expected["iqv"], digits: 12, "IQV")
    try expectAgreement(found.index.standardError, expected["se"], digits: 11, "SE")
    try expectAgreement(found.blau, expected["blau"], digits: 12, "Blau")
    try expectAgreement(found.unbiasedBlau, expected["unbiased"], digits: 12, "unbiased")
  }

  // MARK: Laws

  @Test func itIsTheChanceThatTwoCasesDiffer() throws {
    let pairs = Self.labels.flatMap { one in Self.labels.map { one != $0 } }
    let found = try QualitativeVariation(Self.labels)
    let chance = Double(pairs.count { $0 }) / 121
    expectAgreement(found.blau, chance, digits: 14)
    expectAgreement(found.unbiasedBlau ?? .nan, chance * 121 / 110, digits: 14)
    expectAgreement(found.index.value, chance * 3 / 2, digits: 14)
  }

  @Test func equalSharesHaveAllOfIt() throws {
    for count in 2...9 {
      let levels = (0..<count).map { "\($0)" }
      let found = try QualitativeVariation(levels + levels)
      expectAgreement(found.index.value, 1, digits: 14)
      #expect(found.index.standardError == nil)
    }
  }

  @Test func orderAndNamesDoNotMatterAndDuplicationKeepsIt() throws {
    let plain = try QualitativeVariation(Self.labels)
    let turned = try QualitativeVariation(
      Self.labels.reversed().map { $0 + "x" }, levels: ["cx", "ax", "bx"])
    expectAgreement(turned.index.value, plain.index.value, digits: 15)
    let twice = try QualitativeVariation(Self.labels + Self.labels)
    expectAgreement(twice.index.value, plain.index.value, digits: 15)
    expectAgreement(
      twice.index.standardError ?? .nan, (plain.index.standardError ?? .nan) / 2.0.squareRoot(), digits: 14)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let one = try QualitativeVariation(["a"], levels: ["a", "b"])
    #expect(one.index == Estimate(0) && one.blau == 0 && one.unbiasedBlau == nil)
    #expect(try QualitativeVariation(Self.labels, levels: ["a", "b", "c", "d"]).counts == [6, 3, 2, 0])
    for labels in [["a", "b"], ["a", "a"], ["a", "b", "b"]] {
      try checkFinding { try QualitativeVariation(labels, levels: ["a", "b"]) }
    }
  }

  @Test func casesWithoutAnAnswerAreInTheLedger() throws {
    let found = try QualitativeVariation(
      CategoricalAnswers(["a", nil, "b"], absent: [nil, "refused", nil], name: "site"))
    #expect(found.cases.used == 2 && found.cases.exclusionText == "1 refused" && found.counts == [1, 1])
    #expect(found.context.subject == "site")
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try QualitativeVariation([String]()) }
    expectRefusal(.tooFew) { try QualitativeVariation(CategoricalAnswers([nil, nil], levels: ["a"])) }
    expectRefusal(.unknownName) { try QualitativeVariation(["a", "d"], levels: ["a", "b"]) }
    expectRefusal(.outOfRange) { try QualitativeVariation(["a", "b"], confidence: 1) }
    expectRefusal(.tooFew) {
      try QualitativeVariation(["a", "b"], bootstrap: .percentile(resamples: 9, seed: 1))
    }
    expectRefusal(.definition) { try QualitativeVariation(["a", "a"]) }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try QualitativeVariation(Self.labels) }
    try checkFinding {
      try QualitativeVariation(Self.labels, bootstrap: .percentile(resamples: 400, seed: 3))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("QualitativeVariation") { print in
      // page
      let answers = ["bus", "car", "bus", "bike", "bus", "car", "bus", "bus", "bike", "car", "bus"]
      let modes = ["bus", "car", "bike", "foot"]
      print(try QualitativeVariation(answers, levels: modes).named("way to work"))
      // end
    }
  }
}
