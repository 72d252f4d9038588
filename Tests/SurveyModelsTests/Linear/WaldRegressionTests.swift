import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Sums and joint tests of regressions that are not linear, or robust.
@Suite struct WaldRegressionTests {
  // Reference

  private func regression(_ reference: Fixture.Case) throws -> any WaldRegression {
    let problem = try FormulaDesign(reference)
    let (outcome, design) = (problem.outcome, problem.design)
    let label = try reference.options["cluster"].string()
    let clusters = label.isEmpty ? [] : try reference.data().column(label).map { $0 ?? "" }
    switch try reference.options["model"].string() {
    case "gee":
      return try EstimatingEquations(
        outcome, on: design, clusters: clusters, family: .binomial, correlation: .exchangeable)
    case "logistic": return try GeneralizedRegression(outcome, on: design, family: .binomial())
    case "gamma": return try GeneralizedRegression(outcome, on: design, family: .gamma(.log))
    case "negative": return try NegativeBinomialRegression(outcome, on: design)
    case "clustered":
      return try ClusteredGeneralizedRegression(
        of: GeneralizedRegression(outcome, on: design, family: .binomial()), clusters: clusters,
        estimator: .cr0)
    default: return try RobustRegression(outcome, on: design)
    }
  }

  private func digits(_ reference: Fixture.Case) throws -> Double {
    ["logistic", "gamma", "clustered"].contains(try reference.options["model"].string()) ? 9 : 6
  }

  @Test(arguments: try Fixture.cases("LinearCombination", method: "weighted sum by Wald"))
  func sumsAgreeWithR(_ reference: Fixture.Case) throws {
    let numbers = try reference.options["weights"].numbers()
    let names = try FormulaDesign(reference).design.columnNames
    let digits = try digits(reference)
    let found = try LinearCombination(
      of: regression(reference), Dictionary(uniqueKeysWithValues: zip(names, numbers)))
    let expected = reference.expected
    try expectAgreement(found.estimate.value, expected["estimate"], digits: digits)
    try expectAgreement(found.estimate.standardError, expected["SE"], digits: digits, "SE")
    try expectAgreement(found.statistic?.value, expected["statistic"], digits: digits, "statistic")
    try expectAgreement(found.estimate.interval?.lower, expected["low"], digits: digits, "lower")
    try expectAgreement(found.estimate.interval?.upper, expected["high"], digits: digits, "upper")
    try expectAgreement(found.pValue, expected["p"], digits: digits, "p")
  }

  @Test(arguments: try Fixture.cases("JointTest", method: "joint Wald test"))
  func jointTestsAgreeWithR(_ reference: Fixture.Case) throws {
    let columns = try FormulaDesign(reference).design.columnNames
    let names = try reference.options["columns"].numbers().map { columns[Int($0)] }
    let digits = try digits(reference)
    let found = try JointTest(of: regression(reference), names)
    try expectAgreement(found.statistic.value, reference.expected["statistic"], digits: digits)
    try expectAgreement(found.pValue, reference.expected["p"], digits: digits, "p")
  }

  // Laws

