import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct SemipartialCorrelationTests {
  static let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
  static let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
  static let age = [25.0, 61, 33, 47, 38, 52, 29, 44]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("SemipartialCorrelation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let names = try [options["x"].string(), options["y"].string()] + options["controls"].strings()
    let columns = try reference.data().complete(names)
    let controls = Array(columns.dropFirst(2))
    let found = try SemipartialCorrelation(columns[0], with: columns[1], given: controls)
    let expected = reference.expected
    #expect(found.count == (try expected["n"].integer()))
    try expectAgreement(
      found.correlation.value, expected["semipartial_x_with_y_residualised"], digits: 10, "r")
    try expectAgreement(found.statistic.value, expected["t"], digits: 10, "t")
    try expectAgreement(found.pValue, expected["p"], digits: 10, "p")
  }

  // MARK: Laws

  /// Its square is what the variable adds to the explained variance: with one control, from plain correlations.
  @Test func itsSquareIsTheAddedShareOfVariance() throws {
    let found = try SemipartialCorrelation(Self.mood, with: Self.sleep, given: [Self.age])
    let ab = try PearsonCorrelation(Self.mood, with: Self.sleep).correlation.value
    let ac = try PearsonCorrelation(Self.mood, with: Self.age).correlation.value
    let bc = try PearsonCorrelation(Self.sleep, with: Self.age).correlation.value
    let both = (ab * ab + ac * ac - 2 * ab * ac * bc) / (1 - bc * bc)
    expectAgreement(found.correlation.value * found.correlation.value, both - ac * ac, digits: 11)
    let partial = try PartialCorrelation(Self.mood, with: Self.sleep, given: [Self.age])
    #expect(
      found.pValue == partial.pValue
        && found.correlation.value.magnitude <= partial.correlation.value.magnitude)
  }

  @Test func unitsAndOrderOfControlsChangeNothing() throws {
    let plain = try SemipartialCorrelation(
      Self.mood, with: Self.sleep, given: [Self.age, [1, 2, 1, 2, 1, 1, 2, 2]])
    for factor in [0x1p500, 0x1p-500] {
      let moved = try SemipartialCorrelation(
        Self.mood.map { $0 * factor }, with: Self.sleep.map { $0 / factor + 0 },
        given: [[1, 2, 1, 2, 1, 1, 2, 2], Self.age.map { $0 * factor }])
      expectAgreement(moved.correlation.value, plain.correlation.value, digits: 11)
      expectAgreement(moved.pValue, plain.pValue, digits: 11)
    }
    let far = try SemipartialCorrelation(
      Self.mood.map { $0 + 1e6 }, with: Self.sleep, given: [Self.age, [1, 2, 1, 2, 1, 1, 2, 2]])
    expectAgreement(far.correlation.value, plain.correlation.value, digits: 8)
  }

  // MARK: Edges and refusals

  @Test func refusesWhatCannotBeControlled() {
    expectRefusal(.tooFew) { try SemipartialCorrelation(Self.mood, with: Self.sleep, given: []) }
    expectRefusal(.tooFew) { try SemipartialCorrelation([1, 2, 3], with: [1, 3, 2], given: [[1, 2, 2]]) }
    expectRefusal(.tooFew) { try SemipartialCorrelation([], with: [], given: [[]]) }
    expectRefusal(.lengthMismatch) { try SemipartialCorrelation(Self.mood, with: [1, 2], given: [Self.age]) }
    expectRefusal(.lengthMismatch) {
      try SemipartialCorrelation(Self.mood, with: Self.sleep, given: [[1, 2]])
    }
    expectRefusal(.notFinite) {
      try SemipartialCorrelation([1, .nan, 3, 4], with: [1, 2, 3, 5], given: [[1, 2, 2, 1]])
    }
    expectRefusal(.constant) {
      try SemipartialCorrelation([1, 1, 1, 1], with: [1, 2, 3, 5], given: [[1, 2, 2, 1]])
    }
    expectRefusal(.constant) {
      try SemipartialCorrelation([1, 2, 1, 1], with: [1, 2, 3, 5], given: [[2, 2, 2, 2]])
    }
    expectRefusal(.rankDeficient) {
      try SemipartialCorrelation(Self.mood, with: Self.sleep, given: [Self.age, Self.age])
    }
    expectRefusal(.rankDeficient) {
      try SemipartialCorrelation(Self.mood, with: Self.sleep, given: [Self.mood.map { 3 - $0 }])
    }
    expectRefusal(.rankDeficient) {
      try SemipartialCorrelation(Self.mood, with: Self.sleep, given: [Self.sleep])
    }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ side: Alternative) throws {
    for kind in SemipartialCorrelation.Kind.allCases {
      try checkFinding {
        try SemipartialCorrelation(
          Self.mood, with: Self.sleep, given: [Self.age], kind: kind, alternative: side)
      }
    }
    try checkFinding {
      try SemipartialCorrelation([1, 2, 3, 4], with: [1, 3, 2, 5], given: [[1, 2, 2, 1]])
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("SemipartialCorrelation") { print in
      // page
      let mood = [3.1, 4.5, 2.2, 5.0, 4.1, 3.7, 2.9, 4.8]
      let sleep = [6.0, 7.5, 5.5, 8.0, 7.0, 7.5, 6.5, 7.0]
      let age = [25.0, 61, 33, 47, 38, 52, 29, 44]
      let correlation = try SemipartialCorrelation(mood, with: sleep, given: [age])
      print(correlation.named("a diary week, given age", "mood", "hours of sleep"))
      // end
    }
  }
}
