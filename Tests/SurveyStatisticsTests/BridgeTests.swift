import SurveyStatistics
import SurveyTestSupport
import Testing

enum Site: String, Factor { case north, south, east }
enum Arm: String, Factor { case treated, control }
enum Agreement: Int, ResponseFormat { case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree }

struct Visitor: Respondent {
  var id = ""
  var arm: Arm?
  var site = Site.north
  var age: Double?
  var calm: Agreement?
  var tense: Agreement?
  var content: Agreement?

  static let questionnaire = Questionnaire<Visitor>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("arm", \.arm)
    Field("site", \.site)
    Field("age", \.age)
    Field("calm", \.calm)
    Field("tense", \.tense)
    Field("content", \.content)
  }

  static let wellBeing = Scale<Visitor>("Well-being", missing: .atLeast(2)) {
    Item(\.calm)
    Item(\.tense, keyed: .negative)
    Item(\.content)
  }

  init() {}

  init(_ number: Int, _ arm: Arm?, _ site: Site, _ age: Double?, _ answers: (Int, Int, Int)) {
    id = "v\(number)"
    self.arm = arm
    self.site = site
    self.age = age
    calm = Agreement(rawValue: answers.0)
    tense = Agreement(rawValue: answers.1)
    content = Agreement(rawValue: answers.2)
  }
}

/// Twelve visitors; one without an arm, one without an age, one with a single answer.
func visitors() throws -> Sample<Visitor> {
  let rows: [(Arm?, Site, Double?, (Int, Int, Int))] = [
    (.treated, .north, 31, (5, 1, 4)), (.treated, .north, 45, (4, 2, 4)), (.treated, .south, 52, (4, 1, 5)),
    (.treated, .south, 28, (3, 2, 3)), (.treated, .east, 60, (5, 2, 5)), (.control, .north, 33, (2, 4, 3)),
    (.control, .south, 47, (3, 3, 2)), (.control, .east, 39, (1, 5, 2)), (.control, .east, 58, (3, 4, 0)),
    (nil, .north, 41, (4, 2, 3)), (.control, .south, nil, (2, 3, 3)), (.treated, .east, 36, (4, 0, 0)),
  ]
  return try Sample(rows.enumerated().map { Visitor($0, $1.0, $1.1, $1.2, $1.3) })
}

@Suite struct BridgeTests {
  @Test func alphaOfAScaleIsAlphaOfItsKeyedItems() throws {
    let sample = try visitors()
    let alpha = try CronbachAlpha(of: Visitor.wellBeing, in: sample)
    let items = try Visitor.wellBeing.itemMatrix(in: sample)
    #expect(items.columns[1][0] == 5)
    #expect(alpha.alpha == (try CronbachAlpha(items.columns)).alpha)
    #expect(alpha.cases.entered == 12 && alpha.cases.used == 10)
    #expect(alpha.description.hasPrefix("Cronbach's alpha: Well-being"))
  }

  @Test func correlationsUseTheCasesThatHaveBoth() throws {
    let sample = try visitors()
    let correlation = try PearsonCorrelation(of: Visitor.wellBeing, with: Variable(\.age), in: sample)
    #expect(correlation.cases.used == 10)
    #expect(correlation.context.parts == ["Well-being", "age"])
    #expect(correlation.cases.exclusionText.contains("missing (age)"))
  }

  @Test func termsByKeyPathsGiveTheDesignOfTheirArrays() throws {
    let sample = try visitors()
    let fit = try LinearRegression(of: Visitor.wellBeing, in: sample, standardErrors: .hc3) {
      Predictor(\.age)
      Predictor(\.arm, baseline: .control)
    }
    let cases = try sample.complete(
      [Visitor.wellBeing.variable, Variable(\.age)], by: [sample.groups(by: \.arm)])
    let treated = cases.groups[0].map { $0 == 0 ? 1.0 : 0 }
    let twin = try LinearRegression(
      cases.columns[0], on: Design(columns: [("age", cases.columns[1]), ("treated", treated)]),
      standardErrors: .hc3)
    for (own, other) in zip(fit.coefficients, twin.coefficients) {
      expectAgreement(own.estimate.value, other.estimate.value, digits: 12, own.name)
      expectAgreement(
        own.estimate.standardError ?? 0, other.estimate.standardError ?? 1, digits: 12, own.name)
    }
    #expect(fit.cases.used == 9 && fit.cases.entered == 12)
    #expect(fit.coefficients.map(\.name).last == "arm: treated")
  }

  @Test func productsAndPowersReadTheirOwnColumns() throws {
    let sample = try visitors()
    let fit = try LinearRegression(of: Visitor.wellBeing, in: sample) {
      Predictor(\.age)
      Predictor(Variable(\.age), power: 2)
      Predictor.product(Predictor(\.arm, baseline: .control), Predictor(\.age))
    }
    #expect(fit.coefficients.map(\.name) == ["intercept", "age", "age^2", "arm: treated × age"])
  }

  @Test func weightsOfRespondentsReachTheRegression() throws {
    let fit = try LinearRegression(
      of: Variable(\Visitor.age), in: try visitors(),
      weights: Variable("in the south") { $0.site == .south ? 1 : 0 }
    ) {}
    // The ages in the south are 52, 28 and 47; one more is missing.
    expectAgreement(fit.coefficients[0].estimate.value, 127 / 3.0, digits: 13)
    #expect(fit.cases.entered == 12 && fit.cases.used == 3)
  }