  private static let x = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 1, 4, 3]
  private static let z = [0.5, -1, 0, 1, 0.2, -0.4, 1.5, 0.3, -0.2, 0.8, -1.2, 0, 0.6, -0.7, 1.1, -0.1]
  private static let events: [Double] = [0, 0, 1, 0, 1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0]
  private static let counts: [Double] = [1, 0, 4, 2, 9, 5, 0, 3, 12, 2, 6, 0, 3, 1, 8, 2]
  private static let groups = (0..<16).map { "g\($0 / 2)" }

  private func all() throws -> [any WaldRegression] {
    let design = try Design(columns: [("x", Self.x), ("z", Self.z)])
    let logistic = try GeneralizedRegression(Self.events, on: design, family: .binomial())
    return [
      logistic, try GeneralizedRegression(Self.counts.map { $0 + 0.5 }, on: design, family: .gamma(.log)),
      try GeneralizedRegression(Self.counts, on: design, family: .poisson, standardErrors: .hc1),
      try NegativeBinomialRegression(Self.counts, on: design),
      try ClusteredGeneralizedRegression(of: logistic, clusters: Self.groups),
      try EstimatingEquations(
        Self.counts, on: design, clusters: Self.groups, family: .poisson, correlation: .exchangeable,
        errors: .manclDeRouen),
      try RobustRegression(Self.counts, on: design), try MMRegression(Self.counts, on: design),
      try LogisticMixedModel(Self.events, on: design, random: RandomTerm(by: Self.groups, named: "g")),
    ]
  }

  private func own(_ model: any WaldRegression) -> (value: Double, error: Double?, pValue: Double?)? {
    func of(_ one: GeneralizedRegression.Coefficient?) -> (Double, Double?, Double?)? {
      one.map { ($0.value, $0.standardError, $0.pValue) }
    }
    func of(_ one: RobustCoefficient?) -> (Double, Double?, Double?)? {
      one.map { ($0.value, $0.estimate.standardError, $0.pValue) }
    }
    switch model {
    case let model as GeneralizedRegression: return of(model["x"])
    case let model as NegativeBinomialRegression: return of(model["x"])
    case let model as ClusteredGeneralizedRegression: return of(model.coefficients.first { $0.name == "x" })
    case let model as EstimatingEquations: return of(model["x"])
    case let model as RobustRegression: return of(model["x"])
    case let model as MMRegression: return of(model["x"])
    case let model as LogisticMixedModel: return model["x"].map { ($0.value, $0.standardError, $0.pValue) }
    default: return nil
    }
  }

  @Test func oneCoefficientIsItself() throws {
    for model in try all() {
      let sum = try LinearCombination(of: model, ["x": -2])
      let own = try #require(self.own(model))
      expectAgreement(sum.estimate.value, -2 * own.value, digits: 14)
      try expectAgreement(#require(sum.estimate.standardError), 2 * #require(own.error), digits: 12)
      try expectAgreement(#require(sum.pValue), #require(own.pValue), digits: 11)
    }
  }

  @Test func oneRestrictionIsTheSquareOfItsStatistic() throws {
    for model in try all() {
      let weights = ["x": 1.0, "z": -0.5]
      let sum = try LinearCombination(of: model, weights)
      let test = try JointTest(of: model, sums: [weights])
      let one = try #require(sum.statistic)
      expectAgreement(test.statistic.value, one.value * one.value, digits: 11)
      try expectAgreement(test.pValue, #require(sum.pValue), digits: 10)
      switch (one.reference, test.statistic.reference) {
      case (.normal, .chiSquare(let freedom)): #expect(freedom == 1)
      case (.t(let own), .f(let restrictions, let denominator)):
        #expect(restrictions == 1 && denominator == own)
      default: Issue.record("\(one.reference) and \(test.statistic.reference)")
      }
    }
  }

  @Test func otherWordsForTheSameSpaceGiveTheSameTest() throws {
    for model in try all() {
      let one = try JointTest(of: model, ["x", "z"])
      let other = try JointTest(of: model, sums: [["x": 1, "z": 1], ["z": 3]])
      expectAgreement(one.statistic.value, other.statistic.value, digits: 9)
    }
  }

  // Refusals

  @Test func refusesWhatItCannotTest() throws {
    for model in try all() {
      expectRefusal(.tooFew) { try JointTest(of: model, []) }
      expectRefusal(.unknownName) { try JointTest(of: model, ["w"]) }
      expectRefusal(.rankDeficient) { try JointTest(of: model, ["x", "x"]) }
      expectRefusal(.rankDeficient) {
        try JointTest(of: model, sums: [["x": 1, "z": 2], ["x": 2, "z": 4]])
      }
      expectRefusal(.definition) { try LinearCombination(of: model, [:]) }
      expectRefusal(.unknownName) { try LinearCombination(of: model, ["w": 1]) }
      expectRefusal(.outOfRange) { try LinearCombination(of: model, ["x": 1e308, "z": 1e308]) }
      expectRefusal(.outOfRange) { try LinearCombination(of: model, ["x": 1e-300]) }
      expectRefusal(.outOfRange) { try LinearCombination(of: model, ["x": 1], equals: .nan) }
      expectRefusal(.outOfRange) { try LinearCombination(of: model, ["x": 1], confidence: 1) }
    }
    let three = try EstimatingEquations(
      Self.counts, on: Design(columns: [("x", Self.x), ("z", Self.z)]), clusters: (0..<16).map { $0 / 8 },
      family: .poisson, correlation: .independence)
    expectRefusal(.tooFew) { try JointTest(of: three, ["x", "z"]) }
  }

  // Print

  @Test func prints() throws {
    let models = try all()
    #expect(
      try LinearCombination(of: models[5], ["x": 1, "z": 1]).description == """
        Linear combination of coefficients
          weighted sum  0.47  95% CI [-0.28, 1.22]  z = 1.23, p = .217
          x = 1.00   z = 1.00
          all 16 cases used
          standard errors: Mancl-DeRouen; alternative: two-sided
        """)
    #expect(
      try JointTest(of: models[5], ["x", "z"]).description == """
        Joint test of coefficients
          all zero  χ²(2) = 25.87, p < .001
          tested = x, z
          all 16 cases used
          standard errors: Mancl-DeRouen
        """)
    #expect(
      try JointTest(of: models[7], ["x", "z"]).description == """
        Joint test of coefficients
          all zero  F(2, 13) = 5.77, p = .016
          tested = x, z
          all 16 cases used
          standard errors: MM-estimate
        """)
    #expect(try JointTest(of: models[0], ["x"]).report.text.contains("standard errors: information"))
    #expect(try JointTest(of: models[2], ["x"]).report.text.contains("standard errors: HC1"))
    #expect(try JointTest(of: models[4], ["x"]).errors == .clustered(.cr1))
    try checkFinding { try JointTest(of: models[8], ["x", "z"]) }
    try checkFinding { try LinearCombination(of: models[1], ["x": 1, "z": 2], alternative: .greater) }
  }
}
