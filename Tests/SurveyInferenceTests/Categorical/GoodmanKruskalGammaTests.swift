import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct GoodmanKruskalGammaTests {
  @Test(arguments: try Fixture.cases("GoodmanKruskalGamma").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let found = try GoodmanKruskalGamma(reference.table())
    try expectAgreement(found.gamma.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(
      found.gamma.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
    try expectAgreement(found.statistic?.value, reference.expected["z"], digits: 11, "z")
  }

  @Test(arguments: try Fixture.cases("GoodmanKruskalGamma", method: "chi-square tests, G, association"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try GoodmanKruskalGamma(reference.table())
    try expectAgreement(
      found.gamma.value, reference.expected["goodman_kruskal_gamma"], digits: 10, floor: 1e-15)
  }

  @Test func countsPairs() throws {
    // By hand: 2·8 pairs alike, 1·3 opposite in [[2, 1], [3, 8]].
    expectAgreement(try GoodmanKruskalGamma([[2, 1], [3, 8]]).gamma.value, 13.0 / 19, digits: 15)
    let turned = try GoodmanKruskalGamma(jobSatisfaction.map { Array($0.reversed()) })
    expectAgreement(turned.gamma.value, -(try GoodmanKruskalGamma(jobSatisfaction).gamma.value), digits: 13)
    expectAgreement(
      try GoodmanKruskalGamma(treatment).gamma.value, try #require(OddsRatio(treatment).yulesQ), digits: 14)
    expectRefusal(.constant) { try GoodmanKruskalGamma([[1, 1, 0], [0, 0, 0]]) }
    let sided = try GoodmanKruskalGamma(treatment, alternative: .greater)
    #expect(sided.gamma.interval?.upper == 1)
    #expect(try #require(sided.pValue) < #require(GoodmanKruskalGamma(treatment).pValue))
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try GoodmanKruskalGamma(table) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try GoodmanKruskalGamma(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try GoodmanKruskalGamma(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try GoodmanKruskalGamma(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try GoodmanKruskalGamma(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try GoodmanKruskalGamma(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try GoodmanKruskalGamma(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try GoodmanKruskalGamma(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try GoodmanKruskalGamma(jobSatisfaction) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("GoodmanKruskalGamma") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try GoodmanKruskalGamma(table))
      // end
    }
  }
}
