import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct DependentCorrelationsTests {
  static let links = [0.7, 0.5, 0.5, 0.8]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("DependentCorrelations"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let count = try options["n"].integer()
    if options.keys.contains("r34") {
      let links = try ["r13", "r14", "r23", "r24"].map { try options[$0].number() }
      let found = try DependentCorrelations(
        options["r12"].number(), against: options["r34"].number(), linkedBy: links, count: count)
      try expectAgreement(found.statistic.value, expected["z"], digits: 9, "z")
      try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    } else {
      let found = try DependentCorrelations(
        options["r12"].number(), against: options["r13"].number(), linkedBy: options["r23"].number(),
        count: count)
      try expectAgreement(found.statistic.value, expected["t"], digits: 9, "t")
      try expectAgreement(found.pValue, expected["p"], digits: 9, "p")
    }
  }

  // MARK: Laws

  /// Correlations that share a variable are those of four variables of which two are the same. (The Z differ: the
  /// links are correlations that the null hypothesis makes equal in the one case only.)
  @Test func aSharedVariableIsTwoEqualOnes() throws {
    let (a, b, link) = (0.4, 0.6, 0.3)
    let overlapping = try DependentCorrelations(a, against: b, linkedBy: link, count: 80, method: .steiger)
    // Almost the same, since a correlation of 1 is refused.
    let near = 1 - 1e-9
    let four = try DependentCorrelations(a, against: b, linkedBy: [near, b, a, link], count: 80)
    let (one, other) = (try #require(overlapping.difference.interval), try #require(four.difference.interval))
    expectAgreement(one.lower, other.lower, digits: 5)
    expectAgreement(one.upper, other.upper, digits: 5)
  }

  @Test func withoutLinksTheCorrelationsAreIndependent() throws {
    let found = try DependentCorrelations(0.5, against: 0.2, linkedBy: [0, 0, 0, 0], count: 60)
    let independent = try IndependentCorrelations(0.5, count: 60, against: 0.2, count: 60)
    let (one, other) = (
      try #require(found.difference.interval), try #require(independent.difference.interval)
    )
    expectAgreement(found.pValue, independent.pValue, digits: 13)
    // The product of the correlations themselves makes the covariance of the estimates zero here.
    expectAgreement(one.lower, other.lower, digits: 13)
    expectAgreement(one.upper, other.upper, digits: 13)
  }

  @Test func swappingTurnsTheDifference() throws {
    for method in DependentCorrelations.Method.allCases {
      let plain = try DependentCorrelations(0.4, against: 0.6, linkedBy: 0.1, count: 103, method: method)
      let turned = try DependentCorrelations(0.6, against: 0.4, linkedBy: 0.1, count: 103, method: method)
      expectAgreement(turned.statistic.value, -plain.statistic.value, digits: 13)
      let (one, other) = (try #require(plain.difference.interval), try #require(turned.difference.interval))
      expectAgreement(one.lower, -other.upper, digits: 12)
    }
    let plain = try DependentCorrelations(0.5, against: 0.6, linkedBy: Self.links, count: 103)
    let turned = try DependentCorrelations(0.6, against: 0.5, linkedBy: [0.7, 0.5, 0.5, 0.8], count: 103)
    expectAgreement(turned.statistic.value, -plain.statistic.value, digits: 12)
  }

  @Test func dataGiveWhatTheirCorrelationsDo() throws {
    let y = [1.0, 3, 2, 5, 4, 7, 6, 8]
    let a = [2.0, 1, 3, 4, 6, 5, 8, 7]
    let b = [5.0, 1, 4, 2, 7, 3, 8, 6]
    let found = try DependentCorrelations(of: y, with: a, against: b)
    let known = try DependentCorrelations(
      PearsonCorrelation(y, with: a).correlation.value,
      against: PearsonCorrelation(y, with: b).correlation.value,
      linkedBy: PearsonCorrelation(a, with: b).correlation.value, count: 8)
    #expect(found.pValue == known.pValue && found.difference == known.difference)
    expectRefusal(.outOfRange) { try DependentCorrelations(of: y, with: a, against: a) }
    expectRefusal(.lengthMismatch) { try DependentCorrelations(of: y, with: a, against: [1, 2, 3, 4]) }
  }

  // MARK: Edges and refusals

  @Test func refusesWhatNoDataHave() {
    expectRefusal(.outOfRange) { try DependentCorrelations(0.9, against: -0.9, linkedBy: 0.9, count: 50) }
    expectRefusal(.outOfRange) {
      try DependentCorrelations(0.9, against: 0.9, linkedBy: [0.9, -0.9, 0, 0], count: 50)
    }
    for r in [1, -1, .nan, .infinity] {
      expectRefusal(.outOfRange) { try DependentCorrelations(r, against: 0.2, linkedBy: 0.1, count: 50) }
      expectRefusal(.outOfRange) { try DependentCorrelations(0.2, against: 0.1, linkedBy: r, count: 50) }
      expectRefusal(.outOfRange) {
        try DependentCorrelations(0.2, against: 0.1, linkedBy: [0, 0, 0, r], count: 50)
      }
    }
    expectRefusal(.lengthMismatch) {
      try DependentCorrelations(0.2, against: 0.1, linkedBy: [0.1], count: 50)
    }
    for count in [3, -1, .min] {
      expectRefusal(.tooFew) { try DependentCorrelations(0.2, against: 0.1, linkedBy: 0.1, count: count) }
    }
    expectRefusal(.outOfRange) { try DependentCorrelations(0.2, against: 0.1, linkedBy: 0.1, count: .max) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for method in DependentCorrelations.Method.allCases {
      try checkFinding {
        try DependentCorrelations(
          0.4, against: 0.6, linkedBy: 0.1, count: 103, method: method, alternative: side)
      }
      try checkFinding { try DependentCorrelations(0.4, against: 0.4, linkedBy: 0, count: 4, method: method) }
    }
    try checkFinding {
      try DependentCorrelations(0.5, against: 0.6, linkedBy: Self.links, count: 103, alternative: side)
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("DependentCorrelations") { print in
      // page
      // Trust with age and with education; age with education .10.
      let comparison = try DependentCorrelations(0.40, against: 0.60, linkedBy: 0.10, count: 103)
      print(comparison.named("trust", "with age", "with education"))
      // end
    }
  }
}
