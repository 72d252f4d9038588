import SurveyVocabulary
import Testing

@Suite struct DecimalTextTests {
  @Test(arguments: [
    (2.675, 2, "2.68"), (0.125, 2, "0.13"), (-0.004, 2, "0.00"), (0.006, 2, "0.01"), (9.995, 2, "10.00"),
    (999.96, 1, "1000.0"), (0, 3, "0.000"), (-0.0, 1, "0.0"), (1e15, 1, "1000000000000000.0"),
    (1.5e-7, 8, "0.00000015"), (12345.678, 0, "12346"), (0.5, 0, "1"), (0.05, 0, "0"),
    (Double.infinity, 2, "∞"), (-Double.infinity, 2, "-∞"), (1e300, 2, "1e+300"),
    (Double.leastNonzeroMagnitude, 2, "0.00"),
  ])
  func roundsTheShortestDecimalForm(_ value: Double, _ places: Int, _ text: String) {
    #expect(DecimalText.fixed(value, places: places) == text)
  }

  @Test(arguments: [
    (0.0274, "= .027"), (0.00096, "< .001"), (0.9997, "> .999"), (1, "= 1"), (0.05, "= .050"), (0, "< .001"),
    (0.9995, "= 1.000"),
  ])
  func writesProbabilitiesInAPAStyle(_ value: Double, _ text: String) {
    #expect(DecimalText.pValue(value) == text)
  }

  @Test(arguments: [
    (0, "0"), (999, "999"), (1000, "1,000"), (-1_234_567, "-1,234,567"),
    (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func groupsThousands(_ value: Int, _ text: String) {
    #expect(DecimalText.grouped(value) == text)
  }

  @Test(arguments: [(0.95, "95%"), (0.999, "99.9%"), (0.9, "90%"), (0.99999, "99.999%")])
  func writesLevelsWithoutIdleZeros(_ value: Double, _ text: String) {
    #expect(DecimalText.level(value) == text)
  }
}
