import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ShannonEntropyTests {
  static let labels = ["a", "b", "a", "c", "a", "b", "a", "a", "c", "b", "a"]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("ShannonEntropy"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let labels = try reference.data().column(reference.options["column"].string()).compactMap { $0 }
    let possible = try reference.options["levels"].integer()
    let came = Set(labels).sorted()
    let levels = came + (came.count..<max(possible, came.count)).map { "unused \($0)" }
    let expected = reference.expected
    let found = try ShannonEntropy(labels, levels: levels, unit: .nats)
    try expectAgreement(found.entropy.value, expected["nats"], digits: 12, "nats")
    try expectAgreement(found.entropy.standardError, expected["se"], digits: 11, "SE")
    try expectAgreement(found.millerMadow, expected["miller_madow"], digits: 12, "Miller-Madow")
    try expectAgreement(found.normalized, expected["normalised"], digits: 12, "normalized")
    let bits = try ShannonEntropy(labels, levels: levels)
    try expectAgreement(bits.entropy.value, expected["bits"], digits: 12, "bits")
  }

  // MARK: Laws

  @Test func equalSharesHaveTheLogarithmOfTheirNumber() throws {
    for count in 1...6 {
      let levels = (0..<(1 << count)).map { "\($0)" }
      let found = try ShannonEntropy(levels + levels, levels: levels)
      expectAgreement(found.entropy.value, Double(count), digits: 14)
      expectAgreement(found.effectiveCategories, Double(1 << count), digits: 13)
      expectAgreement(found.normalized ?? .nan, 1, digits: 14)
      #expect(found.entropy.standardError == nil)
    }
  }

  @Test func orderAndNamesDoNotMatterAndDuplicationKeepsIt() throws {
    let plain = try ShannonEntropy(Self.labels)
    let turned = try ShannonEntropy(Self.labels.reversed().map { $0 + "x" }, levels: ["cx", "ax", "bx"])
    expectAgreement(turned.entropy.value, plain.entropy.value, digits: 15)
    let twice = try ShannonEntropy(Self.labels + Self.labels)
    expectAgreement(twice.entropy.value, plain.entropy.value, digits: 15)
    expectAgreement(
      twice.entropy.standardError ?? .nan, (plain.entropy.standardError ?? .nan) / 2.0.squareRoot(),
      digits: 14)
  }

  /// The entropy of pairs of independent answers is the sum of both.
  @Test func entropiesOfIndependentAnswersAdd() throws {
    let (first, second) = (["a", "a", "b"], ["x", "y", "y", "y", "z"])
    let pairs = first.flatMap { one in second.map { one + $0 } }
    let sum = try ShannonEntropy(first).entropy.value + ShannonEntropy(second).entropy.value
    expectAgreement(try ShannonEntropy(pairs).entropy.value, sum, digits: 14)
  }

  // MARK: Edges and refusals

  @Test func edges() throws {
    let one = try ShannonEntropy(["a", "a"])
    #expect(one.entropy == Estimate(0) && one.normalized == nil && one.millerMadow == 0)
    #expect(one.effectiveCategories == 1)
    #expect(try ShannonEntropy(["a"], levels: ["a", "b"]).normalized == 0)
    #expect(try ShannonEntropy(Self.labels, levels: ["a", "b", "c", "d"]).counts == [6, 3, 2, 0])
    for labels in [["a", "b"], ["a", "a"], ["a", "b", "b"]] {
      try checkFinding { try ShannonEntropy(labels, levels: ["a", "b"]) }
    }
  }

  @Test func casesWithoutAnAnswerAreInTheLedger() throws {
    let found = try ShannonEntropy(
      CategoricalAnswers(["a", nil, "b"], absent: [nil, "refused", nil], name: "site"))
    #expect(found.cases.used == 2 && found.cases.exclusionText == "1 refused" && found.counts == [1, 1])
    #expect(found.context.subject == "site")
  }

  @Test func refuses() {
    expectRefusal(.tooFew) { try ShannonEntropy([String]()) }
    expectRefusal(.tooFew) { try ShannonEntropy(CategoricalAnswers([nil, nil], levels: ["a"])) }
    expectRefusal(.unknownName) { try ShannonEntropy(["a", "d"], levels: ["a", "b"]) }
    expectRefusal(.outOfRange) { try ShannonEntropy(["a", "b"], confidence: 1) }
    expectRefusal(.tooFew) {
      try ShannonEntropy(["a", "b"], bootstrap: .percentile(resamples: 9, seed: 1))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try ShannonEntropy(Self.labels) }
    try checkFinding { try ShannonEntropy(Self.labels, bootstrap: .percentile(resamples: 400, seed: 3)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ShannonEntropy") { print in
      // page
      let answers = ["bus", "car", "bus", "bike", "bus", "car", "bus", "bus", "bike", "car", "bus"]
      let modes = ["bus", "car", "bike", "foot"]
      print(try ShannonEntropy(answers, levels: modes).named("way to work"))
      // end
    }
  }
}
