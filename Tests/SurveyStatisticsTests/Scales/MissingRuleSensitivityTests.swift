import SurveyStatistics
import SurveyTestSupport
import Testing

@Suite struct MissingRuleSensitivityTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("MissingRuleSensitivity"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let score = try #require(ScoreRule(rawValue: try reference.options["score"].string()))
    let scale = try SurveyPerson.scale(reference.options, .none, score == .mean ? .mean : .sum)
    let sensitivity = try MissingRuleSensitivity(
      of: scale, by: \.group, under: (1...scale.items.count).reversed().map { .atLeast($0) },
      in: SurveyPerson.sample())
    let expected = try reference.expected["lines"].array()
    #expect(sensitivity.lines.count == expected.count)
    for (line, wanted) in zip(sensitivity.lines, expected) {
      #expect(try line.needed == wanted["needed"].integer())
      #expect(try line.scored == wanted["scored"].integer())
      try expectAgreement(line.mean, wanted["mean"], digits: 11, "mean")
      try expectAgreement(line.standardDeviation, wanted["sd"], digits: 11, "SD")
      try expectAgreement(line.alpha, wanted["alpha"], digits: 11, "alpha")
      try expectAgreement(line.conclusion?.value, wanted["difference"], digits: 11, "difference")
      let interval = try #require(line.conclusion?.interval)
      try expectAgreement([interval.lower, interval.upper], wanted["ci"], digits: 11, "interval")
    }
  }

  /// psych scores as soon as one item is answered, and takes covariances pairwise.
  @Test(arguments: try Fixture.cases("Scale", method: "psych::scoreItems(impute='none')"))
  func theMildestRuleIsThatOfPsych(_ reference: Fixture.Case) throws {
    let (options, dataset) = (reference.options, try #require(reference.dataset))
    let names = try options["items"].strings()
    let keys = try options["keys"].numbers()
    let range = try options["min"].integer()...options["max"].integer()
    let codebook = try Codebook(
      "fixture", missing: ["NA"], columns: names.map { ColumnDescription($0, try .answers(range)) },
      scales: [
        .init(
          "scale", items: zip(names, keys).map { .init($0, keyed: $1 < 0 ? .negative : .positive) },
          missing: .atLeast(1))
      ])
    let responses = try Codebook.Responses(
      csv: Fixture.text("Tests/Fixtures/data/\(dataset).csv"), codebook: codebook, otherColumns: .ignore)
    let line = try #require(MissingRuleSensitivity(of: "scale", in: responses).lines.first)
    let expected = try reference.expected["mean"].numbers()
    for (own, other) in zip(try responses.scores(of: "scale").values, expected) {
      #expect(own == nil ? other.isNaN : abs((own ?? .nan) - other) <= 1e-12)
    }
    #expect(abs((line.alpha ?? .nan) - (try reference.expected["alpha"].number())) <= 1e-12)
    #expect(line.scored == expected.count { !$0.isNaN })
  }

  // MARK: Laws

  @Test func completeAnswersAreTheSameUnderEveryRule() throws {
    let scale = try SurveyPerson.scale(
      .object([
        "items": .array([.text("mot1"), .text("mot2"), .text("mot3")]),
        "keys": .array([.number(1), .number(1), .number(1)]),
      ]))
    let complete = try SurveyPerson.sample().excluding("with a gap") {
      $0.mot1 == nil || $0.mot2 == nil || $0.mot3 == nil
    }
    let sensitivity = try MissingRuleSensitivity(of: scale, by: \.group, in: complete)
    let first = sensitivity.lines[0]
    for line in sensitivity.lines {
      #expect(line.scored == complete.count && line.conclusion == first.conclusion)
      #expect(line.mean == first.mean && line.alpha == first.alpha)
    }
    #expect(sensitivity.signChanges == false && sensitivity.intervalChanges == false)
    let alpha = try CronbachAlpha(of: scale, in: complete).alpha.value
    expectAgreement(first.alpha ?? .nan, alpha, digits: 13)
  }

  @Test func eachLineIsTheScaleUnderThatRule() throws {
    let sample = try visitors()
    let sensitivity = try MissingRuleSensitivity(of: Visitor.wellBeing, by: \.arm, in: sample)
    #expect(sensitivity.lines.map(\.needed) == [2, 3, 1])
    for line in sensitivity.lines {
      let scale = Visitor.wellBeing.with(missing: line.rule)
      let scores = try scale.scores(in: sample)
      #expect(line.scored == scores.cases.used)
      #expect(line.mean == (try Moments(scores.present)).mean)
      #expect(line.conclusion == (try WelchTest(of: scale, by: \.arm, in: sample).difference))
    }
    #expect(sensitivity.cases == (try Visitor.wellBeing.scores(in: sample)).cases)
  }

  @Test func codebooksFindTheSame() throws {
    let typed = try MissingRuleSensitivity(
      of: SurveyPerson.scale(Self.perceivedControl), in: SurveyPerson.sample(), concluding: "mean",
      { scale throws(InputError) in
        Estimate(try Moments(scale.scores(in: Self.people()).present).mean)
      })
    let codebook = Codebook(
      "survey", questionnaire: SurveyPerson.questionnaire,
      scales: [try SurveyPerson.scale(Self.perceivedControl)])
    let responses = try Codebook.Responses(
      csv: Fixture.text("Tests/Fixtures/data/synth_survey.csv"), codebook: codebook, otherColumns: .ignore)
    let stored = try MissingRuleSensitivity(
      of: "scale", in: responses, concluding: "mean",
      { scores throws(InputError) in Estimate(try Moments(scores.present).mean) })
    #expect(typed.lines == stored.lines && typed.report == stored.report)
    expectRefusal(.unknownName) { try MissingRuleSensitivity(of: "none", in: responses) }
  }

  private static let perceivedControl = Fixture.Value.object([
    "items": .array(["pc1", "pc2", "pc3", "pc4", "pc5"].map { .text($0) }),
    "keys": .array([1, 1, -1, 1, 1].map { .number($0) }),
  ])

  private static func people() throws(InputError) -> Sample<SurveyPerson> {
    do { return try SurveyPerson.sample() } catch { throw InputError(.malformed, "survey", "\(error)") }
  }

  @Test func alphaIsThatOfTheWeightedItems() throws {
    let scale = Scale<Visitor>("weighted") {
      Item(\.calm, weight: 2)
      Item(\.tense, keyed: .negative)
    }
    let sample = try visitors()
    let columns = try scale.itemMatrix(in: sample).columns
    let alpha = try CronbachAlpha([columns[0].map { 2 * $0 }, columns[1]]).alpha.value
    expectAgreement(
      try MissingRuleSensitivity(of: scale, in: sample).lines[0].alpha ?? .nan, alpha, digits: 13)
  }

  @Test func saysWhatChanges() throws {
    let sample = try visitors()
    func conclude(_ values: [Int: (Double, Double)]) throws -> MissingRuleSensitivity {
      try MissingRuleSensitivity(of: Visitor.wellBeing, in: sample, concluding: "slope") {
        scale throws(InputError) in
        let (value, reach) = values[scale.missing.needed(of: 3) ?? 0] ?? (0, 0)
        return Estimate(
          value,
          interval: ConfidenceInterval(
            lower: value - reach, upper: value + reach, level: 0.9, method: "made up"))
      }
    }
    let turned = try conclude([3: (1, 0.5), 2: (-1, 2), 1: (0, 1)])
    #expect(turned.signChanges == true && turned.intervalChanges == true)
    #expect(
      turned.report.notes.dropFirst() == [
        "slope: above 0 under 1 of 3 rules, below 0 under 1 of 3 rules, exactly at 0 under 1 of 3 rules.",
        "The interval contains 0 under 2 of 3 rules.",
      ])
    let steady = try conclude([3: (1, 0.5), 2: (2, 0.5), 1: (1.5, 0.1)])
    #expect(steady.signChanges == false && steady.intervalChanges == false)
    #expect(
      steady.report.notes.dropFirst() == [
        "slope: above 0 under all 3 rules.", "The interval contains 0 under none of 3 rules.",
      ])
    #expect(steady.report.grids[0].columns.suffix(2) == ["slope", "90% CI"])
  }

  @Test func commonRulesGoFromAllItemsToHalfAndToOne() {
    #expect(MissingRule.common(for: 0).isEmpty)
    #expect(MissingRule.common(for: 1) == [.none])
    #expect(MissingRule.common(for: 2) == [.none, .atLeast(1)])
    #expect(MissingRule.common(for: 3) == [.none, .atLeast(2), .atLeast(1)])
    #expect(MissingRule.common(for: 6) == [.none, .atLeast(5), .atLeast(4), .atLeast(3), .atLeast(1)])
    #expect(MissingRule.common(for: .max).count == 1_002)
  }

  // MARK: Edges and refusals

  @Test func whatDoesNotExistIsNothing() throws {
    let empty = try MissingRuleSensitivity(of: Visitor.wellBeing, in: Sample([]))
    #expect(
      empty.lines.allSatisfy {
        $0.scored == 0 && $0.mean == nil && $0.standardDeviation == nil && $0.alpha == nil
      })
    #expect(empty.signChanges == nil && empty.intervalChanges == nil)
    let one = try MissingRuleSensitivity(
      of: Visitor.wellBeing, in: Sample([Visitor(1, .treated, .north, 30, (5, 1, 4))]))
    #expect(
      one.lines.allSatisfy {
        $0.scored == 1 && $0.mean != nil && $0.standardDeviation == nil && $0.alpha == nil
      })
    try checkFinding { try MissingRuleSensitivity(of: Visitor.wellBeing, in: Sample([])) }
    let single = Scale<Visitor>("single") { Item(\.calm) }
    #expect(try MissingRuleSensitivity(of: single, in: visitors()).lines.count == 1)
    let constant = (0..<4).map { Visitor($0, .treated, .north, 30, (3, 3, 3)) }
    let lines = try MissingRuleSensitivity(of: Visitor.wellBeing, in: Sample(constant)).lines
    #expect(lines.allSatisfy { $0.standardDeviation == 0 && $0.alpha == nil })
  }

  @Test func aConclusionThatFailsUnderSomeRulesSaysWhy() throws {
    let sensitivity = try MissingRuleSensitivity(
      of: Visitor.wellBeing, in: visitors(), concluding: "mean above one",
      { scale throws(InputError) in
        guard scale.missing.needed(of: 3) != 3 else { throw .tooFew("group", found: 1, needed: 2) }
        return Estimate(scale.missing.needed(of: 3) == 1 ? .nan : 1)
      })
    #expect(sensitivity.lines.map { $0.conclusion?.value } == [1, nil, nil])
    #expect(sensitivity.lines.map { $0.problem?.code } == [nil, .tooFew, .notFinite])
    #expect(sensitivity.report.notes.last?.hasPrefix("No conclusion with at least 1 item answered") == true)
    expectRefusal(.tooFew) {
      try MissingRuleSensitivity(
        of: Visitor.wellBeing, in: visitors(), concluding: "nothing",
        { _ throws(InputError) in throw .tooFew("group", found: 1, needed: 2) })
    }
  }

  @Test func refusesRulesAndScalesThatCannotBe() throws {
    let sample = try visitors()
    expectRefusal(.definition) {
      try MissingRuleSensitivity(of: Visitor.wellBeing, under: [.atLeast(4)], in: sample)
    }
    expectRefusal(.definition) { try MissingRuleSensitivity(of: Scale<Visitor>("none") {}, in: sample) }
    expectRefusal(.infeasible) {
      try MissingRuleSensitivity(
        of: Visitor.wellBeing, under: Array(repeating: .none, count: 1_001), in: sample)
    }
    expectRefusal(.definition) { try MissingRuleSensitivity(of: Visitor.wellBeing, by: \.site, in: sample) }
    expectRefusal(.outOfRange) {
      try MissingRuleSensitivity(of: Visitor.wellBeing, by: \.arm, in: sample, confidence: 1)
    }
    expectRefusal(.outOfRange) {
      try MissingRuleSensitivity(
        of: Visitor.wellBeing, in: sample, concluding: "x", nullValue: .nan, { _ in Estimate(1) })
    }
  }

  // MARK: Print, conformance and page

  @Test func keepsTheContract() throws {
    try checkFinding { try MissingRuleSensitivity(of: Visitor.wellBeing, in: visitors()) }
    try checkFinding { try MissingRuleSensitivity(of: Visitor.wellBeing, by: \.arm, in: visitors()) }
    try checkFinding {
      try MissingRuleSensitivity(
        of: Visitor.wellBeing, in: visitors(), concluding: "ratio", nullValue: 1, { _ in Estimate(1.5) })
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MissingRuleSensitivity") { print in
      // page
      enum Arm: String, Factor { case treated, control }
      enum Points: Int, ResponseFormat { case never = 0, seldom, often, always }

      struct Guest: Respondent {
        var id = ""
        var arm: Arm?
        var rested: Points?
        var tense: Points?
        var cheerful: Points?

        static let questionnaire = Questionnaire<Guest>(missing: [""]) {
          Field("id", \.id)
          Field("arm", \.arm)
          Field("rested", \.rested)
          Field("tense", \.tense)
          Field("cheerful", \.cheerful)
        }
        static let ease = Scale<Guest>("Ease", score: .sum) {
          Item(\.rested)
          Item(\.tense, keyed: .negative)
          Item(\.cheerful)
        }
      }

      let guests = try Sample<Guest>(
        csv: """
          id,arm,rested,tense,cheerful
          a,treated,3,0,2
          b,treated,2,1,3
          c,treated,3,1,2
          d,treated,2,0,2
          e,treated,1,,0
          f,treated,,3,
          g,control,2,2,1
          h,control,1,1,2
          i,control,0,2,1
          j,control,1,3,1
          k,control,3,,3
          l,control,2,,
          """)
      print(try MissingRuleSensitivity(of: Guest.ease, by: \.arm, in: guests))
      // end
    }
  }
}
