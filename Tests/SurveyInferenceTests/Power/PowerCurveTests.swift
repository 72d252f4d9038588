import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

// No fixture: every power is that of PowerAnalysis, whose fixture is read there.

@Suite struct PowerCurveTests {
  // Laws

  @Test func everyPowerIsThatOfThePowerAnalysis() throws {
    let curve = try PowerCurve(.student(), effects: [0, 0.2, -0.5, 0.8], sizes: [60, 18], [40, 40])
    #expect(curve.points.count == 4)
    for point in curve.points {
      for (power, sizes) in zip(point.powers, curve.sizes) {
        expectAgreement(
          power, try PowerAnalysis(.student(), effect: point.effect, sizes: sizes).power, digits: 15)
      }
    }
    expectAgreement(curve.points[0].powers[0], 0.05, digits: 12)
  }

  // Refusals

  @Test func refusesWhatHasNoAnswer() throws {
    expectRefusal(.tooFew) { try PowerCurve(.student(), effects: [], sizes: [60, 18]) }
    expectRefusal(.tooFew) { try PowerCurve(.student(), effects: [0.5]) }
    expectRefusal(.lengthMismatch) { try PowerCurve(.student(), effects: [0.5], sizes: [60]) }
    expectRefusal(.notFinite) { try PowerCurve(.student(), effects: [0.5, .nan], sizes: [60, 18]) }
    expectRefusal(.outOfRange) { try PowerCurve(.student(), effects: [0.5], sizes: [60, 18], level: 0) }
    expectRefusal(.infeasible) {
      try PowerCurve(.student(), effects: [Double](repeating: 0.5, count: 10_001), sizes: [60, 18])
    }
  }

  // Print

  @Test func printsItsFinding() throws {
    #expect(
      try PowerCurve(.paired(oneSided: true), effects: [0.2, 0.5], sizes: [20]).named("trust").description
        == """
        Power curve: trust, paired t test
            dz  n = 20
          0.20    .217
          0.50    .695
          level: .05; test: one-sided; computed by: noncentral t
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try PowerCurve(.student(), effects: [0, 0.5], sizes: [60, 18], [39, 39]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("PowerCurve") { print in
      // page
      let effects = [0.2, 0.4, 0.5, 0.6, 0.8, 1.0]
      print(try PowerCurve(.student(), effects: effects, sizes: [60, 18], [39, 39]))
      // end
    }
  }
}
