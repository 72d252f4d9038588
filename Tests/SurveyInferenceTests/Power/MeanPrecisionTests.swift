import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MeanPrecisionTests {
  // Reference

  @Test(arguments: try Fixture.cases("MeanPrecision"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let o = reference.options
    let found = try MeanPrecision(
      .twoGroups, sizes: [o["n1"].integer(), o["n2"].integer()], standardDeviation: o["sd"].number(),
      assurance: o["assurance"].number(), confidence: o["level"].number())
    try expectAgreement(found.expectedHalfWidth, reference.expected["expected"], digits: 11)
    try expectAgreement(found.assuredHalfWidth, reference.expected["assured"], digits: 11)
  }

  // Laws

  @Test func theSizesAreTheSmallestThatKeepTheHalfWidth() throws {
    for design in MeanPrecision.Design.allCases {
      let found = try MeanPrecision(design, halfWidth: 0.3)
      #expect(found.expectedHalfWidth <= 0.3)
      let fewer = try MeanPrecision(design, sizes: found.sizes.map { $0 - 1 })
      #expect(fewer.expectedHalfWidth > 0.3)
      let assured = try MeanPrecision(design, halfWidth: 0.3, assurance: 0.9)
      #expect(assured.assuredHalfWidth <= 0.3 && assured.sizes[0] > found.sizes[0])
      let less = try MeanPrecision(design, sizes: assured.sizes.map { $0 - 1 }, assurance: 0.9)
      #expect(less.assuredHalfWidth > 0.3)
    }
  }

  @Test func unitsDoNotMatter() throws {
    let one = try MeanPrecision(.twoGroups, halfWidth: 0.3, allocation: [2, 1])
    let other = try MeanPrecision(.twoGroups, halfWidth: 30, standardDeviation: 100, allocation: [20, 10])
    #expect(one.sizes == other.sizes)
    expectAgreement(one.expectedHalfWidth * 100, other.expectedHalfWidth, digits: 13)
    let swapped = try MeanPrecision(.twoGroups, sizes: [18, 60])
    expectAgreement(
      swapped.expectedHalfWidth, try MeanPrecision(.twoGroups, sizes: [60, 18]).expectedHalfWidth, digits: 14)
  }

  @Test func manyCasesComeToTheNormalInterval() throws {
    let found = try MeanPrecision(.oneMean, sizes: [1_000_000_000])
    expectAgreement(found.expectedHalfWidth, 1.959963984540054 / 1e9.squareRoot(), digits: 8)
    #expect(try MeanPrecision(.oneMean, sizes: [999_999_999_999_999]).sizes == [999_999_999_999_999])
  }

  /// Intervals of random samples, within four Monte Carlo standard errors.
  @Test func agreesWithASimulation() throws {
    var stream = RandomStream(seed: 21)
    var (sum, squares, within) = (0.0, 0.0, 0.0)
    let found = try MeanPrecision(.twoGroups, sizes: [7, 5], standardDeviation: 2)
    for _ in 0..<1_500 {
      let test = try StudentTest(
        (0..<7).map { _ in 2 * stream.normal() }, against: (0..<5).map { _ in 2 * stream.normal() })
      let half = try #require(test.difference.interval).width / 2
      sum += half
      squares += half * half
      if half <= found.assuredHalfWidth { within += 1 }
    }
    let mean = sum / 1_500
    let error = ((squares / 1_500 - mean * mean) / 1_500).squareRoot()
    #expect((found.expectedHalfWidth - mean).magnitude < 4 * error)
    #expect((within / 1_500 - 0.8).magnitude < 4 * (0.16 / 1_500).squareRoot())
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.tooFew) { try MeanPrecision(.pairs, sizes: [1]) }
    expectRefusal(.lengthMismatch) { try MeanPrecision(.pairs, sizes: [20, 20]) }
    expectRefusal(.lengthMismatch) { try MeanPrecision(.pairs, halfWidth: 0.3, allocation: [1, 1]) }
    for width in [0, -1, .nan, Double.infinity] {
      expectRefusal(.outOfRange) { try MeanPrecision(.pairs, halfWidth: width) }
    }
    expectRefusal(.outOfRange) { try MeanPrecision(.pairs, sizes: [20], standardDeviation: 0) }
    expectRefusal(.outOfRange) { try MeanPrecision(.pairs, sizes: [20], assurance: 1) }
    expectRefusal(.outOfRange) { try MeanPrecision(.pairs, sizes: [20], confidence: 0) }
    expectRefusal(.infeasible) { try MeanPrecision(.pairs, halfWidth: 1e-9) }
    #expect(try MeanPrecision(.pairs, halfWidth: 1e9).sizes == [2])
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try MeanPrecision(.twoGroups, halfWidth: 0.3, assurance: 0.9).description == """
        Precision of a mean: two groups
          expected half-width                           0.28
          half-width not exceeded with probability .90  0.30
          wanted = 0.30   n exactly = 97.87, 97.87   n (solved) = 98, 98   SD = 1.00
          interval: t, 95%; solved for: assurance .90
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MeanPrecision(.twoGroups, sizes: [60, 18]) }
    try checkFinding { try MeanPrecision(.pairs, halfWidth: 0.2) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MeanPrecision") { print in
      // page
      print(try MeanPrecision(.twoGroups, sizes: [60, 18]))
      print(try MeanPrecision(.twoGroups, halfWidth: 0.3))
      print(try MeanPrecision(.twoGroups, halfWidth: 0.3, assurance: 0.9))
      // end
    }
  }
}
