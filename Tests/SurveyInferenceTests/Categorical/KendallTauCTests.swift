import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct KendallTauCTests {
  @Test(arguments: try Fixture.cases("KendallTauC").filter { !$0.method.hasPrefix("chi") })
  func agreesWithArbitraryPrecision(_ reference: Fixture.Case) throws {
    let found = try KendallTauC(reference.table())
    try expectAgreement(found.tau.value, reference.expected["value"], digits: 11, "value")
    try expectAgreement(found.tau.standardError, reference.expected["ase"], digits: 11, floor: 1e-15, "error")
    try expectAgreement(found.statistic?.value, reference.expected["z"], digits: 11, "z")
  }

  @Test func anEvenDiagonalIsOne() throws {
    expectAgreement(try KendallTauC([[4, 0, 0], [0, 4, 0], [0, 0, 4]]).tau.value, 1, digits: 14)
    let turned = try KendallTauC(jobSatisfaction.map { Array($0.reversed()) })
    expectAgreement(turned.tau.value, -(try KendallTauC(jobSatisfaction).tau.value), digits: 13)
  }

  @Test func extremesAreNumbers() throws {
    for table in [
      [[5, 0], [0, 7]], [[0, 5], [7, 0]], [[1, 0], [0, 1]], [[2, 2], [2, 2]], [[1 << 50, 1], [1, 1 << 50]],
      [[3, 0, 2], [0, 0, 0], [1, 0, 4]],
    ] {
      try checkFinding { try KendallTauC(table) }
    }
  }

  @Test func refusesWhatIsNoTable() throws {
    for table in [[], [[]], [[0, 0], [0, 0]]] { expectRefusal(.tooFew) { try KendallTauC(table) } }
    expectRefusal(.lengthMismatch) {
      let table = [[1, 2], [3]]; return try KendallTauC(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[1, -2], [3, 4]]; return try KendallTauC(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, 2], [3, 4]]; return try KendallTauC(table)
    }
    expectRefusal(.outOfRange) {
      let table = [[Int.max, Int.max], [Int.max, 4]]; return try KendallTauC(table)
    }
    for table in [[[3, 4]], [[3], [4]], [[3, 4], [0, 0]], [[3, 0], [4, 0]], [[9, 0], [0, 0]]] {
      expectRefusal(.constant) { try KendallTauC(table) }
    }
    for confidence in [0, 1, -1, Double.nan] {
      expectRefusal(.outOfRange) { try KendallTauC(treatment, confidence: confidence) }
    }
  }

  @Test func keepsTheContract() throws { try checkFinding { try KendallTauC(jobSatisfaction) } }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("KendallTauC") { print in
      // page
      let table = try ContingencyTable(
        [[8, 5, 2], [3, 9, 6], [1, 4, 11]], rows: ["school", "college", "university"],
        columns: ["never", "sometimes", "often"])
      print(try KendallTauC(table))
      // end
    }
  }
}
