import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GoodnessOfFitTestTests {
  @Test(arguments: try Fixture.cases("GoodnessOfFitTest", method: "chi-square goodness of fit"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let counts = try reference.options["counts"].array().map { try $0.integer() }
    let test = try GoodnessOfFitTest(counts, expecting: reference.options["probs"].numbers())
    try expectAgreement(test.statistic.value, reference.expected["chi2"], digits: 11)
    try expectAgreement(test.degreesOfFreedom, reference.expected["df"], digits: 16)
    try expectAgreement(test.pValue, reference.expected["p"], digits: 11)
    try expectAgreement(test.effect.value, reference.expected["cohen_w"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("GoodnessOfFitTest", method: "exact"))
  func exactAgreesWithEnumeration(_ reference: Fixture.Case) throws {
    let counts = try reference.options["counts"].array().map { try $0.integer() }
    let weights = try reference.options["weights"].numbers()
    let exact = try GoodnessOfFitTest(counts, expecting: weights, method: .exact)
    try expectAgreement(exact.statistic.value, reference.expected["chi2"], digits: 12, floor: 1e-14)
    try expectAgreement(exact.pValue, reference.expected["p"], digits: 12)
    let probable = try GoodnessOfFitTest(counts, expecting: weights, method: .exactByProbability)
    try expectAgreement(probable.pValue, reference.expected["p_by_probability"], digits: 12)
  }

  @Test func twoCategoriesByProbabilityAreTheBinomialTest() throws {
    for (x, n, p) in [(7, 20, 0.3), (0, 9, 0.2), (5, 10, 0.5)] {
      let test = try GoodnessOfFitTest([x, n - x], expecting: [p, 1 - p], method: .exactByProbability)
      expectAgreement(test.pValue, try BinomialTest(x, of: n, against: p).pValue, digits: 11)
      let score = try GoodnessOfFitTest([x, n - x], expecting: [p, 1 - p])
      expectAgreement(
        score.pValue, try BinomialTest(x, of: n, against: p, method: .score()).pValue, digits: 11)
    }
  }

  @Test func randomCountsComeNearTheExactProbability() throws {
    let exact = try GoodnessOfFitTest([3, 0, 5, 1], method: .exact).pValue
    let random = try GoodnessOfFitTest(
      [3, 0, 5, 1], method: .monteCarlo(samples: 20_000, seed: 2), confidence: 0.999)
    #expect(try #require(random.pValueInterval).contains(exact))
  }

  @Test func labelsAndWeightsAreTakenAsTheyAre() throws {
    let labels = try GoodnessOfFitTest(of: ["a", "b", "a", "c"], categories: ["c", "b", "a"])
    #expect(labels.counts == [1, 1, 2] && labels.categories == ["c", "b", "a"])
    let scaled = try GoodnessOfFitTest([4, 3, 1], expecting: [50, 30, 20])
    expectAgreement(
      scaled.statistic.value, try GoodnessOfFitTest([4, 3, 1], expecting: [0.5, 0.3, 0.2]).statistic.value,
      digits: 13)
    let impossible = try GoodnessOfFitTest([4, 0, 3], expecting: [1, 0, 1])
    #expect(impossible.counts == [4, 3] && impossible.report.notes.count == 1)
  }

  @Test func refusesWhatItCannotTest() throws {
    expectRefusal(.tooFew) { try GoodnessOfFitTest([]) }
    expectRefusal(.tooFew) { try GoodnessOfFitTest([5]) }
    expectRefusal(.tooFew) { try GoodnessOfFitTest([0, 0]) }
    expectRefusal(.tooFew) { try GoodnessOfFitTest([4, 0], expecting: [1, 0]) }
    expectRefusal(.outOfRange) { try GoodnessOfFitTest([4, -1]) }
    expectRefusal(.outOfRange) { try GoodnessOfFitTest([.max, 1]) }
    expectRefusal(.lengthMismatch) { try GoodnessOfFitTest([4, 1], expecting: [1]) }
    expectRefusal(.lengthMismatch) { try GoodnessOfFitTest([4, 1], categories: ["a"]) }
    expectRefusal(.definition) { try GoodnessOfFitTest([4, 1, 1], expecting: [1, 1, 0]) }
    expectRefusal(.infeasible) { try GoodnessOfFitTest([900, 800, 700, 9], method: .exact) }
    expectRefusal(.infeasible) { try GoodnessOfFitTest([1 << 50, 1], method: .exact) }
    expectRefusal(.infeasible) {
      try GoodnessOfFitTest([1] + [Int](repeating: 0, count: 100_000), method: .exact)
    }
    expectRefusal(.tooFew) { try GoodnessOfFitTest([4, 1], method: .monteCarlo(samples: 0)) }
    expectRefusal(.infeasible) { try GoodnessOfFitTest([4, 1], method: .monteCarlo(samples: .max)) }
    expectRefusal(.unknownName) { try GoodnessOfFitTest(of: ["a", "z"], categories: ["a", "b"]) }
    for weights in [[-1.0, 1], [Double.nan, 1], [0.0, 0], [.infinity, 1]] {
      #expect(throws: InputError.self) { try GoodnessOfFitTest([4, 1], expecting: weights) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try GoodnessOfFitTest([4, 1], confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try GoodnessOfFitTest([20, 15, 25, 10, 18, 12]) }
    try checkFinding { try GoodnessOfFitTest([1 << 50, 1 << 51]) }
    try checkFinding { try GoodnessOfFitTest([1, 0], method: .exact) }
    try checkFinding { try GoodnessOfFitTest([4, 1], method: .monteCarlo(samples: 99)) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GoodnessOfFitTest") { print in
      // page
      let days = ["Mon", "Tue", "Wed", "Thu", "Fri"]
      print(try GoodnessOfFitTest([20, 15, 25, 10, 18], categories: days))
      // end
    }
  }
}
