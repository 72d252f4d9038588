import SurveyInference
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MantelHaenszelTestTests {
  @Test(arguments: try Fixture.cases("MantelHaenszelTest", method: "Cochran-Mantel-Haenszel, 2x2xK"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let cells = try reference.options["strata_column_major"].array().map { try $0.integer() }
    let strata = stride(from: 0, to: cells.count, by: 4).map { place -> [[Int]] in
      let four = Array(cells[place..<place + 4])
      return [[four[0], four[2]], [four[1], four[3]]]
    }
    let expected = reference.expected
    for (corrects, suffix) in [(false, ""), (true, "_cc")] {
      let test = try MantelHaenszelTest(strata: strata, method: .chiSquare(continuityCorrection: corrects))
      try expectAgreement(test.statistic.value * test.statistic.value, expected["chi2\(suffix)"], digits: 9)
      try expectAgreement(test.pValue, expected["p\(suffix)"], digits: 9)
      try expectAgreement(test.oddsRatio?.value, expected["common_or_mh"], digits: 9)
      let limits = try #require(test.interval)
      try expectAgreement([limits.lower, limits.upper], expected["ci95"], digits: 9)
    }
    let exact = try MantelHaenszelTest(strata: strata, method: .exact())
    try expectAgreement(exact.pValue, expected["p_exact"], digits: 9)
    // R's root search is good to 5 digits here: the mean at our estimate is the observed sum, as it must be.
    try expectAgreement(exact.oddsRatio?.value, expected["or_conditional"], digits: 5)
    let odds = try #require(exact.oddsRatio).value
    var masses = [1.0]
    for stratum in strata {
      let (row, column) = (stratum[0][0] + stratum[0][1], stratum[0][0] + stratum[1][0])
      let null = try NoncentralHypergeometricDistribution(
        marked: column, population: stratum.joined().reduce(0, +), draws: row, oddsRatio: odds)
      var next = [Double](repeating: 0, count: masses.count + row)
      for (sum, mass) in masses.enumerated() {
        for count in 0...row { next[sum + count] += mass * null.mass(count) }
      }
      masses = next
    }
    let mean = masses.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    expectAgreement(mean, Double(strata.reduce(0) { $0 + $1[0][0] }), digits: 11, "mean at the estimate")
  }

  @Test(arguments: try Fixture.cases("MantelHaenszelTest", method: "exact conditional"))
  func exactAgreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let cells = try reference.options["strata_row_major"].array().map { try $0.integer() }
    let strata = stride(from: 0, to: cells.count, by: 4).map { place -> [[Int]] in
      [Array(cells[place..<place + 2]), Array(cells[place + 2..<place + 4])]
    }
    let exact = try MantelHaenszelTest(strata: strata, method: .exact())
    try expectAgreement(exact.pValue, reference.expected["p"], digits: 11)
    try expectAgreement(exact.oddsRatio?.value, reference.expected["or"], digits: 11)
    let limits = try #require(exact.interval)
    try expectAgreement([limits.lower, limits.upper], reference.expected["ci"], digits: 11)
  }

  @Test(arguments: try Fixture.cases("MantelHaenszelTest", method: "StratifiedTable"))
  func homogeneityAgreesWithReference(_ reference: Fixture.Case) throws {
    let cells = try reference.options["strata_row_major"].array().map { try $0.integer() }
    let strata = stride(from: 0, to: cells.count, by: 4).map { place -> [[Int]] in
      [Array(cells[place..<place + 2]), Array(cells[place + 2..<place + 4])]
    }
    let (test, expected) = (try MantelHaenszelTest(strata: strata), reference.expected)
    try expectAgreement(test.statistic.value * test.statistic.value, expected["chi2"], digits: 10)
    try expectAgreement(test.oddsRatio?.value, expected["common_or"], digits: 10)
    let limits = try #require(test.interval)
    try expectAgreement([limits.lower, limits.upper], expected["ci95"], digits: 10)
    try expectAgreement(test.breslowDay?.value, expected["breslow_day"], digits: 10)
    try expectAgreement(test.homogeneity?.value, expected["tarone"], digits: 10)
    try expectAgreement(test.breslowDay?.pValue(), expected["breslow_day_p"], digits: 10)
    try expectAgreement(test.homogeneity?.pValue(), expected["tarone_p"], digits: 10)
  }

  @Test func oneStratumExactlyIsFishers() throws {
    for midP in [false, true] {
      let test = try MantelHaenszelTest(strata: [treatment], method: .exact(midP: midP))
      let fisher = try FisherExactTest(treatment, midP: midP)
      expectAgreement(test.pValue, fisher.pValue, digits: 12)
      try expectAgreement(#require(test.oddsRatio).value, #require(fisher.oddsRatio).value, digits: 11)
      let (one, other) = (try #require(test.interval), try #require(fisher.oddsRatioInterval))
      expectAgreement(one.lower, other.lower, digits: 11)
      expectAgreement(one.upper, other.upper, digits: 11)
    }
    let plain = try MantelHaenszelTest(strata: [treatment])
    try expectAgreement(
      #require(plain.oddsRatio).value, #require(OddsRatio(treatment).oddsRatio).value, digits: 14)
    try expectAgreement(
      #require(plain.interval).upper, #require(OddsRatio(treatment, interval: .woolf).interval).upper,
      digits: 12)
    #expect(plain.homogeneity == nil)
  }

  @Test(arguments: 0..<12) func exactIsTheSumOverAllTables(_ run: Int) throws {
    let strata = (0..<2).map { smallTable(2, 2, cases: 5 + run % 4, seed: UInt64(400 + 2 * run + $0)) }
    guard let test = try? MantelHaenszelTest(strata: strata, method: .exact()) else { return }
    var sums: [Int: Double] = [:]
    for one in allTables(like: strata[0]) {
      for other in allTables(like: strata[1]) {
        sums[one.table[0][0] + other.table[0][0], default: 0] += one.probability * other.probability
      }
    }
    let own = try #require(sums[strata[0][0][0] + strata[1][0][0]])
    let p = sums.values.sorted().filter { $0 <= own * (1 + 1e-9) }.reduce(0, +)
    expectAgreement(test.pValue, min(p, 1), digits: 11)
  }

  @Test func strataWithoutVariationAddNothing() throws {
    let strata = [treatment, [[4, 0], [3, 0]], [[8, 5], [3, 9]]]
    let (all, two) = (
      try MantelHaenszelTest(strata: strata), try MantelHaenszelTest(strata: [strata[0], strata[2]])
    )
    #expect(all.uninformativeCount == 1 && all.pValue == two.pValue && all.interval == two.interval)
    #expect(all.strataOddsRatios[1] == nil)
  }

  @Test func labelsGiveWhatTheirTablesGive() throws {
    let rows = ["t", "t", "c", "c", "t", "c", "t", "c", "t"]
    let columns = ["y", "n", "y", "n", "y", "n", "n", "y", "y"]
    let strata = ["a", "a", "a", "a", "b", "b", "b", "b", "b"]
    let test = try MantelHaenszelTest(rows, by: columns, within: strata)
    #expect(test.strata.map(\.counts) == [[[1, 1], [1, 1]], [[2, 1], [1, 1]]])
    #expect(test.context.parts == ["a", "b"])
    expectRefusal(.lengthMismatch) { try MantelHaenszelTest(rows, by: columns, within: ["a"]) }
    expectRefusal(.definition) { try MantelHaenszelTest(rows, by: rows.map { _ in "x" }, within: strata) }
  }

  @Test func zeroCellsAreDecided() throws {
    for strata in [[[[3, 0], [2, 8]], [[4, 0], [1, 2]]], [[[0, 3], [8, 2]]], [[[1, 0], [0, 1]]]] {
      for method in [MantelHaenszelTest.Method.chiSquare(), .exact()] {
        try checkFinding { try MantelHaenszelTest(strata: strata, method: method) }
      }
    }
    let infinite = try MantelHaenszelTest(strata: [[[3, 0], [2, 8]]], method: .exact())
    #expect(infinite.oddsRatio == nil && infinite.interval?.upper == .infinity)
  }

  @Test func refusesWhatInformsOfNothing() throws {
    expectRefusal(.tooFew) { try MantelHaenszelTest(strata: [[[Int]]]()) }
    expectRefusal(.constant) { try MantelHaenszelTest(strata: [[[3, 0], [4, 0]]]) }
    expectRefusal(.definition) { try MantelHaenszelTest(strata: [jobSatisfaction]) }
    expectRefusal(.tooFew) { try MantelHaenszelTest(strata: [[[0, 0], [0, 0]]]) }
    expectRefusal(.outOfRange) {
      try MantelHaenszelTest(strata: [[[1 << 51, 1], [1, 1]], [[1 << 51, 1], [1, 1]]])
    }
    expectRefusal(.infeasible) {
      try MantelHaenszelTest(strata: [[[1 << 22, 1 << 22], [1 << 22, 1 << 22]]], method: .exact())
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try MantelHaenszelTest(strata: [treatment], confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try MantelHaenszelTest(strata: [treatment, [[8, 5], [3, 9]]]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MantelHaenszelTest") { print in
      // page
      let test = try MantelHaenszelTest(strata: [
        [[12, 5], [7, 14]], [[8, 5], [3, 9]], [[6, 9], [2, 15]],
      ])
      print(test.named("improved", "Amsterdam", "Utrecht", "Gouda"))
      // end
    }
  }
}
