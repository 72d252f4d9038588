import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct ProportionPrecisionTests {
  // Reference

  @Test(arguments: try Fixture.cases("ProportionPrecision"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let o = reference.options
    let found = try ProportionPrecision(
      o["p"].number(), cases: o["n"].integer(), confidence: o["level"].number())
    try expectAgreement(found.expectedHalfWidth, reference.expected["expected"], digits: 11)
  }

  // Laws

  @Test func itIsTheMeanOfWilsonsIntervals() throws {
    // Four cases at .3, by hand over the five counts.
    let masses = [0.2401, 0.4116, 0.2646, 0.0756, 0.0081]
    var mean = 0.0
    for (count, mass) in masses.enumerated() {
      mean += mass * (try #require(try Proportion(count, of: 4).proportion.interval).width) / 2
    }
    expectAgreement(try ProportionPrecision(0.3, cases: 4).expectedHalfWidth, mean, digits: 12)
    let planned = try #require(try Proportion(3, of: 10).proportion.interval).width / 2
    expectAgreement(try ProportionPrecision(0.3, cases: 10).plannedHalfWidth, planned, digits: 12)
  }

  @Test func theHalfWidthFallsWithTheCases() throws {
    for p in [0, 0.01, 0.2, 0.5, 0.93, 1] {
      var last = Double.infinity
      for n in Array(1...50) + [300, 1_000] {
        let half = try ProportionPrecision(p, cases: n).expectedHalfWidth
        #expect(half < last, "p = \(p), n = \(n)")
        last = half
      }
    }
  }

  @Test func theNumberOfCasesIsTheSmallest() throws {
    for (p, width) in [(0.5, 0.05), (0.1, 0.03), (0, 0.01), (1, 0.4), (0.5, 0.45)] {
      let found = try ProportionPrecision(p, halfWidth: width)
      #expect(found.expectedHalfWidth <= width)
      guard found.count > 1 else { continue }
      #expect(try ProportionPrecision(p, cases: found.count - 1).expectedHalfWidth > width)
    }
  }

  @Test func aShareAndItsComplementAreEqual() throws {
    expectAgreement(
      try ProportionPrecision(0.2, cases: 40).expectedHalfWidth,
      try ProportionPrecision(0.8, cases: 40).expectedHalfWidth, digits: 12)
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.tooFew) { try ProportionPrecision(cases: 0) }
    expectRefusal(.tooFew) { try ProportionPrecision(cases: -7) }
    expectRefusal(.infeasible) { try ProportionPrecision(cases: .max) }
    for p in [-0.1, 1.1, .nan] { expectRefusal(.outOfRange) { try ProportionPrecision(p, cases: 9) } }
    for width in [0, 0.5, -1, .nan] {
      expectRefusal(.outOfRange) { try ProportionPrecision(halfWidth: width) }
    }
    expectRefusal(.infeasible) { try ProportionPrecision(halfWidth: 1e-6) }
    expectRefusal(.outOfRange) { try ProportionPrecision(cases: 9, confidence: 1) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try ProportionPrecision(0.3, halfWidth: 0.05).description == """
        Precision of a proportion
          expected half-width                   .050
          half-width at the planned proportion  .050
          wanted = .050   n (solved) = 319   planned proportion = .30
          interval: Wilson, 95%
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try ProportionPrecision(0.3, cases: 60) }
    try checkFinding { try ProportionPrecision(halfWidth: 0.1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("ProportionPrecision") { print in
      // page
      print(try ProportionPrecision(0.3, cases: 60))
      print(try ProportionPrecision(halfWidth: 0.05))
      // end
    }
  }
}
