import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct FrequencyTableTests {
  static let answers = ["agree", "neutral", "agree", "disagree", "agree"]
  static let levels = ["disagree", "neutral", "agree", "strongly agree"]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("FrequencyTable")) func agreesWithReference(_ reference: Fixture.Case)
    throws
  {
    let table = try TableData.frequencies(reference)
    func check(
      _ valid: [FrequencyTable.Line], _ missing: [FrequencyTable.Line], _ validBase: PercentageBase,
      _ base: PercentageBase, _ expected: Fixture.Value
    ) throws {
      #expect(valid.map { Double($0.count) } == (try expected["count"].numbers()))
      try expectAgreement(valid.map(\.weight), expected["weight"], digits: 11)
      try expectAgreement(valid.map(\.shareOfAll), expected["of_all"], digits: 11)
      try expectAgreement(valid.map { $0.shareOfValid ?? .nan }, expected["of_valid"], digits: 11)
      try expectAgreement(valid.map { $0.cumulative ?? .nan }, expected["cumulative"], digits: 11)
      #expect(base.count == (try expected["n"].integer()))
      #expect(validBase.count == (try expected["n_valid"].integer()))
      #expect(missing.reduce(0) { $0 + $1.count } == (try expected["missing"].integer()))
      try expectAgreement(
        missing.reduce(0) { $0 + $1.weight }, expected["missing_weight"], digits: 11, floor: 1e-12)
      try expectAgreement(validBase.weight, expected["weight_valid"], digits: 11)
      try expectAgreement(validBase.effective, expected["effective_valid"], digits: 11)
      try expectAgreement(base.effective, expected["effective"], digits: 11)
    }
    try check(table.valid, table.missing, table.validBase, table.base, reference.expected)
    let groups = reference.expected["groups"]
    #expect(table.groups.count == groups.keys.count)
    for group in table.groups {
      try check(group.valid, group.missing, group.validBase, group.base, groups[group.label])
    }
  }

  // MARK: Laws

  @Test func integerWeightsAreRepeatedCases() throws {
    let answers: [String?] = ["a", "b", "a", nil, "c", "b", nil, "a"]
    let reasons: [String?] = [nil, nil, nil, "refused", nil, nil, "skipped", nil]
    let groups: [String?] = ["x", "y", "y", "x", "x", "y", "y", "x"]
    let weights = [1, 3, 2, 4, 1, 2, 5, 3]
    func repeated(_ values: [String?]) -> [String?] {
      zip(values, weights).flatMap { Array(repeating: $0, count: $1) }
    }
    let weighted = try FrequencyTable(
      CategoricalAnswers(answers, levels: ["a", "b", "c"], absent: reasons),
      by: CategoricalAnswers(groups, levels: ["x", "y"]), weights: weights.map(Double.init))
    let long = try FrequencyTable(
      CategoricalAnswers(repeated(answers), levels: ["a", "b", "c"], absent: repeated(reasons)),
      by: CategoricalAnswers(repeated(groups), levels: ["x", "y"]))
    func check(_ one: [FrequencyTable.Line], _ other: [FrequencyTable.Line]) {
      for (one, other) in zip(one, other) {
        #expect(one.label == other.label && one.weight == Double(other.count))
        #expect(one.shareOfAll == other.shareOfAll && one.shareOfValid == other.shareOfValid)
        #expect(one.cumulative == other.cumulative)
      }
    }
    check(weighted.valid + weighted.missing, long.valid + long.missing)
    for (one, other) in zip(weighted.groups, long.groups) {
      check(one.valid + one.missing, other.valid + other.missing)
    }
    #expect(weighted.base.weight == 21 && weighted.base.count == 8)
    #expect(weighted.validBase.effective < 6 && weighted.validBase.effective > 1)
  }

  @Test func equalWeightsChangeNoShare() throws {
    let answers = try CategoricalAnswers(Self.answers.map { $0 }, levels: Self.levels)
    let plain = try FrequencyTable(answers)
    for weight in [0.1, 3, 1e-200, 1e200] {
      let table = try FrequencyTable(answers, weights: Array(repeating: weight, count: 5))
      for (one, other) in zip(table.valid, plain.valid) {
        expectAgreement(one.shareOfAll, other.shareOfAll, digits: 14)
      }
      #expect(table.validBase.effective == 5)
    }
  }

  @Test func groupsAddUpToTheWhole() throws {
    let answers = try CategoricalAnswers(["a", nil, "b", "a", "b"], absent: [nil, "refused", nil, nil, nil])
    let groups = try CategoricalAnswers(["x", "y", nil, "y", "x"], levels: ["x", "y", "z"], name: "site")
    let table = try FrequencyTable(answers, by: groups)
    for place in table.valid.indices {
      #expect(table.groups.reduce(0) { $0 + $1.valid[place].count } == table.valid[place].count)
    }
    #expect(table.groups[2].base.count == 0 && table.groups[2].valid[0].shareOfValid == nil)
    #expect(table.cases.used == 3 && table.cases.entered == 5)
    #expect(table.cases.exclusionText == "1 missing (site), 1 refused")
  }

  @Test func countsAndSharesAreThoseByHand() throws {
    let table = try FrequencyTable(
      Self.answers, levels: Self.levels, missing: ["refused", "skipped", "refused"])
    #expect(table.valid.map(\.label) == Self.levels)
    #expect(table.valid.map(\.count) == [1, 1, 3, 0])
    #expect(table.valid.map(\.shareOfAll) == [0.125, 0.125, 0.375, 0])
    #expect(table.valid.map(\.shareOfValid) == [0.2, 0.2, 0.6, 0])
    #expect(table.valid.map(\.cumulative) == [0.2, 0.4, 1, 1])
    #expect(table.missing.map(\.label) == ["refused", "skipped"] && table.missing.map(\.count) == [2, 1])
    #expect(table.missing.allSatisfy { $0.shareOfValid == nil && $0.cumulative == nil })
    #expect(table.validCount == 5 && table.count == 8)
    #expect(table.cases.used == 5 && table.cases.entered == 8)
  }

  @Test func withoutLevelsTheFirstToAppearComesFirst() throws {
    #expect(try FrequencyTable(Self.answers).valid.map(\.label) == ["agree", "neutral", "disagree"])
  }

  @Test func numbersComeInOrder() throws {
    let table = try FrequencyTable([3, 1, 2.5, 3, -2])
    #expect(table.valid.map(\.label) == ["-2", "1", "2.5", "3"])
    #expect(table.valid.map(\.count) == [1, 1, 1, 2])
    let declared = try FrequencyTable([3, 1], levels: [5, 4, 3, 2, 1])
    #expect(declared.valid.map(\.count) == [0, 0, 1, 0, 1])
  }

  @Test func sharesAddUp() throws {
    var numbers = FixedNumbers(seed: 3)
    let values = numbers.integers(200, from: 0, below: 9)
    let table = try FrequencyTable(values, missing: [String](repeating: "refused", count: 17))
    #expect(table.valid.reduce(0) { $0 + $1.count } == 200)
    expectAgreement((table.valid + table.missing).reduce(0) { $0 + $1.shareOfAll }, 1, digits: 14)
    #expect(table.valid.last?.cumulative == 1)
    for line in table.valid {
      #expect(line.count == values.filter { "\(Int($0))" == line.label }.count)
    }
  }

  // MARK: Edges and refusals

  @Test func allMissingIsATableWithoutValidAnswers() throws {
    let table = try FrequencyTable([String](), levels: ["yes", "no"], missing: ["refused"])
    #expect(table.validCount == 0 && table.valid.allSatisfy { $0.shareOfValid == nil })
    try checkFinding { try FrequencyTable([String](), levels: ["yes", "no"], missing: ["refused"]) }
  }

  @Test func refusesWhatCannotBeCounted() {
    expectRefusal(.tooFew) { try FrequencyTable([String]()) }
    expectRefusal(.tooFew) { try FrequencyTable([Double]()) }
    expectRefusal(.unknownName) { try FrequencyTable(["maybe"], levels: ["yes", "no"]) }
    expectRefusal(.unknownName) { try FrequencyTable([1.5], levels: [1, 2]) }
    expectRefusal(.definition) { try FrequencyTable(["yes"], levels: ["yes", "yes"]) }
    expectRefusal(.notFinite) { try FrequencyTable([1, .nan]) }
    expectRefusal(.notFinite) { try FrequencyTable([1], levels: [1, .infinity]) }
  }

  @Test func refusesWeightsThatAreNone() throws {
    let answers = try CategoricalAnswers(["a", "b"])
    for weights in [[1.0, 0], [1, -1]] {
      expectRefusal(.outOfRange) { try FrequencyTable(answers, weights: weights) }
    }
    for weights in [[1.0, .nan], [1, .infinity]] {
      expectRefusal(.notFinite) { try FrequencyTable(answers, weights: weights) }
    }
    expectRefusal(.outOfRange) { try FrequencyTable(answers, weights: [1.7e308, 1.7e308]) }
    expectRefusal(.lengthMismatch) { try FrequencyTable(answers, weights: [1]) }
    expectRefusal(.lengthMismatch) { try FrequencyTable(answers, by: CategoricalAnswers(["x"])) }
    expectRefusal(.tooFew) { try FrequencyTable(answers, by: CategoricalAnswers([nil, nil])) }
    expectRefusal(.tooFew) { try FrequencyTable(answers, by: CategoricalAnswers([nil, nil], levels: ["x"])) }
    expectRefusal(.tooFew) { try FrequencyTable(CategoricalAnswers([])) }
    let texts: [String?] = (0..<1_001).map { "\($0)" }
    expectRefusal(.infeasible) {
      try FrequencyTable(CategoricalAnswers(texts), by: CategoricalAnswers(texts))
    }
  }

  @Test func answersRefuseWhatContradictsThem() {
    expectRefusal(.lengthMismatch) { try CategoricalAnswers(["a", nil], absent: ["refused"]) }
    expectRefusal(.definition) { try CategoricalAnswers(["a"], levels: ["a", "a"]) }
    expectRefusal(.definition) { try CategoricalAnswers(scores: [1], of: [2, 1]) }
    expectRefusal(.definition) { try CategoricalAnswers(scores: [1], of: [1, 1]) }
    expectRefusal(.notFinite) { try CategoricalAnswers(scores: [1], of: [1, .nan]) }
    expectRefusal(.unknownName) { try CategoricalAnswers(scores: [.nan], of: [1, 2]) }
    expectRefusal(.lengthMismatch) { try CategoricalAnswers(scores: [1], of: [1, 2], labels: ["one"]) }
    expectRefusal(.definition) { try CategoricalAnswers(scores: [1], of: [1, 2], labels: ["one", "one"]) }
  }

  // MARK: Print

  @Test func printsAWeightedTable() throws {
    let answers = try CategoricalAnswers(
      ["yes", "no", nil, "yes"], levels: ["no", "yes"], absent: [nil, nil, "refused", nil], name: "trust")
    #expect(
      "\(try FrequencyTable(answers, weights: [0.5, 1.5, 1, 1]))" == """
        Frequencies: trust
                            n  weighted n  of all  of valid  cumulative
          no                1         1.5   37.5%     50.0%       50.0%
          yes               2         1.5   37.5%     50.0%      100.0%
          missing: refused  1         1.0   25.0%
          total             4         4.0  100.0%    100.0%
          n valid = 3   n = 4   weighted n valid = 3.0   effective n valid = 2.6
          weights: one per case
        """)
  }

  @Test func printsGroupsSideBySide() throws {
    let answers = try CategoricalAnswers(
      ["yes", "no", nil, "yes"], levels: ["no", "yes"], absent: [nil, nil, "refused", nil], name: "trust")
    let groups = try CategoricalAnswers(["north", "south", "south", "south"], name: "site")
    #expect(
      "\(try FrequencyTable(answers, by: groups))" == """
        Frequencies: trust, by site
          Counts
                            north  south  all
          no                    0      1    1
          yes                   1      1    2
          missing: refused      0      1    1
          total                 1      3    4
          Percent of valid answers
                  north   south     all
          no       0.0%   50.0%   33.3%
          yes    100.0%   50.0%   66.7%
          total  100.0%  100.0%  100.0%
          Bases of the percentages
                 n
          north  1
          south  2
          all    3
          n valid = 3   n = 4
        """)
  }

  @Test func manyGroupsAreSetInBlocksThatCanBeRead() throws {
    let labels: [String?] = (0..<24).map { "municipality with a long name \($0 % 12)" }
    let answers = try CategoricalAnswers(
      labels.indices.map { $0 % 5 == 0 ? "rather disagree, but not in every respect" : "agree" })
    let table = try FrequencyTable(answers, by: CategoricalAnswers(labels))
    let lines = table.description.split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= 100 })
    #expect(lines.count { $0.contains("rather disagree") } > 1)
  }

  // MARK: Conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try FrequencyTable(Self.answers, levels: Self.levels, missing: ["refused"]) }
    try checkFinding { try FrequencyTable([1e300, 0.1, 2]) }
    let answers = try CategoricalAnswers(Self.answers.map { $0 }, levels: Self.levels)
    let groups = try CategoricalAnswers(["x", "y", "x", nil, "x"], levels: ["x", "y", "z"])
    try checkFinding { try FrequencyTable(answers, by: groups, weights: [1, 2, 0.5, 1, 3]) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("FrequencyTable") { print in
      // page
      let answers = ["agree", "neutral", "agree", "disagree", "agree"]
      let table = try FrequencyTable(
        answers, levels: ["disagree", "neutral", "agree", "strongly agree"],
        missing: ["refused", "skipped", "refused"])
      print(table.named("most people can be trusted"))

      let weighted = try FrequencyTable(
        CategoricalAnswers(
          ["agree", "neutral", "agree", nil, "disagree", "agree"],
          levels: ["disagree", "neutral", "agree"], absent: [nil, nil, nil, "refused", nil, nil]),
        by: CategoricalAnswers(["north", "north", "south", "south", "south", "north"], name: "region"),
        weights: [0.8, 1.2, 1.5, 0.9, 0.6, 1.0])
      print(weighted.named("most people can be trusted"))
      // end
    }
  }
}
