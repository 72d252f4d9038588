import SurveyStatistics
import SurveyTestSupport
import Testing

private enum Program: String, Factor { case coached, waiting, other }
private enum Workplace: String, Factor { case bakery, clinic, depot, farm, garage }

private enum Left: String, Factor { case n, y }

private struct Worker: Respondent {
  var id = ""
  var program: Program?
  var workplace: String?
  var branch: Workplace?
  var room: Int?
  var trust: Double?
  var left: Left?

  static let questionnaire = Questionnaire<Worker>(missing: ["", "NA"]) {
    Field("id", \.id)
    Field("program", \.program)
    Field("workplace", \.workplace)
    Field("branch", \.branch)
    Field("room", \.room)
    Field("trust", \.trust)
    Field("left", \.left)
  }

  init() {}

  init(_ number: Int, _ program: Program?, _ branch: Workplace?, _ trust: Double?) {
    id = "w\(number)"
    self.program = program
    self.branch = branch
    workplace = branch?.rawValue
    room = branch.flatMap { Workplace.allCases.firstIndex(of: $0) }
    self.trust = trust
    left = number % 3 == 1 || number == 5 || number == 12 ? .y : .n
  }
}

@Suite struct ClusteredBridgeTests {
  /// One without a program, one in another, one without a workplace, one without a value.
  private func workers() throws -> Sample<Worker> {
    let rows: [(Program?, Workplace?, Double?)] = [
      (.coached, .bakery, 3.5), (.coached, .bakery, 4.25), (.coached, .clinic, 5), (.coached, .clinic, 4),
      (.coached, .depot, 3.25), (.waiting, .farm, 2.5), (.waiting, .farm, 3.75), (.waiting, .garage, 2),
      (.waiting, .garage, 3), (nil, .farm, 3), (.other, .farm, 4), (.coached, nil, 5),
      (.coached, .depot, nil),
    ]
    return try Sample(rows.enumerated().map { Worker($0, $1.0, $1.1, $1.2) })
  }

  private let first = ([3.5, 4.25, 5, 4, 3.25], [1, 1, 2, 2, 3])
  private let second = ([2.5, 3.75, 2, 3], [4, 4, 5, 5])

  @Test func clustersOfASampleAreThoseOfTheProperty() throws {
    let sample = try workers()
    let arrays = try ClusteredWelchTest(
      first.0, clusters: first.1, against: second.0, clusters: second.1, confidence: 0.9)
    let pair = (Program.coached, Program.waiting)
    let named = try ClusteredWelchTest(
      of: Variable(\Worker.trust), by: \.program, comparing: pair, in: sample, clusters: \.workplace,
      confidence: 0.9)
    let levels = try ClusteredWelchTest(
      of: Variable(\Worker.trust), by: \.program, comparing: pair, in: sample, clusters: \.branch,
      confidence: 0.9)
    for test in [named, levels] {
      #expect(test.statistic == arrays.statistic && test.difference == arrays.difference)
      #expect(test.context.parts == ["coached", "waiting"] && test.context.subject == "trust")
      #expect(test.cases.entered == 13 && test.cases.used == 9)
      #expect(test.cases.exclusionText.contains("1 in another group"))
    }
    #expect(named.cases.exclusionText.contains("1 without workplace"))
    let numbered = try ClusteredWelchTest(
      of: Variable(\Worker.trust), by: \.program, comparing: pair, in: sample, clusters: \.room)
    #expect(numbered.statistic == arrays.statistic)
  }

  @Test func thePermutationTestTakesASample() throws {
    let sample = try workers()
    let arrays = try ClusterPermutationTest(
      first.0, clusters: first.1, against: second.0, clusters: second.1, method: .exact)
    for test in [
      try ClusterPermutationTest(
        of: Variable(\Worker.trust), by: \.program, comparing: (.coached, .waiting), in: sample,
        clusters: \.workplace, method: .exact),
      try ClusterPermutationTest(
        of: Variable(\Worker.trust), by: \.program, comparing: (.coached, .waiting), in: sample,
        clusters: \.branch, method: .exact),
    ] {
      #expect(test.statistic == arrays.statistic && test.pValue == arrays.pValue)
    }
  }

