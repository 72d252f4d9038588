import SurveyModels
import SurveyTestSupport
import Testing

@Suite struct BalanceTableTests {
  private let ages = [31.0, 28, 45, 39, 52, 33, 41]
  private let sites = ["north", "south", "south", "east", "north", "south", "east"]
  private let status = ["in", "in", "in", "in", "out", "out", "out"]

  /// The reference's other keys belong to weighting by the propensity score.
  @Test(arguments: try Fixture.cases("BalanceTable")) func agreesWithR(_ reference: Fixture.Case) throws {
    let names = try reference.options["covariates"].strings()
    let others = try [reference.options["treat"].string(), reference.options["outcome"].string()]
    let table = try reference.data().dropping(missingIn: names + others)
    let covariates = try names.map { name in
      let levels = reference.options["factor_levels"][name]
      return levels == .null
        ? Term.numeric(name, try table.complete([name])[0])
        : Term.factor(name, try table.column(name).compactMap { $0 }, levels: try levels.strings())
    }
    let isTreated = try table.complete([reference.options["treat"].string()])[0].map { $0 == 1 }
    let expected = reference.expected
    let both = try BalanceTable(covariates, by: isTreated)
    let first = try BalanceTable(covariates, by: isTreated, denominator: .firstGroup)
    #expect(try both.cases.used == expected["n"].integer())
    #expect(try both.lines.first?.groups[0].count == expected["n_treated"].integer())
    try expectAgreement(both.lines.map(\.difference), expected["mean_diff"], digits: 8)
    try expectAgreement(
      both.lines.compactMap(\.standardizedDifference?.value), expected["smd_pooled_sd"], digits: 8)
    try expectAgreement(
      first.lines.compactMap(\.standardizedDifference?.value), expected["smd_treated_sd"], digits: 8)
    try expectAgreement(both.lines.compactMap(\.varianceRatio), expected["variance_ratio"], digits: 8)
  }

  /// Bonett's (2008) standard error by the definition of a contrast over groups, for both denominators.
  @Test func intervalIsBonettsContrast() throws {
    for denominator in [BalanceTable.Denominator.bothGroups, .firstGroup] {
      let table = try BalanceTable(
        [.numeric("age", ages)], by: status.map { $0 == "in" }, denominator: denominator)
      let line = table.lines[0]
      let estimate = try #require(line.standardizedDifference)
      let variances = try line.groups.map { try #require($0.variance) }
      let degrees = line.groups.map { Double($0.count - 1) }
      let isBoth = denominator == .bothGroups
      let square = isBoth ? (variances[0] + variances[1]) / 2 : variances[0]
      var variance = 0.0
      for group in 0..<2 {
        variance += variances[group] / (square * degrees[group])
        let weight = isBoth ? 0.25 : group == 0 ? 1 : 0
        let ratio = variances[group] / square
        variance += weight * estimate.value * estimate.value * ratio * ratio / (2 * degrees[group])
      }
      expectAgreement(estimate.standardError ?? 0, variance.squareRoot(), digits: 14)
      let reach = 1.959963984540054 * variance.squareRoot()
      expectAgreement(estimate.interval?.upper ?? 0, estimate.value + reach, digits: 13)
    }
  }

  @Test func swappingTheGroupsNegatesTheDifferences() throws {
    let covariates: [Term] = [.numeric("age", ages), .factor("site", sites)]
    let table = try BalanceTable(covariates, by: status, comparing: "in", against: "out")
    let mirror = try BalanceTable(covariates, by: status, comparing: "out", against: "in")
    for (line, other) in zip(table.lines, mirror.lines) {
      #expect(line.difference == -other.difference)
      #expect(line.standardizedDifference?.value == other.standardizedDifference.map { -$0.value })
      #expect(line.standardizedDifference?.standardError == other.standardizedDifference?.standardError)
    }
  }

  @Test func unitsDoNotMatter() throws {
    let flags = status.map { $0 == "in" }
    let table = try BalanceTable([.numeric("age", ages)], by: flags)
    let months = try BalanceTable([.numeric("age", ages.map { $0 * 12 - 5 })], by: flags)
    expectAgreement(
      table.lines[0].standardizedDifference?.value ?? 0, months.lines[0].standardizedDifference?.value ?? 1,
      digits: 13)
    expectAgreement(table.lines[0].varianceRatio ?? 0, months.lines[0].varianceRatio ?? 1, digits: 13)
  }

  @Test func casesOfOtherGroupsAreCounted() throws {
    let labels = ["in", "in", "out", "out", "unknown", "unknown", "unknown"]
    let table = try BalanceTable([.numeric("age", ages)], by: labels, comparing: "in", against: "out")
    #expect(table.cases.used == 4)
    #expect(table.cases.excluded == 3)
  }

  @Test func covariatesWithoutVariationHaveNoStandardizedDifference() throws {
    let flags = status.map { $0 == "in" }
    let table = try BalanceTable(
      [.numeric("constant", [3, 3, 3, 3, 3, 3, 3]), .numeric("age", ages)], by: flags)
    #expect(table["constant"]?.standardizedDifference == nil)
    #expect(table["constant"]?.varianceRatio == nil)
    #expect(table["constant"]?.difference == 0)
    #expect(table["age"]?.standardizedDifference != nil)
    #expect(table["height"] == nil)
    try checkFinding { try BalanceTable([.numeric("constant", [3, 3, 3, 3, 3, 3, 3])], by: flags) }
  }

  @Test func refusesWhatCannotBeCompared() {
    let age = Term.numeric("age", ages)
    expectRefusal(.tooFew) { try BalanceTable([age], by: [true, false, false, false, false, false, false]) }
    expectRefusal(.tooFew) { try BalanceTable([age], by: [Bool](repeating: true, count: 7)) }
    expectRefusal(.tooFew) { try BalanceTable([age], by: [Bool]()) }
    expectRefusal(.tooFew) { try BalanceTable([age], by: status, comparing: "in", against: "nowhere") }
    expectRefusal(.definition) { try BalanceTable([age], by: status, comparing: "in", against: "in") }
    expectRefusal(.definition) { try BalanceTable([], by: status, comparing: "in", against: "out") }
    expectRefusal(.lengthMismatch) {
      try BalanceTable([.numeric("x", [1, 2])], by: status.map { $0 == "in" })
    }
    expectRefusal(.unknownName) {
      try BalanceTable([.factor("site", sites, levels: ["north"])], by: status.map { $0 == "in" })
    }
    expectRefusal(.outOfRange) { try BalanceTable([age], by: status.map { $0 == "in" }, confidence: 1) }
    var broken = ages
    broken[2] = .nan
    expectRefusal(.notFinite) { try BalanceTable([.numeric("age", broken)], by: status.map { $0 == "in" }) }
  }

  @Test func keepsTheContract() throws {
    try checkFinding {
      try BalanceTable(
        [.numeric("age", ages), .factor("site", sites)], by: status, comparing: "in", against: "out")
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BalanceTable") { print in
      // page
      let stayed = [true, true, true, true, true, false, false, false, false]
      let age = [31.0, 28, 45, 39, 36, 52, 33, 41, 58]
      let site = ["north", "south", "south", "north", "north", "north", "south", "south", "south"]

      let table = try BalanceTable([.numeric("age", age), .factor("site", site)], by: stayed)
      print(table.named("study of re-entry", "stayed", "left"))
      // end
    }
  }
}
