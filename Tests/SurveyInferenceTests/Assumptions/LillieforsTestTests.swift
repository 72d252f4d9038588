import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct LillieforsTestTests {
  static let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("LillieforsTest"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let values = try reference.data().numbers(reference.options["column"].string()).compactMap { $0 }
    let expected = reference.expected
    #expect(values.count == (try expected["n"].integer()))
    guard expected.keys.contains("lilliefors_D") else { return }
    let found = try LillieforsTest(values, method: .dallalWilkinson)
    try expectAgreement(found.distance, expected["lilliefors_D"], digits: 9, "D")
    // Above .10 the reference is a fit to simulations; the formula of the literature ends there.
    let p = try expected["lilliefors_p"].number()
    if p <= 0.1 {
      try expectAgreement(found.pValue, expected["lilliefors_p"], digits: 5, "p")
    } else {
      #expect(found.pValue == nil)
    }
    guard values.count <= 80 else { return }
    let sampled = try #require(LillieforsTest(values, method: .monteCarlo(samples: 1_999, seed: 8)).pValue)
    #expect((sampled - p).magnitude < 0.045)
  }

  // MARK: Laws

  @Test func unitsAndOrderChangeNothing() throws {
    let plain = try LillieforsTest(Self.ages, method: .dallalWilkinson)
    for factor in [0x1p600, 0x1p-600, -3] {
      let moved = try LillieforsTest(Self.ages.reversed().map { $0 * factor }, method: .dallalWilkinson)
      expectAgreement(moved.distance, plain.distance, digits: 12)
    }
    let shifted = try LillieforsTest(Self.ages.map { $0 + 1_000 }, method: .dallalWilkinson)
    expectAgreement(shifted.distance, plain.distance, digits: 11)
    // The largest doubles differ from each other by more than a double holds.
    let far = try LillieforsTest(Self.ages.map { ($0 - 40) * 4e306 }, method: .dallalWilkinson)
    expectAgreement(far.distance, plain.distance, digits: 11)
  }

  @Test func theDistanceIsThatOfTheStepsByHand() throws {
    // Mean 2 and standard deviation 1: the scores of 1, 2 and 3 are -1, 0 and 1.
    let found = try LillieforsTest([1, 1, 2, 3, 3, 2, 2, 2, 2, 2, 2, 2, 2, 2], method: .dallalWilkinson)
    #expect(found.distance > 0.3 && found.distance < 0.5)
    let again = try LillieforsTest(Self.ages, method: .monteCarlo(samples: 99, seed: 7))
    #expect(again.pValue == (try LillieforsTest(Self.ages, method: .monteCarlo(samples: 99, seed: 7)).pValue))
  }

  // MARK: Edges and refusals

  @Test func refusesWhatHasNoShape() {
    expectRefusal(.tooFew) { try LillieforsTest([Double](), method: .dallalWilkinson) }
    expectRefusal(.tooFew) { try LillieforsTest(Self.ages.prefix(4), method: .dallalWilkinson) }
    expectRefusal(.constant) {
      try LillieforsTest([Double](repeating: 4, count: 12), method: .dallalWilkinson)
    }
    expectRefusal(.notFinite) { try LillieforsTest(Self.ages + [.nan], method: .dallalWilkinson) }
    expectRefusal(.notFinite) { try LillieforsTest(Self.ages + [-.infinity], method: .dallalWilkinson) }
    for count in [0, -1, .min] {
      expectRefusal(.tooFew) { try LillieforsTest(Self.ages, method: .monteCarlo(samples: count, seed: 1)) }
    }
    expectRefusal(.outOfRange) { try LillieforsTest(Self.ages, method: .monteCarlo(samples: .max, seed: 1)) }
    expectRefusal(.infeasible) {
      try LillieforsTest((0..<1_000).map(Double.init), method: .monteCarlo(samples: 10_000_000, seed: 1))
    }
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try LillieforsTest(Self.ages, method: .dallalWilkinson) }
    try checkFinding { try LillieforsTest(Self.ages, method: .monteCarlo(samples: 199, seed: 3)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LillieforsTest") { print in
      // page
      let ages = [23.0, 25, 31, 34, 34, 38, 41, 44, 47, 52, 60, 75]
      print(try LillieforsTest(ages, method: .monteCarlo(samples: 1_999, seed: 1)).named("age"))
      // end
    }
  }
}
