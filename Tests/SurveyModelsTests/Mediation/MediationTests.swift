import SurveyInference
@testable import SurveyModels
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MediationTests {
  // MARK: Reference

  static let resamples = [
    "mtcars": "bootidx_mtcars", "attitude": "bootidx_attitude", "synth_survey": "bootidx_survey",
  ]

  private func columns(_ reference: Fixture.Case) throws -> (main: [[Double]], controls: [[Double]]) {
    let options = reference.options
    let controls = options["covariates"] == .null ? [] : try options["covariates"].strings()
    let names = try [options["x"].string(), options["m"].string(), options["y"].string()]
    let all = try reference.data().complete(names + controls)
    return (Array(all[..<3]), Array(all[3...]))
  }

  @Test(arguments: try Fixture.cases("Mediation"))
  func slopesAndSobelTestAgreeWithReference(_ reference: Fixture.Case) throws {
    let (main, controls) = try columns(reference)
    let found = try Mediation(main[0], through: main[1], on: main[2], given: controls, interval: .sobel)
    let expected = reference.expected
    #expect(found.cases.used == (try expected["n"].integer()))
    let numbers: [(String, Double?)] = [
      ("a", found.predictorToMediator.value), ("a_se", found.predictorToMediator.standardError),
      ("b", found.mediatorToOutcome.value), ("b_se", found.mediatorToOutcome.standardError),
      ("c_prime", found.direct.value), ("c_prime_se", found.direct.standardError),
      ("c_total", found.total.value), ("indirect", found.indirect.value),
      ("sobel_se", found.standardError(.sobel)), ("sobel_z", found.sobel?.value),
      ("sobel_p", found.sobelPValue), ("aroian_se", found.standardError(.aroian)),
      ("goodman_se", found.standardError(.goodman)), ("proportion_mediated", found.indirectShare),
    ]
    for (name, value) in numbers { try expectAgreement(value, expected[name], digits: 8, name) }
    let interval = try #require(found.indirect.interval)
    try expectAgreement([interval.lower, interval.upper], expected["delta_ci95"], digits: 8, "interval")
  }

  @Test(arguments: try Fixture.cases("Mediation"))
  func resamplesAgreeWithReference(_ reference: Fixture.Case) throws {
    let (main, controls) = try columns(reference)
    let found = try Mediation(main[0], through: main[1], on: main[2], given: controls, interval: .sobel)
    let estimate = found.indirect.value
    let paths = try ResampledPaths(controls + main)
    let first = controls.count
    func indirect(_ rows: [Int]) throws -> Double {
      try #require(
        rows.withUnsafeBufferPointer {
          paths.indirect(of: $0, predictor: first, mediator: first + 1, outcome: first + 2)
        })
    }
    let file = try #require(Self.resamples[reference.dataset ?? ""])
    let values = try Fixture.text("Tests/Fixtures/data/\(file).csv").split(whereSeparator: \.isNewline)
      .map { line in try indirect(line.split(separator: ",").compactMap { Int($0) }.map { $0 - 1 }) }
    let expected = reference.expected
    #expect(values.count == (try expected["B"].integer()))
    try expectAgreement(Array(values[..<5]), expected["boot_first5"], digits: 8, "first values")
    let moments = try Moments(values)
    try expectAgreement(moments.mean, expected["boot_mean"], digits: 8, "mean")
    try expectAgreement(moments.standardDeviation, expected["boot_se"], digits: 8, "standard error")
    func limits(_ areas: [Double], _ type: Quantiles.Definition) throws -> [Double] {
      try Quantiles(values, at: areas, type: type).values
    }
    try expectAgreement(try limits([0.025, 0.975], .seven), expected["percentile_type7"], digits: 8)
    try expectAgreement(try limits([0.025, 0.975], .six), expected["percentile_type6"], digits: 8)
    let normal = NormalDistribution.standard
    let share = Double(values.count { $0 < estimate }) / Double(values.count)
    let shift = try normal.quantile(lowerTail: share)
    try expectAgreement(shift, expected["bca_z0"], digits: 8, "bias")
    let cases = Array(0..<paths.cases)
    let without = try cases.map { left in try indirect(cases.filter { $0 != left }) }
    let mean = without.reduce(0, +) / Double(without.count)
    let cubes = without.reduce(0) { $0 + (mean - $1) * (mean - $1) * (mean - $1) }
    let squares = without.reduce(0) { $0 + (mean - $1) * (mean - $1) }
    let acceleration = cubes / (6 * squares * squares.squareRoot())
    try expectAgreement(acceleration, expected["bca_acceleration"], digits: 8, "acceleration")
    let areas = try [0.025, 0.975].map { area in
      let z = shift + (try normal.quantile(lowerTail: area))
      return normal.lowerTail(shift + z / (1 - acceleration * z))
    }
    try expectAgreement(areas, expected["bca_adjusted_probs"], digits: 8, "areas")
    try expectAgreement(try limits(areas, .seven), expected["bca_type7"], digits: 8, "BCa")
  }

  /// Quantiles of the product of two normal numbers, by numeric integration (scipy 1.12.0 `quad`, `brentq`) for the
  /// slopes of the first case.
  @Test func monteCarloLimitsAreThoseOfTheProduct() throws {
    let (main, _) = try columns(try #require(Fixture.cases("Mediation").first))
    let found = try Mediation(
      main[0], through: main[1], on: main[2], interval: .monteCarlo(draws: 400_000, seed: 3))
    let interval = try #require(found.indirect.interval)
    // Four standard errors of a quantile of so many draws.
    expectAgreement(interval.lower, -0.057154422490276, digits: 15, floor: 1.8e-4)
    expectAgreement(interval.upper, -0.019135562102806522, digits: 15, floor: 1.2e-4)
  }

  // MARK: Laws

  @Test func theTotalEffectIsTheSumOfDirectAndIndirect() throws {
    let found = try MediationCases.found()
    expectAgreement(found.total.value, found.direct.value + found.indirect.value, digits: 13)
  }

  @Test func unitsAndOriginsOfTheVariablesScaleTheEffect() throws {
    for interval in [
      MediationInterval.bootstrap(.percentile(resamples: 200, seed: 4)), .monteCarlo(draws: 500), .sobel,
    ] {
      let plain = try MediationCases.found(interval)
      let moved = try Mediation(
        MediationCases.contact.map { $0 * -4 + 3 }, through: MediationCases.trust.map { $0 * 10 - 7 },
        on: MediationCases.cooperation.map { $0 * 2 + 100 }, given: [MediationCases.age.map { $0 / 10 }],
        interval: interval)
      expectAgreement(moved.indirect.value, -plain.indirect.value / 2, digits: 12)
      expectAgreement(moved.standardized, -plain.standardized, digits: 12)
      try expectAgreement(#require(moved.sobelPValue), #require(plain.sobelPValue), digits: 11)
      guard case .bootstrap = interval else { continue }
      let (one, other) = (try #require(plain.indirect.interval), try #require(moved.indirect.interval))
      expectAgreement(other.lower, -one.upper / 2, digits: 11)
      expectAgreement(other.upper, -one.lower / 2, digits: 11)
    }
  }

  /// The factored cross-products against two regressions by QR for the same resamples.
  @Test(arguments: [BootstrapPlan.percentile(resamples: 150, seed: 2), .bca(resamples: 150, seed: 5)])
  func resamplingEqualsTheRefit(_ plan: BootstrapPlan) throws {
    let found = try MediationCases.found(.bootstrap(plan))
    let columns = [
      MediationCases.contact, MediationCases.trust, MediationCases.cooperation, MediationCases.age,
    ]
    let naive = try Bootstrap(cases: columns[0].count, plan: plan).interval(
      around: found.indirect.value, confidence: 0.95
    ) { rows in
      let drawn = columns.map { column in rows.map { column[$0] } }
      return try? Mediation(drawn[0], through: drawn[1], on: drawn[2], given: [drawn[3]], interval: .sobel)
        .indirect.value
    }
    let own = try #require(found.bootstrap)
    #expect(own.undefinedCount == naive.undefinedCount)
    expectAgreement(own.standardError, naive.standardError, digits: 10)
    expectAgreement(own.interval.lower, naive.interval.lower, digits: 10)
    expectAgreement(own.interval.upper, naive.interval.upper, digits: 10)
  }

  @Test func theJointTestTakesTheLargerProbability() throws {
    let found = try MediationCases.found()
    #expect(
      found.jointPValue == max(found.predictorToMediator.pValue ?? 0, found.mediatorToOutcome.pValue ?? 0))
  }

  @Test func robustErrorsAreThoseOfTheRegressions() throws {
    let robust = try Mediation(
      MediationCases.contact, through: MediationCases.trust, on: MediationCases.cooperation,
      interval: .sobel, standardErrors: .hc3)
    let plain = try Mediation(
      MediationCases.contact, through: MediationCases.trust, on: MediationCases.cooperation, interval: .sobel)
    #expect(robust.indirect.value == plain.indirect.value)
    #expect(robust.indirect.standardError != plain.indirect.standardError)
  }

  // MARK: Refusals

  @Test func refusesWhatItCannotEstimate() throws {
    let (x, m, y) = (MediationCases.contact, MediationCases.trust, MediationCases.cooperation)
    func mediate(
      _ x: [Double], _ m: [Double], _ y: [Double], _ interval: MediationInterval = .sobel,
      given controls: [[Double]] = []
    ) throws -> Mediation { try Mediation(x, through: m, on: y, given: controls, interval: interval) }
    expectRefusal(.tooFew) { try mediate([], [], []) }
    expectRefusal(.tooFew) { try mediate([1, 2, 3], [1, 3, 2], [2, 1, 3]) }
    expectRefusal(.lengthMismatch) { try mediate(x, Array(m.dropLast()), y) }
    expectRefusal(.lengthMismatch) { try mediate(x, m, y, given: [[1, 2]]) }
    expectRefusal(.notFinite) { try mediate(x, m, [.nan] + y.dropFirst()) }
    expectRefusal(.notFinite) { try mediate(x, m, y, given: [[.infinity] + x.dropFirst()]) }
    expectRefusal(.constant) { try mediate(x.map { _ in 1 }, m, y) }
    expectRefusal(.constant) { try mediate(x, m.map { _ in 1 }, y) }
    expectRefusal(.constant) { try mediate(x, m, y.map { _ in 1 }) }
    expectRefusal(.rankDeficient) { try mediate(x, x.map { 2 * $0 + 1 }, y) }
    expectRefusal(.rankDeficient) { try mediate(x, m, y, given: [x]) }
    expectRefusal(.tooFew) { try mediate(x, m, y, .bootstrap(.percentile(resamples: 10))) }
    expectRefusal(.tooFew) { try mediate(x, m, y, .bootstrap(.percentile(resamples: -1))) }
    expectRefusal(.infeasible) { try mediate(x, m, y, .bootstrap(.percentile(resamples: .max))) }
    expectRefusal(.definition) { try mediate(x, m, y, .bootstrap(.studentized())) }
    expectRefusal(.tooFew) { try mediate(x, m, y, .monteCarlo(draws: .min)) }
    expectRefusal(.infeasible) { try mediate(x, m, y, .monteCarlo(draws: .max)) }
    expectRefusal(.outOfRange) { try mediate(x.map { $0 * 1e200 }, m, y) }
    expectRefusal(.outOfRange) { try mediate(x.map { $0 * 1e-200 }, m, y, .bootstrap(.percentile())) }
    expectRefusal(.outOfRange) { try Mediation(x, through: m, on: y, confidence: 1) }
  }

  @Test func anExactFitHasAnEffectWithoutItsTest() throws {
    let x = [1.0, 2, 3, 4, 5, 6]
    let m = [1.0, -1, -1, 1, 2, 0]
    let found = try Mediation(x, through: m, on: zip(x, m).map { $0 + 2 * $1 }, interval: .sobel)
    #expect(found.mediatorToOutcome.pValue == nil && found.jointPValue == nil)
    expectAgreement(found.indirect.value, 2 * found.predictorToMediator.value, digits: 12)
  }

  // MARK: Print

  @Test func printsItsFinding() throws {
    #expect(
      try MediationCases.found().named("a panel", "contact", "trust", "cooperation").description == """
        Mediation: a panel, contact → trust → cooperation
          a: contact → trust      0.39  95% CI [0.23, 0.55]   t(13) = 5.34, p < .001
          b: trust → cooperation  0.81  95% CI [0.27, 1.35]   t(12) = 3.26, p = .007
          direct effect           0.06  95% CI [-0.20, 0.32]  t(12) = 0.51, p = .620
          total effect            0.38  95% CI [0.19, 0.57]   t(13) = 4.35, p < .001
          indirect effect a·b     0.32  95% CI [0.09, 0.54]
          Sobel test                                          z = 2.78, p = .005
          joint test of a and b: p = .007   indirect effect in SD of the outcome = 0.49
          standardized indirect effect = 0.65   indirect / total = 0.84   control variables = 1
          all 16 cases used
          standard errors: classical; interval: normal, Sobel
          Note: The order of the variables and the absence of unmeasured common causes are assumed, not
          tested.
        """)
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MediationCases.found(.bootstrap(.bca(resamples: 200))) }
    try checkFinding { try MediationCases.found(.monteCarlo(draws: 500)) }
    try checkFinding { try MediationCases.found() }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("Mediation") { print in
      // page
      let contact = [1.0, 2, 3, 2, 4, 4, 1, 2, 5, 3, 3, 2, 5, 4, 1, 3]
      let trust = [2.4, 3.1, 3.6, 2.9, 3.8, 4.1, 2.2, 3.3, 3.9, 2.7, 3.0, 3.5, 4.4, 3.2, 2.6, 3.7]
      let cooperation = [3.0, 3.4, 4.1, 2.9, 4.4, 4.0, 2.5, 3.9, 4.2, 3.1, 2.8, 3.6, 4.9, 3.9, 3.3, 3.5]
      let mediation = try Mediation(
        contact, through: trust, on: cooperation, interval: .bootstrap(.percentile(resamples: 5_000, seed: 1))
      )
      print(mediation.named("neighbours", "contact", "trust", "cooperation"))
      // end
    }
  }
}
