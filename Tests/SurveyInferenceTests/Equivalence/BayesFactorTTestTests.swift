import Foundation
import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct BayesFactorTTestTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("BayesFactorTTest", method: "JZS Bayes factor two-sample"))
  func agreesWithBayesFactor(_ reference: Fixture.Case) throws {
    let (first, second) = try reference.twoGroups()
    let found = try BayesFactorTTest(
      first, against: second, priorScale: reference.options["rscale"].number(), scales: [])
    let expected = reference.expected
    try expectAgreement(found.statistic.value, expected["t"], digits: 11, "t")
    try expectAgreement(found.bayesFactor, expected["bf10_BayesFactor"], digits: 6, "BF")
    try expectAgreement(found.logBayesFactor, expected["log_bf10_BayesFactor"], digits: 6, "log BF")
    #expect(found.sizes == [try expected["n1"].integer(), try expected["n2"].integer()])
  }

  @Test(arguments: try Fixture.cases("BayesFactorTTest", method: "JZS Bayes factor BF10"))
  func agreesWithQuadratureOverTheVariance(_ reference: Fixture.Case) throws {
    let options = reference.options
    let n = try options["n1"].integer()
    let (t, scale) = (try options["t"].number(), try options["rscale"].number())
    let found =
      options["n2"] == .null
      ? try BayesFactorTTest(t: t, sizes: n, priorScale: scale)
      : try BayesFactorTTest(t: t, sizes: n, options["n2"].integer(), priorScale: scale)
    try expectAgreement(found.bayesFactor, reference.expected["bf10"], digits: 10, "BF")
    try expectAgreement(found.logBayesFactor, reference.expected["log_bf10"], digits: 10, "log BF")
    #expect(found.integrationError < 1e-12)
  }

  /// Another way to the same numbers: over the effect, by noncentral t in closed form.
  @Test(arguments: try Fixture.cases("BayesFactorTTest", method: "JZS Bayes factor and posterior of delta"))
  func agreesWithQuadratureOverTheEffect(_ reference: Fixture.Case) throws {
    let found = try bayes(reference, try referenceAlternative(reference))
    let expected = reference.expected
    try expectAgreement(found.logBayesFactor, expected["log_bf10"], digits: 10, "log BF")
    try expectAgreement(found.effect.value, expected["posterior_median"], digits: 10, floor: 1e-12, "median")
    let interval = try #require(found.effect.interval)
    try expectAgreement([interval.lower, interval.upper], expected["credible95"], digits: 10, "credible")
  }

  @Test(arguments: try Fixture.cases("BayesFactorTTest", method: "JZS Bayes factor with a side"))
  func agreesWithIntervalNulls(_ reference: Fixture.Case) throws {
    let greater = try bayes(reference, .greater)
    try expectAgreement(greater.logBayesFactor, reference.expected["log_greater"], digits: 6, "greater")
    let less = try bayes(reference, .less)
    try expectAgreement(less.logBayesFactor, reference.expected["log_less"], digits: 6, "less")
  }

  @Test(arguments: try Fixture.cases("BayesFactorTTest", method: "JZS log Bayes factor"))
  func agreesWhereTheFactorOverflows(_ reference: Fixture.Case) throws {
    let found = try bayes(reference, .twoSided)
    try expectAgreement(found.logBayesFactor, reference.expected["log_bf10"], digits: 10)
  }

  private func bayes(_ reference: Fixture.Case, _ side: Alternative) throws -> BayesFactorTTest {
    let sizes = try reference.options["sizes"].array().map { try $0.integer() }
    let (t, scale) = (try reference.options["t"].number(), try reference.options["rscale"].number())
    return sizes.count == 1
      ? try BayesFactorTTest(t: t, sizes: sizes[0], priorScale: scale, alternative: side, scales: [])
      : try BayesFactorTTest(
        t: t, sizes: sizes[0], sizes[1], priorScale: scale, alternative: side, scales: [])
  }

  // MARK: Laws

  /// The integral over g on a fine grid of log g, term by term.
  @Test(arguments: [(2.0, 12.0), (0.0, 40), (-3.5, 25), (7, 9)])
  func isTheSumOverAFineGrid(_ t: Double, _ n: Double) throws {
    let (freedom, scale) = (n - 1, 0.5)
    var sum = 0.0
    let step = 0.001
    for index in 0..<60_000 {
      let s = -8 + step * Double(index)
      let g = exp(s)
      let growth = 1 + n * scale * scale * g
      let kernel =
        pow(growth, -0.5) * pow((1 + t * t / freedom) / (1 + t * t / (growth * freedom)), (freedom + 1) / 2)
      sum += kernel * pow(2 * Double.pi, -0.5) * pow(g, -1.5) * exp(-1 / (2 * g)) * g * step
    }
    let found = try BayesFactorTTest(t: t, sizes: Int(n), priorScale: scale, scales: [])
    expectAgreement(try #require(found.bayesFactor), sum, digits: 9)
  }

  @Test func bothSidesAverageToTheWhole() throws {
    for (t, sizes) in [(0.0, [5]), (1.2, [10, 14]), (-3, [40, 7]), (6, [12]), (-20, [60, 60])] {
      func factor(_ side: Alternative) throws -> Double {
        let found =
          sizes.count == 1
          ? try BayesFactorTTest(t: t, sizes: sizes[0], alternative: side, scales: [])
          : try BayesFactorTTest(t: t, sizes: sizes[0], sizes[1], alternative: side, scales: [])
        return try #require(found.bayesFactor)
      }
      expectAgreement(try (factor(.greater) + factor(.less)) / 2, try factor(.twoSided), digits: 12)
    }
  }

  @Test func swappingChangesTheSignOnly() throws {
    let (x, y) = (Offices.north, Offices.south)
    for (side, mirror) in [(Alternative.twoSided, Alternative.twoSided), (.greater, .less)] {
      let one = try BayesFactorTTest(x, against: y, alternative: side)
      let other = try BayesFactorTTest(y.reversed(), against: Array(x.reversed()), alternative: mirror)
      expectAgreement(one.logBayesFactor, other.logBayesFactor, digits: 12)
      expectAgreement(one.effect.value, -other.effect.value, digits: 11)
      let (a, b) = (try #require(one.effect.interval), try #require(other.effect.interval))
      expectAgreement(a.lower, -b.upper, digits: 10)
    }
    let moved = try BayesFactorTTest(x.map { 4 * $0 + 3 }, against: y.map { 4 * $0 + 3 })
    expectAgreement(moved.logBayesFactor, try BayesFactorTTest(x, against: y).logBayesFactor, digits: 11)
  }

  @Test func dataAndTheirTAgree() throws {
    let groups = try BayesFactorTTest(Offices.north, against: Offices.south)
    let t = try StudentTest(Offices.north, against: Offices.south).statistic.value
    expectAgreement(
      groups.logBayesFactor, try BayesFactorTTest(t: t, sizes: 12, 9).logBayesFactor, digits: 12)
    let pairs = try BayesFactorTTest(Offices.after, pairedWith: Offices.before)
    let paired = try PairedTTest(Offices.after, against: Offices.before).statistic.value
    expectAgreement(
      pairs.logBayesFactor, try BayesFactorTTest(t: paired, sizes: 11).logBayesFactor, digits: 12)
    let sample = try BayesFactorTTest(zip(Offices.after, Offices.before).map { $0 - $1 + 4 }, against: 4)
    expectAgreement(sample.logBayesFactor, pairs.logBayesFactor, digits: 11)
    #expect(sample.statistic.reference == .t(degreesOfFreedom: 10))
  }

  @Test func theTableOfScalesHoldsTheFactorItself() throws {
    let found = try BayesFactorTTest(t: 2.4, sizes: 30, 30)
    #expect(found.robustness.map(\.priorScale) == BayesFactorTTest.standardScales)
    #expect(found.robustness[1].logBayesFactor == found.logBayesFactor)
    expectAgreement(
      1 / (try #require(found.inverseBayesFactor)), try #require(found.bayesFactor), digits: 14)
    #expect(found.robustness[1].bayesFactor == found.bayesFactor)
    #expect(try BayesFactorTTest(t: 2.4, sizes: 30, 30, scales: []).report.grids.isEmpty)
  }

  /// With many observations t judges by its density: BF ≈ prior density at the estimate, over that of δ̂ = 0.
  @Test func hugeSamplesFollowTheirLimit() throws {
    for t in [0.0, 3, 50] {
      let n = 1e12
      let found = try BayesFactorTTest(t: t, sizes: Int(n), scales: [])
      let delta = t / n.squareRoot()
      let scale = 0.5.squareRoot()
      let prior = scale / (Double.pi * (scale * scale + delta * delta))
      let limit = log(prior * (2 * Double.pi / n).squareRoot()) + t * t / 2
      expectAgreement(found.logBayesFactor, limit, digits: 7)
      expectAgreement(found.effect.value, delta, digits: 7, floor: 1e-15)
      let width = 2 * 1.959963984540054 / n.squareRoot()
      expectAgreement(try #require(found.effect.interval).width, width, digits: 6)
    }
  }
}

@Suite struct BayesFactorTTestEdgeTests {
  @Test func hugeTHasALogarithm() throws {
    let found = try BayesFactorTTest(t: 50, sizes: 5_000, 5_000)
    #expect(found.bayesFactor == nil && found.logBayesFactor > 1_000)
    let larger = try BayesFactorTTest(t: 60, sizes: 10_000)
    #expect(larger.bayesFactor == nil && larger.inverseBayesFactor == nil && larger.logBayesFactor > 1_000)
    #expect(larger.report.notes.count == 2)
    for t in [1e5, -1e12, 1e50] {
      for side in Alternative.allCases {
        try checkFinding { try BayesFactorTTest(t: t, sizes: 4, 3, alternative: side, scales: []) }
        try checkFinding { try BayesFactorTTest(t: t, sizes: 2, alternative: side, scales: []) }
      }
    }
  }

  @Test func smallestSamplesAndExtremeScales() throws {
    for scale in [0.001, 1_000.0] {
      for (t, n) in [(0.0, 2), (1, 2), (40, 3), (-3, 1_000_000), (100, 1 << 50)] {
        for side in Alternative.allCases {
          try checkFinding {
            try BayesFactorTTest(t: t, sizes: n, priorScale: scale, alternative: side, scales: [])
          }
        }
      }
    }
  }

  @Test func refusesWhatHasNoFactor() {
    for scale in [0, -1, Double.nan, .infinity, 1e-9, 1e9] {
      expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1, sizes: 9, priorScale: scale) }
      expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1, sizes: 9, scales: [scale]) }
    }
    for t in [Double.nan, .infinity, 1e51] {
      expectRefusal(.outOfRange) { try BayesFactorTTest(t: t, sizes: 9) }
    }
    for n in [Int.min, -1, 0, 1] {
      expectRefusal(.tooFew) { try BayesFactorTTest(t: 1, sizes: n) }
      expectRefusal(.tooFew) { try BayesFactorTTest(t: 1, sizes: 9, n) }
    }
    expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1, sizes: .max, .max) }
    expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1, sizes: 3, 3, 3) }
    expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1) }
    expectRefusal(.outOfRange) { try BayesFactorTTest(t: 1, sizes: 9, credibility: 1) }
    expectRefusal(.infeasible) {
      try BayesFactorTTest(t: 1, sizes: 9, scales: [Double](repeating: 1, count: 101))
    }
    expectRefusal(.constant) { try BayesFactorTTest([1, 1], against: [2, 2]) }
    expectRefusal(.constant) { try BayesFactorTTest([2, 3], pairedWith: [1, 2]) }
    expectRefusal(.constant) { try BayesFactorTTest([2, 2], against: 1) }
    expectRefusal(.tooFew) { try BayesFactorTTest([2], against: [1, 2]) }
    expectRefusal(.tooFew) { try BayesFactorTTest([], pairedWith: []) }
    expectRefusal(.lengthMismatch) { try BayesFactorTTest([1, 2], pairedWith: [1]) }
    expectRefusal(.notFinite) { try BayesFactorTTest([1, .nan], against: 0) }
    expectRefusal(.outOfRange) { try BayesFactorTTest([1e200, 2e200], against: [1e200, 3e200]) }
    expectRefusal(.outOfRange) { try BayesFactorTTest([1e-200, 2e-200], against: 0) }
  }

  // MARK: Conformance and page

  @Test(arguments: Alternative.allCases) func keepsTheContract(_ alternative: Alternative) throws {
    try checkFinding { try BayesFactorTTest(Offices.north, against: Offices.south, alternative: alternative) }
    try checkFinding {
      try BayesFactorTTest(Offices.after, pairedWith: Offices.before, alternative: alternative)
    }
    try checkFinding { try BayesFactorTTest(Offices.north, against: 3.5, alternative: alternative) }
    try checkFinding { try BayesFactorTTest(t: 2.1, sizes: 60, 18, alternative: alternative) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BayesFactorTTest") { print in
      // page
      let north = [3.25, 4.00, 2.75, 4.50, 3.75, 3.00, 4.25, 4.00, 3.50, 4.75, 4.00, 3.25]
      let south = [3.00, 3.75, 2.75, 4.25, 3.50, 3.25, 3.75, 4.00, 3.25]
      let trust = try BayesFactorTTest(north, against: south)
      print(trust.named("generalized trust", "north", "south"))
      print("")
      print(try BayesFactorTTest(t: 2.5, sizes: 25, alternative: .greater, scales: []).named("a published t"))
      // end
    }
  }
}
