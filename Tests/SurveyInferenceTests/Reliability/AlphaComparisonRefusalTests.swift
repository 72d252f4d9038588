import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct AlphaComparisonRefusalTests {
  private typealias Coefficient = AlphaComparison.Coefficient
  private let one = Coefficient(0.7, count: 60, itemCount: 6)
  private let two = Coefficient(0.8, count: 60, itemCount: 9)

  @Test func refusesWhatCannotBeCompared() throws {
    for alpha in [1, 1.5, .nan, .infinity, -.infinity] {
      let bad = Coefficient(alpha, count: 60, itemCount: 6)
      expectRefusal(.outOfRange) { try AlphaComparison(of: one, against: bad) }
      expectRefusal(.outOfRange) { try AlphaComparison(of: bad, withSamePersons: two, correlation: 0.3) }
      expectRefusal(.outOfRange) { try AlphaComparison(among: [one, bad]) }
    }
    for count in [1, 0, -1, Int.min] {
      let bad = Coefficient(0.7, count: count, itemCount: 6)
      expectRefusal(.tooFew) { try AlphaComparison(of: one, against: bad) }
      expectRefusal(.tooFew) { try AlphaComparison(among: [bad, two]) }
      let none = Coefficient(0.7, count: 60, itemCount: count)
      expectRefusal(.tooFew) { try AlphaComparison(of: none, against: two) }
    }
    expectRefusal(.tooFew) { try AlphaComparison(among: [one]) }
    expectRefusal(.tooFew) { try AlphaComparison(among: []) }
    expectRefusal(.tooFew) { try AlphaComparison(of: one, against: Coefficient(0.7, count: 5, itemCount: 6)) }
    expectRefusal(.tooFew) {
      try AlphaComparison(among: [one, Coefficient(0.7, count: 3, itemCount: 2)])
    }
    expectRefusal(.lengthMismatch) {
      try AlphaComparison(
        of: one, withSamePersons: Coefficient(0.7, count: 61, itemCount: 6), correlation: 0.1)
    }
    for r in [1, -1, 2, .nan] {
      expectRefusal(.outOfRange) { try AlphaComparison(of: one, withSamePersons: two, correlation: r) }
    }
    expectRefusal(.outOfRange) { try AlphaComparison(of: one, against: two, confidence: 0) }
    expectRefusal(.lengthMismatch) {
      try AlphaComparison(amongSamePersons: [one, two], correlations: [[1]])
    }
    expectRefusal(.definition) {
      try AlphaComparison(amongSamePersons: [one, two], correlations: [[1, 0.2], [0.3, 1]])
    }
    expectRefusal(.outOfRange) {
      try AlphaComparison(amongSamePersons: [one, two], correlations: [[2, 0.2], [0.2, 2]])
    }
    expectRefusal(.constant) {
      try AlphaComparison(
        amongSamePersons: [one, Coefficient(0.7, count: 60, itemCount: 6)], correlations: [[1, 1], [1, 1]])
    }
    expectRefusal(.lengthMismatch) {
      try AlphaComparison(of: Answers.keyed, withSamePersons: Answers.random(items: 3, cases: 9))
    }
  }

  @Test func acceptsLargeNumbers() throws {
    let huge = Coefficient(0.7, count: .max, itemCount: .max)
    #expect(try AlphaComparison(of: huge, against: one).pValue >= 0)
    #expect(try AlphaComparison(among: [huge, huge]).pValue == 1)
    #expect(try AlphaComparison(of: Coefficient(-1e90, count: 50, itemCount: 3), against: one).pValue >= 0)
  }

  @Test func printsItsFinding() throws {
    let finding = try AlphaComparison(
      of: one, withSamePersons: two, correlation: 0.4, alternative: .less
    ).named("trust", "old", "new")
    #expect(
      finding.description == """
        Comparison of alphas: trust
          error ratio (1 - α₂)/(1 - α₁)  0.67  95% CI [0.00, 0.99]  t(58) = -1.70, one-sided p = .048
               alpha   n  items
          old    .70  60      6
          new    .80  60      9
          difference of the alphas = -.10   r of the sums = .40
          all 60 cases used
          design: two scales of the same persons; alternative: less
        """)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try AlphaComparison(of: one, against: two) }
    try checkFinding { try AlphaComparison(of: one, against: two, alternative: .greater) }
    try checkFinding { try AlphaComparison(of: one, withSamePersons: two, correlation: 0.4) }
    try checkFinding { try AlphaComparison(among: [one, two, one]) }
    try checkFinding {
      try AlphaComparison(amongSamePersons: [one, two], correlations: [[1, 0.4], [0.4, 1]])
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("AlphaComparison") { print in
      // page
      let before = AlphaComparison.Coefficient(0.71, count: 151, itemCount: 12)
      let after = AlphaComparison.Coefficient(0.78, count: 41, itemCount: 12)
      print(try AlphaComparison(of: after, against: before).named("trust", "new wording", "old wording"))
      // end
    }
  }
}
