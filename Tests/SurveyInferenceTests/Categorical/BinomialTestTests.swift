import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BinomialTestTests {
  @Test(arguments: try Fixture.cases("BinomialTest", method: "one proportion"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (x, n) = (try reference.options["x"].integer(), try reference.options["n"].integer())
    let (p, expected) = (try reference.options["p0"].number(), reference.expected)
    let level = try reference.options["conf_level"].number()
    let exact = try BinomialTest(x, of: n, against: p, confidence: level)
    try expectAgreement(exact.pValue, expected["p_two_sided"], digits: 10, "two-sided")
    try expectAgreement(
      BinomialTest(x, of: n, against: p, alternative: .less).pValue, expected["p_less"], digits: 10)
    try expectAgreement(
      BinomialTest(x, of: n, against: p, alternative: .greater).pValue, expected["p_greater"], digits: 10)
    let limits = try #require(exact.proportion.interval)
    try expectAgreement([limits.lower, limits.upper], expected["clopper_pearson"], digits: 10, "limits")
    for (corrects, key) in [(false, "chi2"), (true, "chi2_cc")] {
      let score = try BinomialTest(x, of: n, against: p, method: .score(continuityCorrection: corrects))
      try expectAgreement(score.statistic.value * score.statistic.value, expected[key], digits: 10, key)
      try expectAgreement(score.pValue, expected["p_\(key)"], digits: 10, key)
    }
  }

  @Test(arguments: try Fixture.cases("BinomialTest", method: "mid-p"))
  func midPAgreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let (x, n) = (try reference.options["x"].integer(), try reference.options["n"].integer())
    let p = try reference.options["p0"].number()
    let method = BinomialTest.Method.exact(midP: true)
    func test(_ alternative: Alternative) throws -> BinomialTest {
      try BinomialTest(x, of: n, against: p, alternative: alternative, method: method)
    }
    try expectAgreement(test(.less).pValue, reference.expected["less"], digits: 11)
    try expectAgreement(test(.greater).pValue, reference.expected["greater"], digits: 11)
    try expectAgreement(test(.twoSided).pValue, reference.expected["two_sided"], digits: 11)
    let limits = try #require(test(.twoSided).proportion.interval)
    try expectAgreement([limits.lower, limits.upper], reference.expected["ci"], digits: 11, floor: 1e-15)
  }

  @Test(arguments: 1...10) func isTheSumOverAllCounts(_ n: Int) throws {
    for p in [0.5, 0.3, 0.1, 0.75] {
      let masses = (0...n).map { k -> Double in
        (0..<k).reduce(1.0) { $0 * Double(n - $1) / Double($1 + 1) * p }
          * (k..<n).reduce(1.0) { sum, _ in sum * (1 - p) }
      }
      for x in 0...n {
        let two = masses.filter { $0 <= masses[x] * (1 + 1e-9) }.reduce(0, +)
        expectAgreement(try BinomialTest(x, of: n, against: p).pValue, min(two, 1), digits: 12)
        let doubled = try BinomialTest(x, of: n, against: p, method: .exact(twoSided: .doubled))
        let tail = min(masses[...x].reduce(0, +), masses[x...].reduce(0, +))
        expectAgreement(doubled.pValue, min(1, 2 * tail), digits: 12)
      }
    }
  }

  @Test func exchangingTheAnswersChangesNothing() throws {
    for (x, n, p) in [(7, 20, 0.3), (1, 9, 0.5), (180, 1_000, 0.25)] {
      let (one, other) = (
        try BinomialTest(x, of: n, against: p, alternative: .less),
        try BinomialTest(n - x, of: n, against: 1 - p, alternative: .greater)
      )
      expectAgreement(one.pValue, other.pValue, digits: 12)
    }
  }

  @Test func certainHypothesesAreDecided() throws {
    #expect(try BinomialTest(0, of: 5, against: 0).pValue == 1)
    #expect(try BinomialTest(1, of: 5, against: 0).pValue == 0)
    #expect(try BinomialTest(5, of: 5, against: 1).pValue == 1)
    #expect(try BinomialTest(4, of: 5, against: 1, alternative: .less).pValue == 0)
    #expect(try BinomialTest(4, of: 5, against: 1, alternative: .greater).pValue == 1)
    expectRefusal(.outOfRange) { try BinomialTest(4, of: 5, against: 1, method: .score()) }
  }

  @Test func veryManyCasesAreNoTrouble() throws {
    let half = 1 << 49
    #expect(try BinomialTest(half, of: 2 * half).pValue == 1)
    #expect(try BinomialTest(0, of: half).pValue == 0)
    let near = try BinomialTest(half + 30_000_000, of: 2 * half)
    let score = try BinomialTest(half + 30_000_000, of: 2 * half, method: .score())
    expectAgreement(near.pValue, score.pValue, digits: 5)
  }

  @Test func refusesWhatIsNoShare() throws {
    expectRefusal(.tooFew) { try BinomialTest(0, of: 0) }
    expectRefusal(.outOfRange) { try BinomialTest(5, of: 4) }
    expectRefusal(.outOfRange) { try BinomialTest(-1, of: 4) }
    expectRefusal(.outOfRange) { try BinomialTest(1, of: .max) }
    for p in [-0.1, 1.1, Double.nan] { expectRefusal(.outOfRange) { try BinomialTest(1, of: 4, against: p) } }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try BinomialTest(1, of: 4, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try BinomialTest(7, of: 20) }
    try checkFinding { try BinomialTest(0, of: 1) }
    try checkFinding {
      try BinomialTest(7, of: 20, alternative: .less, method: .score(continuityCorrection: true))
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BinomialTest") { print in
      // page
      print(try BinomialTest(15, of: 20, against: 0.5).named("chose the new version"))
      // end
    }
  }
}
