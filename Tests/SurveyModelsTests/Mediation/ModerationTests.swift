import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

enum ModerationCases {
  static func columns(_ reference: Fixture.Case) throws -> [[Double]] {
    let options = reference.options
    return try reference.data().complete([
      options["x"].string(), options["moderator"].string(), options["y"].string(),
    ])
  }

  static func found(
    at points: Moderation.Points = .meanAndDeviations, _ errors: StandardErrors = .classical
  ) throws -> Moderation {
    try Moderation(
      MediationCases.contact, by: MediationCases.age, on: MediationCases.cooperation, at: points,
      standardErrors: errors)
  }
}

@Suite struct ModerationTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("Moderation"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let columns = try ModerationCases.columns(reference)
    let found = try Moderation(columns[0], by: columns[1], on: columns[2])
    let expected = reference.expected
    #expect(found.cases.used == (try expected["n"].integer()))
    let coefficients = found.regression.coefficients
    try expectAgreement(coefficients.map(\.value), expected["coef"], digits: 8, "coefficients")
    try expectAgreement(coefficients.map(\.standardError), expected["se"], digits: 8, "errors")
    try expectAgreement(coefficients.compactMap(\.pValue), expected["p"], digits: 8, "p")
    let slopes = found.slopes
    try expectAgreement(slopes.map(\.point.value), expected["moderator_values"], digits: 8, "values")
    try expectAgreement(slopes.map(\.estimate.value), expected["simple_slope"], digits: 8, "slopes")
    try expectAgreement(
      slopes.compactMap(\.estimate.standardError), expected["simple_se"], digits: 8, "errors of slopes")
    try expectAgreement(slopes.compactMap(\.statistic?.value), expected["simple_t"], digits: 8, "t")
    try expectAgreement(slopes.compactMap(\.pValue), expected["simple_p"], digits: 8, "p of slopes")
  }

  // MARK: Laws

  @Test(arguments: [StandardErrors.classical, .hc3])
  func aSimpleSlopeIsTheCoefficientOfTheRecentredRegression(_ errors: StandardErrors) throws {
    let found = try ModerationCases.found(at: .values([30, 47.5, 0]), errors)
    for slope in found.slopes {
      let moved = MediationCases.age.map { $0 - slope.point.value }
      let fit = try LinearRegression(
        MediationCases.cooperation,
        on: Design(columns: [
          ("x", MediationCases.contact), ("w", moved),
          ("xw", zip(MediationCases.contact, moved).map { $0 * $1 }),
        ]), standardErrors: errors)
      let own = try #require(fit["x"])
      expectAgreement(slope.estimate.value, own.value, digits: 10)
      try expectAgreement(#require(slope.estimate.standardError), own.standardError, digits: 10)
      try expectAgreement(#require(slope.pValue), #require(own.pValue), digits: 9)
    }
  }

  @Test func theProductAddsWhatTheRegressionWithoutItLacks() throws {
    let found = try ModerationCases.found()
    let without = try LinearRegression(
      MediationCases.cooperation,
      on: Design(columns: [("x", MediationCases.contact), ("w", MediationCases.age)]))
    expectAgreement(found.rSquaredChange, found.regression.rSquared - without.rSquared, digits: 9)
  }

  @Test func twoGroupsHaveTheSlopesOfTheirOwnRegressions() throws {
    let group = MediationCases.age.map { $0 > 36 ? 1.0 : 0 }
    let found = try Moderation(
      MediationCases.contact, by: group, on: MediationCases.cooperation,
      at: .named([.init("young", 0), .init("old", 1)]))
    for slope in found.slopes {
      let rows = group.indices.filter { group[$0] == slope.point.value }
      let fit = try LinearRegression(
        rows.map { MediationCases.cooperation[$0] },
        on: Design(columns: [("x", rows.map { MediationCases.contact[$0] })]))
      expectAgreement(slope.estimate.value, fit["x"]?.value ?? .nan, digits: 11)
    }
  }

  @Test func aFarOriginOfTheModeratorKeepsTheSlopes() throws {
    let plain = try ModerationCases.found()
    let far = try Moderation(
      MediationCases.contact, by: MediationCases.age.map { $0 + 0x1p30 }, on: MediationCases.cooperation)
    for (one, other) in zip(plain.slopes, far.slopes) {
      expectAgreement(other.estimate.value, one.estimate.value, digits: 7)
    }
    let turned = try Moderation(
      MediationCases.contact.map { -$0 }, by: MediationCases.age, on: MediationCases.cooperation)
    expectAgreement(turned.slopes[0].estimate.value, -plain.slopes[0].estimate.value, digits: 12)
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotFit() throws {
    let (x, w, y) = (MediationCases.contact, MediationCases.age, MediationCases.cooperation)
    expectRefusal(.tooFew) { try Moderation([], by: [], on: []) }
    expectRefusal(.tooFew) { try Moderation([1, 2, 3, 5], by: [1, 3, 2, 2], on: [2, 1, 3, 3]) }
    expectRefusal(.lengthMismatch) { try Moderation(x, by: Array(w.dropLast()), on: y) }
    expectRefusal(.notFinite) { try Moderation(x, by: [.nan] + w.dropFirst(), on: y) }
    expectRefusal(.constant) { try Moderation(x, by: w.map { _ in 2 }, on: y) }
    expectRefusal(.rankDeficient) { try Moderation(x, by: x, on: y) }
    expectRefusal(.rankDeficient) { try Moderation(x, by: w, on: y, given: [w]) }
    expectRefusal(.tooFew) { try Moderation(x, by: w, on: y, at: .values([])) }
    expectRefusal(.notFinite) { try Moderation(x, by: w, on: y, at: .values([.infinity])) }
    expectRefusal(.outOfRange) { try Moderation(x, by: w, on: y, confidence: 0) }
    expectRefusal(.notFinite) { try ModerationCases.found().slope(at: .nan) }
    expectRefusal(.outOfRange) { try ModerationCases.found().slope(at: 1e308) }
  }

  @Test func anExactFitHasSlopesWithoutTests() throws {
    let x = [1.0, 2, 3, 4, 5, 6]
    let w = [0.0, 1, 0, 1, 1, 0]
    let found = try Moderation(x, by: w, on: zip(x, w).map { $0 + 2 * $0 * $1 }, at: .values([1]))
    #expect(found.slopes[0].pValue == nil)
    expectAgreement(found.slopes[0].estimate.value, 3, digits: 12)
    #expect(found.report.text.contains("nothing to test"))
  }

  // MARK: Print

  @Test func printsItsFinding() throws {
    #expect(
      try ModerationCases.found(at: .named([.init("young", 25), .init("old", 60)])).description == """
        Moderation: outcome on predictor by moderator
          intercept                             1.45  95% CI [-0.73, 3.63]    t(12) = 1.45, p = .173
          predictor                             0.93  95% CI [0.12, 1.73]     t(12) = 2.52, p = .027
          moderator                            0.034  95% CI [-0.029, 0.096]  t(12) = 1.18, p = .260
          predictor × moderator               -0.016  95% CI [-0.039, 0.007]  t(12) = -1.53, p = .153
          slope at moderator = 25.00 (young)    0.53  95% CI [0.25, 0.80]     t(12) = 4.13, p = .001
          slope at moderator = 60.00 (old)     -0.03  95% CI [-0.65, 0.58]    t(12) = -0.12, p = .905
          R² = .660   R² of the product = .066
          all 16 cases used
          standard errors: classical
        """)
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try ModerationCases.found(at: .meanAndDeviations, .hc3) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Moderation") { print in
      // page
      let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
      let age = [25.0, 31, 47, 52, 38, 44, 29, 60, 35, 41, 58, 33, 27, 49, 36, 30]
      let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
      let moderation = try Moderation(contact, by: age, on: cooperation, standardErrors: .hc3)
      print(moderation.named("neighbours", "contact", "age", "cooperation"))
      // end
    }
  }
}
