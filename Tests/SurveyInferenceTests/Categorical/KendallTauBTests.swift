import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KendallTauBTests {
  @Test(arguments: try Fixture.cases("KendallTauB").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let found = try KendallTauB(reference.table())
    try expectAgreement(found.tau.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(found.tau.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
    try expectAgreement(found.statistic?.value, reference.expected["z"], digits: 11, "z")
  }

  @Test(arguments: try Fixture.cases("KendallTauB", method: "chi-square tests, G, association"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let found = try KendallTauB(reference.table())
    try expectAgreement(found.tau.value, reference.expected["tau_b"], digits: 10, floor: 1e-15)
  }

  @Test func ofTwoRowsAndColumnsIsPhi() throws {
    expectAgreement(
      try KendallTauB(treatment).tau.value, try #require(CramersV(treatment).phi), digits: 14)
    let (one, other) = (try KendallTauB(jobSatisfaction), try KendallTauB(transposed(jobSatisfaction)))
    expectAgreement(one.tau.value, other.tau.value, digits: 13)
    try expectAgreement(#require(one.statistic).value, #require(other.statistic).value, digits: 12)
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try KendallTauB(table) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try KendallTauB(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try KendallTauB(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try KendallTauB(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try KendallTauB(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try KendallTauB(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try KendallTauB(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try KendallTauB(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try KendallTauB(jobSatisfaction) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KendallTauB") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try KendallTauB(table))
      // end
    }
  }
}
