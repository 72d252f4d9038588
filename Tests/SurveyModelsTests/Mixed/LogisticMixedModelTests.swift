import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyModels

/// Fits of the small data of the reference.
enum LogisticMixedData {
  static let events: [Double] = [6, 4, 0, 5, 3, 6, 0, 1, 2, 1, 6, 2]
  static let trials: [Double] = [6, 5, 4, 6, 3, 7, 4, 5, 5, 6, 6, 4]
  static let x = [0.5, -1, 0, 1.5, 0.25, -0.5, -2, 0, 1, -0.75, 1.25, 0.5]
  static let group = ["a", "a", "b", "c", "c", "c", "d", "d", "e", "e", "f", "f"]

  static func fit(points: Int = 25, confidence: Double = 0.95) throws -> LogisticMixedModel {
    try LogisticMixedModel(
      events, of: trials, on: Design(columns: [("x", x)]), random: RandomTerm(by: group), points: points,
      confidence: confidence)
  }
}

@Suite struct LogisticMixedModelTests {
  // Reference

  @Test(
    arguments: try Fixture.cases("LogisticMixedModel", method: "logistic mixed model by integration"))
  func agreesWithIntegration(_ reference: Fixture.Case) throws {
    let expected = reference.expected
    let found = try LogisticMixedModel(
      reference.options["events"].numbers(), of: reference.options["trials"].numbers(),
      on: Design(columns: [("x", reference.options["x"].numbers())]),
      random: RandomTerm(by: reference.options["group"].strings()), points: 60)
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 9, "coefficient")
    try expectAgreement(found.standardDeviation.value, expected["sd"], digits: 9, "deviation")
    let errors = found.coefficients.map(\.standardError) + [found.standardDeviation.standardError ?? .nan]
    try expectAgreement(errors, expected["se"], digits: 7, "standard error")
    try expectAgreement(found.logLikelihood, expected["loglik"], digits: 11, "log likelihood")
  }

  @Test(arguments: try Fixture.cases("LogisticMixedModel", method: "glmer"))
  func agreesWithR(_ reference: Fixture.Case) throws {
    let table = try reference.data()
    func numbers(_ name: String) throws -> [Double] {
      try table.column(name).compactMap { $0.flatMap(Double.init) }
    }
    let data = try ModelData([
      "incidence": .numbers(numbers("incidence")), "size": .numbers(numbers("size")),
      "period": .labels(table.column("period")), "herd": .labels(table.column("herd")),
    ])
    let points = try reference.options["points"].integer()
    let found = try LogisticMixedModel(
      reference.options["formula"].string(), in: data, trials: reference.options["trials"].string(),
      points: points)
    let expected = reference.expected
    try expectAgreement(found.coefficients.map(\.value), expected["coef"], digits: 4, "coefficient")
    try expectAgreement(found.coefficients.map(\.standardError), expected["se"], digits: 4, "SE")
    try expectAgreement(found.standardDeviation.value, expected["sd"], digits: 4, "deviation")
    try expectAgreement(found.groupEffects.map(\.mode), expected["modes"], digits: 3, "mode")
    try expectAgreement(
      found.groupEffects.map(\.standardDeviation), expected["mode_sd"], digits: 3, "mode SD")
    if points == 1 {
      try expectAgreement(found.logLikelihood, expected["loglik"], digits: 8, "log likelihood")
    }
    #expect(found.converged && found.cases.used == 56 && found.groupCount == 15)
  }

  // Print

  @Test func conforms() throws {
    try checkFinding { try LogisticMixedData.fit() }
    try checkFinding { try LogisticMixedData.fit(points: 1) }
  }

  @Test func printsItsFinding() throws {
    #expect(
      try LogisticMixedData.fit().description == """
        Logistic mixed model
          intercept    0.00  95% CI [-1.67, 1.67]  z = 0.0028, p = .998
          x            0.86  95% CI [-0.09, 1.80]  z = 1.78, p = .076
          SD of group  1.82  95% CI [0.78, 4.27]
             odds ratio  95% CI        of the population
          x        2.36  [0.91, 6.07]               1.79
          groups of group = 6   cases in a group = 1 to 3   ICC (latent) = .502   median odds ratio = 5.69
          marginal R² = .101   conditional R² = .553   likelihood ratio of the SD = 13.73
          p (half χ²(1)) < .001   -2 log likelihood = 34.98   AIC = 40.98   BIC = 42.44
          all 12 cases used
          quadrature points: 25
        """)
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("LogisticMixedModel") { print in
      // page
      let school = [
        "a", "a", "a", "a", "b", "b", "b", "b", "c", "c", "c", "c", "d", "d", "d", "d", "e", "e", "e", "e",
      ]
      let stress = [1.0, 3, 4, 2, 2, 5, 1, 3, 4, 4, 2, 5, 1, 2, 3, 1, 5, 3, 2, 4]
      let smokes = [0.0, 1, 1, 1, 0, 1, 0, 0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1, 0]

      let model = try LogisticMixedModel(
        smokes, on: Design([.numeric("stress", stress)]), random: RandomTerm(by: school, named: "school"))
      print(model.named("smokes"))
      // end
    }
  }
}
