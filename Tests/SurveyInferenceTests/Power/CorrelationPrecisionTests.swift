import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct CorrelationPrecisionTests {
  // Reference

  @Test(arguments: try Fixture.cases("CorrelationPrecision"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let o = reference.options
    let found = try CorrelationPrecision(
      o["r"].number(), cases: o["n"].integer(), confidence: o["level"].number())
    let interval = try #require(found.correlation.interval)
    try expectAgreement(interval.lower, reference.expected["lower"], digits: 11)
    try expectAgreement(interval.upper, reference.expected["upper"], digits: 11)
    try expectAgreement(found.halfWidth, reference.expected["halfWidth"], digits: 11)
  }

  // Laws

  @Test func theNumberOfCasesIsTheSmallest() throws {
    for (r, width) in [(0, 0.1), (0.3, 0.1), (-0.8, 0.02), (0.99, 0.9), (0.5, 0.001)] {
      let found = try CorrelationPrecision(r, halfWidth: width)
      #expect(found.halfWidth <= width)
      if found.count > 4 {
        #expect(try CorrelationPrecision(r, cases: found.count - 1).halfWidth > width)
      }
      expectAgreement(
        try CorrelationPrecision(-r, halfWidth: width).exactCount, found.exactCount, digits: 11)
    }
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    for n in [-1, 0, 3] { expectRefusal(.tooFew) { try CorrelationPrecision(0.3, cases: n) } }
    expectRefusal(.outOfRange) { try CorrelationPrecision(0.3, cases: .max) }
    for r in [-1, 1, 2, .nan] { expectRefusal(.outOfRange) { try CorrelationPrecision(r, cases: 30) } }
    for width in [0, 1, -1, .nan] {
      expectRefusal(.outOfRange) { try CorrelationPrecision(0.3, halfWidth: width) }
    }
    expectRefusal(.infeasible) { try CorrelationPrecision(0.3, halfWidth: 1e-9) }
    expectRefusal(.outOfRange) { try CorrelationPrecision(0.3, cases: 30, confidence: 0) }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try CorrelationPrecision(0.3, halfWidth: 0.1).description == """
        Precision of a correlation
          planned r    .30  95% CI [.20, .40]
          half-width  .100
          wanted = .100   n exactly = 319.24   n (solved) = 320
          interval: Fisher's z, 95%
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try CorrelationPrecision(0.3, cases: 60) }
    try checkFinding { try CorrelationPrecision(0, halfWidth: 0.1) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("CorrelationPrecision") { print in
      // page
      print(try CorrelationPrecision(0.3, cases: 78))
      print(try CorrelationPrecision(0.3, halfWidth: 0.1))
      // end
    }
  }
}
