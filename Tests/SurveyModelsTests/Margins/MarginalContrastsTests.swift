import SurveyInference
import SurveyModels
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct MarginalContrastsTests {
  private static let kinds: [String: ContrastKind] = [
    "pairwise": .pairwise, "eff": .deviations, "consec": .consecutive, "trt.vs.ctrl": .againstControl(),
  ]
  private static let adjustments: [String: ContrastAdjustment] = [
    "none": .none, "tukey": .tukey, "scheffe": .scheffe, "holm": .holm, "bonferroni": .bonferroni,
    "sidak": .family(.sidak), "fdr": .family(.benjaminiHochberg), "mvt": .singleStep(),
  ]

  // MARK: Reference

  @Test(arguments: try Fixture.cases("MarginalContrasts"))
  func agreesWithReference(_ reference: Fixture.Case) throws {
    let (options, expected) = (reference.options, reference.expected)
    let adjustment = try options["adjustment"].string()
    let found = try MarginalContrasts(
      of: MarginData.means(reference), #require(Self.kinds[options["kind"].string()]),
      adjustment: #require(Self.adjustments[adjustment]))
    let digits: Double = reference.tolerance == "relative 1e-6" ? 5.5 : 8
    let isRatio = try options["scale"].string() == "response"
    let estimates = found.contrasts.compactMap { isRatio ? $0.ratio : $0.estimate }
    try expectAgreement(estimates.map(\.value), expected["estimate"], digits: digits, floor: 1e-9, "value")
    try expectAgreement(estimates.compactMap(\.standardError), expected["se"], digits: digits, "error")
    // R's ptukey is known to about 1e-8 at these places, mvtnorm's probabilities to 1e-7.
    try expectAgreement(
      found.contrasts.compactMap(\.adjustedPValue), expected["p"], digits: digits,
      floor: ["tukey": 1e-8, "mvt": 1e-6][adjustment] ?? 1e-14, "p")
    let freedom = found.contrasts.compactMap(\.degreesOfFreedom)
    if !freedom.isEmpty { try expectAgreement(freedom, expected["df"], digits: digits, "freedom") }
    // emmeans takes Bonferroni's intervals where a method of p-values has none.
    guard !["holm", "fdr", "mvt"].contains(adjustment) else { return }
    let limit = adjustment == "tukey" ? min(digits, 6) : digits
    try expectAgreement(
      estimates.compactMap(\.interval?.lower), expected["lower"], digits: limit, floor: 1e-7, "lower")
    try expectAgreement(
      estimates.compactMap(\.interval?.upper), expected["upper"], digits: limit, floor: 1e-7, "upper")
  }

  // MARK: Laws

  private static func groups() -> [[Double]] {
    ["a", "b", "c"].map { name in
      zip(MarginData.arm, MarginData.score).filter { $0.0 == name }.map(\.1)
    }
  }

  private static func means(by groups: [String] = []) throws -> MarginalMeans {
    try MarginalMeans(of: MarginData.regression(), over: ["arm"], by: groups)
  }

  @Test func againstAControlOfOneWayIsDunnetts() throws {
    let means = try MarginalMeans(of: MarginData.regression("score ~ arm"), over: ["arm"])
    let found = try MarginalContrasts(of: means, .againstControl("a"), adjustment: .singleStep())
    let dunnett = try DunnettTest(ScoreGroups(Self.groups(), names: ["a", "b", "c"]), against: "a")
    #expect(found.error == 0)
    for (one, two) in zip(found.contrasts, dunnett.comparisons) {
      expectAgreement(one.adjustedPValue ?? .nan, two.adjustedPValue, digits: 8)
      expectAgreement(
        one.estimate?.interval?.lower ?? .nan, two.difference.interval?.lower ?? 0, digits: 8)
    }
  }

  @Test func pairsOfOneWayAreTukeys() throws {
    let means = try MarginalMeans(of: MarginData.regression("score ~ arm"), over: ["arm"])
    let found = try MarginalContrasts(of: means, .pairwise, adjustment: .tukey)
    let tukey = try TukeyKramer(ScoreGroups(Self.groups(), names: ["a", "b", "c"]))
    for (one, two) in zip(found.contrasts, tukey.comparisons) {
      expectAgreement(one.adjustedPValue ?? .nan, two.adjustedPValue, digits: 8)
      expectAgreement((one.estimate?.value ?? .nan).magnitude, two.difference.value.magnitude, digits: 10)
    }
  }

  @Test func theSingleStepOfBalancedPairsIsTukeys() throws {
    let score = MarginData.score
    let labels = score.indices.map { ["a", "b", "c", "d", "e"][$0 % 5] }
    let fit = try LinearRegression(score, on: Design([.factor("arm", labels)]))
    let means = try MarginalMeans(of: fit, over: ["arm"])
    let exact = try MarginalContrasts(of: means, .pairwise, adjustment: .tukey)
    let sampled = try MarginalContrasts(of: means, .pairwise, adjustment: .singleStep())
    #expect(sampled.error > 0 && sampled.error < 1e-6)
    for (one, two) in zip(exact.contrasts, sampled.contrasts) {
      #expect(((one.adjustedPValue ?? .nan) - (two.adjustedPValue ?? 0)).magnitude < sampled.error)
      expectAgreement(
        two.estimate?.interval?.lower ?? .nan, one.estimate?.interval?.lower ?? 0, digits: 6)
    }
  }

  @Test func theSingleStepOfFourBalancedMeansIsExact() throws {
    let labels = (0..<24).map { ["a", "b", "c", "d"][$0 % 4] }
    // Far apart, so that p is small.
    let score: [Double] = (0..<24).map { index in
      let noise = Double((index * index * 7) % 11)
      return noise + 9 * Double(index % 4)
    }
    let fit = try LinearRegression(score, on: Design([.factor("arm", labels)]))
    let means = try MarginalMeans(of: fit, over: ["arm"])
    let tukey = try MarginalContrasts(of: means, .pairwise, adjustment: .tukey)
    let found = try MarginalContrasts(of: means, .pairwise, adjustment: .singleStep())
    #expect(found.error == 0)
    for (one, two) in zip(tukey.contrasts, found.contrasts) {
      expectAgreement(two.adjustedPValue ?? .nan, one.adjustedPValue ?? 0, digits: 10)
      expectAgreement(
        two.estimate?.interval?.lower ?? .nan, one.estimate?.interval?.lower ?? 0, digits: 10)
      // The limit is where p is .05.
      let reach = ((two.estimate?.interval?.upper ?? .nan) - (two.estimate?.value ?? 0)).magnitude
      #expect(((two.adjustedPValue ?? 1) < 0.05) == (reach < (two.estimate?.value ?? 0).magnitude))
    }
    #expect(found.contrasts.contains { ($0.adjustedPValue ?? 1) < 1e-6 })
  }

  @Test func theSingleStepLiesBetweenNoneAndBonferroni() throws {
    let means = try Self.means()
    let all = try [ContrastAdjustment.none, .singleStep(), .family(.sidak), .bonferroni].map {
      try MarginalContrasts(of: means, .pairwise, adjustment: $0).contrasts.compactMap(\.adjustedPValue)
    }
    for index in 0..<3 { #expect(all[0][index] <= all[1][index] && all[1][index] <= all[2][index] + 1e-3) }
    for index in 0..<3 { #expect(all[2][index] <= all[3][index]) }
  }

  @Test func groupsAreAdjustedApart() throws {
    let found = try MarginalContrasts(of: Self.means(by: ["site"]), .pairwise, adjustment: .bonferroni)
    #expect(found.contrasts.map(\.group) == [["x"], ["x"], ["x"], ["y"], ["y"], ["y"]])
    for contrast in found.contrasts {
      expectAgreement(contrast.adjustedPValue ?? .nan, min(1, 3 * (contrast.pValue ?? .nan)), digits: 12)
    }
  }

  @Test func weightsOfOnesOwn() throws {
    let means = try Self.means()
    let found = try MarginalContrasts(
      of: means, .custom([GroupContrast("a - others", [1, -0.5, -0.5])]), adjustment: .none)
    let values = means.means.compactMap(\.estimate?.value)
    expectAgreement(
      found.contrasts[0].estimate?.value ?? .nan, values[0] - (values[1] + values[2]) / 2, digits: 11)
    let straight = try MarginalContrasts(of: means, .polynomial, adjustment: .none)
    expectAgreement(
      straight.contrasts[0].estimate?.value ?? .nan, (values[2] - values[0]) / 2.0.squareRoot(),
      digits: 10)
  }

  // MARK: Refusals

  @Test func refusesWhatIsNoContrast() throws {
    let means = try Self.means()
    expectRefusal(.unknownName) { try MarginalContrasts(of: means, .againstControl("none")) }
    expectRefusal(.definition) { try MarginalContrasts(of: means, .custom([])) }
    expectRefusal(.definition) { try MarginalContrasts(of: means, .custom([.init("sum", [1, 1, 1])])) }
    expectRefusal(.definition) { try MarginalContrasts(of: means, .custom([.init("none", [0, 0, 0])])) }
    expectRefusal(.lengthMismatch) { try MarginalContrasts(of: means, .custom([.init("two", [1, -1])])) }
    expectRefusal(.notFinite) {
      try MarginalContrasts(of: means, .custom([.init("nan", [1, -1, .nan])]))
    }
    expectRefusal(.outOfRange) { try MarginalContrasts(of: means, confidence: 0) }
    let one = try MarginalMeans(of: MarginData.regression(), over: ["age"])
    expectRefusal(.tooFew) { try MarginalContrasts(of: one) }
  }

  // MARK: Conformance

  @Test func keepsTheContract() throws {
    try checkFinding { try MarginalContrasts(of: Self.means(by: ["site"]), adjustment: .singleStep()) }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("MarginalContrasts") { print in
      // page
      let arm = [
        "old", "old", "old", "old", "new", "new", "new", "new", "new", "both", "both", "both", "both",
      ]
      let age = [31.0, 45, 28, 52, 39, 61, 24, 47, 33, 55, 42, 29, 36]
      let score = [4.1, 5.2, 3.9, 5.0, 5.8, 6.9, 4.4, 6.1, 5.5, 7.9, 7.2, 6.0, 6.4]
      let design = try Design([.factor("arm", arm, levels: ["old", "new", "both"]), .numeric("age", age)])
      let means = try MarginalMeans(of: LinearRegression(score, on: design), over: ["arm"])
      print(
        try MarginalContrasts(of: means, .againstControl("old"), adjustment: .singleStep())
          .named("trial", "score"))
      // end
    }
  }
}