  @Test func theDesignEffectTakesASample() throws {
    let sample = try workers()
    let found = try DesignEffect(of: Variable(\Worker.trust), in: sample, clusters: \.workplace)
    #expect(found.context.subject == "trust")
    #expect(found.clusterCount == 5 && found.cases.used == 11 && found.cases.entered == 13)
    let levels = try DesignEffect(of: Variable(\Worker.trust), in: sample, clusters: \.branch)
    #expect(levels.designEffect == found.designEffect)
  }

  @Test func theChiSquareTestTakesASample() throws {
    let sample = try workers().excluding("in another program") { $0.program == .other }
    let groups = first.0.map { _ in "coached" } + second.0.map { _ in "waiting" }
    let arrays = try ClusteredChiSquareTest(
      groups + ["coached"], by: ["n", "y", "n", "n", "y", "y", "n", "y", "n", "y"],
      clusters: first.1 + second.1 + [3])
    for test in [
      try ClusteredChiSquareTest(of: \Worker.program, by: \.left, in: sample, clusters: \.workplace),
      try ClusteredChiSquareTest(of: \Worker.program, by: \.left, in: sample, clusters: \.branch),
    ] {
      #expect(test.cases.used == 10 && test.cases.entered == 13)
      #expect(test.context.parts == ["program", "left"])
      expectAgreement(test.statistic.value, arrays.statistic.value, digits: 13)
    }
  }

  @Test func aSampleIsResampledByRespondents() throws {
    func mean(_ workers: [Worker]) -> Double? {
      let values = workers.compactMap(\.trust)
      return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
    }
    let sample = try workers()
    let plan = BootstrapPlan.percentile(resamples: 199)
    let all = try BootstrapEstimate(of: sample, plan: plan, statistic: mean)
    #expect(all.bootstrap == (try BootstrapEstimate(sample, plan: plan, statistic: mean)).bootstrap)
    #expect(all.cases.used == 13)
    let two = sample.excluding("in another program") { $0.program == .other }
    let strata = try BootstrapEstimate(of: two, plan: plan, strata: \.program?.rawValue, statistic: mean)
    #expect(strata.stratumCount == 2 && strata.cases.used == 11)
    let clustered = try BootstrapEstimate(of: sample, plan: plan, clusters: \.workplace, statistic: mean)
    #expect(clustered.clusterCount == 5 && clustered.cases.used == 12 && clustered.cases.entered == 13)
    #expect(clustered.cases.exclusionText == "1 without a cluster")
    let left = try JackknifeEstimate(of: sample, clusters: \.workplace, statistic: mean)
    #expect(left.clusterCount == 5 && left.cases.used == 12)
    let known = sample.filter { $0.workplace != nil }
    let arrays = try JackknifeEstimate(
      known, clusters: known.compactMap(\.workplace), statistic: mean)
    #expect(left.estimate == arrays.estimate)
  }

  @Test func errorsNameTheVariableAndTheGroup() throws {
    let sample = try workers()
    do throws(InputError) {
      _ = try ClusteredWelchTest(
        of: Variable(\Worker.trust), by: \.program, comparing: (.other, .waiting), in: sample,
        clusters: \.workplace)
      Issue.record("expected an error")
    } catch {
      #expect(error.code == .tooFew && error.subject == "trust, other")
    }
    expectRefusal(.definition) {
      try ClusteredWelchTest(of: Variable(\Worker.trust), by: \.program, in: sample, clusters: \.workplace)
    }
    expectRefusal(.tooFew) {
      try DesignEffect(
        of: Variable(\Worker.trust), in: sample.excluding("not in the depot") { $0.branch != .depot },
        clusters: \.workplace)
    }
  }
}