  @Test func regressionWithoutTermsIsTheMean() throws {
    let fit = try LinearRegression(of: Variable(\Visitor.age), in: try visitors()) {}
    let ages = try visitors().compactMap(\.age)
    expectAgreement(fit.coefficients[0].estimate.value, ages.reduce(0, +) / 11, digits: 13)
  }

  @Test func groupsFollowTheDeclarationOfTheFactor() throws {
    let test = try WelchTest(of: Visitor.wellBeing, by: \.arm, in: try visitors())
    // The scores are means of the answered items, the second of them reversed.
    let treated = [14, 12, 14, 10, 14].map { $0 / 3.0 }
    let control = [7 / 3.0, 8 / 3.0, 4 / 3.0, 2.5, 8 / 3.0]
    let twin = try WelchTest(treated, against: control)
    expectAgreement(test.difference.value, twin.difference.value, digits: 13)
    #expect(test.description.hasPrefix("Welch's test: Well-being, treated - control"))
    #expect(test.cases.exclusionText == "1 missing (arm), 1 with more than one item skipped")
  }

  @Test func everyComparisonTakesASample() throws {
    let sample = try visitors()
    let scale = Visitor.wellBeing
    var findings: [any Finding] = []
    findings.append(try StudentTest(of: scale, by: \.arm, in: sample))
    findings.append(try HedgesG(of: scale, by: \.arm, in: sample))
    findings.append(try MannWhitneyTest(of: scale, by: \.arm, in: sample))
    findings.append(try BrunnerMunzelTest(of: Variable(\.age), by: \.arm, in: sample))
    findings.append(try ProbabilityOfSuperiority(of: scale, by: \.arm, in: sample))
    findings.append(
      try PermutationTest(of: scale, by: \.arm, in: sample, statistic: .meanDifference, method: .exact))
    findings.append(
      try BrunnerMunzelTest(of: scale, by: \.arm, in: sample, permutation: .exact(twoSided: .doubled)))
    findings.append(
      try PermutationTest(of: scale, by: \.arm, in: sample, named: "maxima", method: .exact) {
        ($0.max() ?? 0) - ($1.max() ?? 0)
      })
    let contexts = findings.map(\.context)
    #expect(contexts.allSatisfy { $0.parts == ["treated", "control"] && $0.cases.entered == 12 })
  }

  @Test func aFactorWithMoreLevelsNeedsAPair() throws {
    let sample = try visitors()
    expectRefusal(.definition) { try WelchTest(of: Variable(\.age), by: \.site, in: sample) }
    expectRefusal(.definition) {
      try WelchTest(of: Variable(\.age), by: \.site, comparing: (.east, .east), in: sample)
    }
    let test = try WelchTest(of: Variable(\.age), by: \.site, comparing: (.south, .north), in: sample)
    #expect(test.context.parts == ["south", "north"])
    #expect(test.cases.exclusionText == "4 in another group, 1 missing")
  }

  @Test func anEmptyGroupIsNamed() throws {
    let treated = try visitors().excluding("control") { $0.arm == .control }
    let error = #expect(throws: InputError.self) {
      try WelchTest(of: Visitor.wellBeing, by: \.arm, in: treated)
    }
    #expect(error?.description == "Well-being, control: 0 observations found, at least 2 needed")
  }

  @Test func balanceTakesVariablesAndFactors() throws {
    let table = try BalanceTable(by: \.arm, in: try visitors()) {
      Predictor(\.age)
      Predictor(Visitor.wellBeing)
      Predictor(\.site)
    }
    #expect(table.lines.map(\.name) == ["age", "Well-being", "site: north", "site: south", "site: east"])
    #expect(table.context.parts == ["treated", "control"])
    #expect(table.cases.used == 9 && table.cases.entered == 12)
    expectAgreement(table.lines[0].groups[0].mean, (31 + 45 + 52 + 28 + 60) / 5.0, digits: 14)
  }

  @Test func pairsAreLaterMinusEarlier() throws {
    let first = try visitors()
    let later = try Sample(
      first.filter { $0.id != "v0" }.map { visitor in
        var visitor = visitor
        visitor.age = visitor.age.map { $0 + (visitor.arm == .treated ? 1 : 2) }
        return visitor
      })
    let panel = try Panel(["start": first, "end": later])
    let test = try PairedTTest(of: Variable(\.age), in: panel)
    #expect(test.difference.value > 0)
    #expect(test.context.parts == ["end", "start"])
    #expect(test.cases.entered == 12 && test.cases.used == 10)
    let ranks = try SignedRankTest(of: Variable(\.age), in: panel, from: 1, to: 0)
    #expect(ranks.context.parts == ["start", "end"])
    #expect(ranks.pseudomedian.value < 0)
    expectRefusal(.outOfRange) { try PairedTTest(of: Variable(\.age), in: panel, from: 0, to: 7) }
  }

  @Test func descriptionsCountTheMissing() throws {
    let ages = try Descriptives(of: Variable(\.age), in: try visitors())
    #expect(ages.cases.used == 11 && ages.cases.exclusionText == "1 missing")
    let ranks = try SpearmanCorrelation(of: Visitor.wellBeing, with: Variable(\.age), in: try visitors())
    #expect(ranks.cases.used == 10)
  }
}
