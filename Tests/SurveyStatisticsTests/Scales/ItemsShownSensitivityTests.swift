import SurveyStatistics
import SurveyTestSupport
import Testing

/// Rules that count only the items shown, beside those that count all.
@Suite struct ItemsShownSensitivityTests {
  private static func responses(_ score: ScoreRule, _ missing: MissingRule) throws -> Codebook.Responses {
    let absence: [ColumnDescription.AbsenceCode] = [.init("8", .refused), .init("9", .notShown)]
    let names = ["a", "b", "c"]
    let columns = try names.map { ColumnDescription($0, try .answers(1...5), absence: absence) }
    return try Codebook.Responses(
      csv: "a,b,c\n1,2,1\n4,5,4\n2,3,9\n5,9,9\n9,9,9\n3,8,9\n8,8,2\n",
      codebook: Codebook(
        "small", missing: ["", "NA"], columns: columns,
        scales: [.init("Scale", items: names.map { .init($0) }, missing: missing, score: score)]))
  }

  @Test func aRuleOfItemsShownIsALineOfItsOwn() throws {
    let sensitivity = try MissingRuleSensitivity(
      of: "Scale",
      under: [
        .none.ofItemsShown, .atLeast(fraction: 1).ofItemsShown, .atLeast(fraction: 0.5).ofItemsShown,
        .atLeast(2),
      ], in: Self.responses(.mean, .none))
    #expect(
      sensitivity.lines.map(\.rule) == [
        .none, .none.ofItemsShown, .atLeast(fraction: 0.5).ofItemsShown, .atLeast(2),
      ])
    #expect(sensitivity.lines.map(\.needed) == [3, 3, 2, 2])
    #expect(sensitivity.lines.map(\.scored) == [2, 4, 5, 3])
    #expect(sensitivity.isProrated == false)
    try checkFinding {
      try MissingRuleSensitivity(of: "Scale", under: [.none.ofItemsShown], in: Self.responses(.mean, .none))
    }
  }

  @Test func aPlainSumIsProrated() throws {
    let sensitivity = try MissingRuleSensitivity(
      of: "Scale", under: [.none.ofItemsShown], in: Self.responses(.sum, .none))
    #expect(sensitivity.isProrated)
    let means = [4.0, 13, 7.5, 15]
    expectAgreement(try #require(sensitivity.lines[1].mean), means.reduce(0, +) / 4, digits: 14)
  }

  @Test func theScalesOwnRuleMayBeOne() throws {
    let sensitivity = try MissingRuleSensitivity(
      of: "Scale", under: [.none], in: Self.responses(.mean, .none.ofItemsShown))
    #expect(
      sensitivity.report.text == """
        Sensitivity to the missing rule: Scale
          rule                                        scored  mean    SD  alpha
          all items shown answered (the scale's own)       4  3.29  1.68   1.04
          all items answered                               2  2.83  2.12   1.00
          items = 3
          4 of 7 cases used   left out: 1 not shown, 1 with an item refused, 1 with more than one item
          refused
          alpha: pairwise covariances of those scored
          Note: The line of cases is that of the scale's own rule.
        """)
    expectRefusal(.definition) {
      try MissingRuleSensitivity(
        of: "Scale", under: [.atMost(missing: 3).ofItemsShown], in: Self.responses(.mean, .none))
    }
  }
}
