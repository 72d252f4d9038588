import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

@Suite struct BootstrapEstimateTests {
  static let values: [Double] = [2.1, 3.4, 0.7, 9.8, 4.4, 5.1, 2.2, 3.9, 1.5, 14.2, 2.8, 6.0]

  @Sendable static func mean(_ values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }

  @Sendable static func error(_ values: [Double]) -> Double? { try? Moments(values).standardErrorOfMean }

  static let plans: [BootstrapPlan] = [.bca(), .percentile(), .basic(), .normal()]

  // Reference

  /// The limits for values of resamples that are given, so that random numbers do not matter.
  @Test(arguments: try Fixture.cases("BootstrapEstimate", method: "boot.ci"))
  func limitsAgreeWithReference(_ reference: Fixture.Case) throws {
    let options = reference.options
    let expected = reference.expected
    let estimate = try options["estimate"].number()
    let values = try options["values"].numbers()
    let errors = try options["variances"].numbers().map { $0.squareRoot() }
    let (u, x) = (try options["u"].numbers(), try options["x"].numbers())
    let acceleration = try Bootstrap.acceleration(ofStrata: [
      u.indices.map { left in
        let rest = u.indices.filter { $0 != left }
        return rest.reduce(0) { $0 + x[$1] } / rest.reduce(0) { $0 + u[$1] }
      }
    ])
    try expectAgreement(acceleration, expected["acceleration"], digits: 11, "acceleration")
    for kind in BootstrapPlan.Interval.allCases {
      let found = try Bootstrap.finding(
        BootstrapPlan(kind, resamples: values.count, seed: 1), around: estimate, values.sorted(),
        confidence: options["level"].number(),
        pivots: (
          zip(values, errors).map { ($0 - estimate) / $1 }.sorted(),
          try options["variance"].number().squareRoot()
        ), acceleration: { acceleration })
      try expectAgreement(found.bias, expected["bias"], digits: 10, "bias")
      try expectAgreement(found.standardError, expected["se"], digits: 11, "SE")
      var limits: Fixture.Value
      if kind == .bca {
        // The reference states the ranks of the limits to two decimals.
        let sorted = values.sorted()
        for (limit, rank) in zip(
          [found.interval.lower, found.interval.upper], try expected["bcaRanks"].numbers())
        {
          func value(_ rank: Double) -> Double {
            let place = Int(rank)
            return sorted[place - 1] + (rank - Double(place)) * (sorted[place] - sorted[place - 1])
          }
          #expect(value(rank - 0.0051) <= limit && limit <= value(rank + 0.0051))
        }
        continue
      }
      limits = expected[kind.rawValue]
      try expectAgreement([found.interval.lower, found.interval.upper], limits, digits: 11, kind.rawValue)
    }
  }

  @Test(arguments: try Fixture.cases("BootstrapEstimate", method: "scipy"))
  func manyResamplesComeToTheLimitsOfTheReference(_ reference: Fixture.Case) throws {
    let y = try reference.options["y"].numbers()
    let z = reference.options["z"] == .null ? [] : try reference.options["z"].numbers()
    let cases = y.map { (1.0, $0) } + z.map { (0.0, $0) }
    let strata = y.map { _ in "y" } + z.map { _ in "z" }
    for plan in [
      BootstrapPlan.percentile(resamples: 20_000), .basic(resamples: 20_000), .bca(resamples: 20_000),
    ] {
      let found = try BootstrapEstimate(cases, plan: plan, strata: strata) { drawn in
        let (first, second) = (drawn.filter { $0.0 == 1 }.map(\.1), drawn.filter { $0.0 == 0 }.map(\.1))
        return (Self.mean(first) ?? 0) - (Self.mean(second) ?? 0)
      }
      let limits = try reference.expected[plan.interval.rawValue].numbers()
      let margin = 0.08 * found.bootstrap.standardError
      let interval = try #require(found.estimate.interval)
      #expect((interval.lower - limits[0]).magnitude < margin)
      #expect((interval.upper - limits[1]).magnitude < margin)
    }
  }

  // Laws

  @Test func theEngineOfTheOtherMethodsGivesTheSameLimits() throws {
    for plan in Self.plans {
      let found = try BootstrapEstimate(Self.values, plan: plan, statistic: Self.mean)
      let engine = try Bootstrap(cases: 12, plan: plan).interval(
        around: found.estimate.value, confidence: 0.95
      ) { rows in Self.mean(rows.map { Self.values[$0] }) }
      expectAgreement(found.bootstrap.interval.lower, engine.interval.lower, digits: 13)
      expectAgreement(found.bootstrap.interval.upper, engine.interval.upper, digits: 13)
      #expect(found.bootstrap.standardError == engine.standardError)
    }
  }

  @Test func twoStrataAreTheTwoGroupsOfTheOtherEngine() throws {
    let (x, y) = (Self.values, [1.2, 2.5, 0.4, 3.9, 2.2])
    let cases = x.map { (true, $0) } + y.map { (false, $0) }
    for plan in Self.plans {
      let found = try BootstrapEstimate(
        cases, plan: plan, strata: cases.map { $0.0 ? "x" : "y" }
      ) { drawn in
        (Self.mean(drawn.filter(\.0).map(\.1)) ?? 0) - (Self.mean(drawn.filter { !$0.0 }.map(\.1)) ?? 0)
      }
      let engine = try GroupBootstrap(12, 5, plan: plan).interval(
        around: found.estimate.value, confidence: 0.95
      ) { one, other in
        (Self.mean(one.map { x[$0] }) ?? 0) - (Self.mean(other.map { y[$0] }) ?? 0)
      }
      expectAgreement(found.bootstrap.interval.lower, engine.interval.lower, digits: 12)
      expectAgreement(found.bootstrap.interval.upper, engine.interval.upper, digits: 12)
    }
  }

  @Test(arguments: [1, 2, 7, 100]) func anyNumberOfWorkersGivesTheSameBits(_ workers: Int) async throws {
    let clusters = Self.values.indices.map { "\($0 / 2)" }
    for plan in Self.plans {
      let one = try BootstrapEstimate(Self.values, plan: plan, clusters: clusters, statistic: Self.mean)
      let many = try await BootstrapEstimate(
        Self.values, plan: plan, clusters: clusters, workers: workers, statistic: Self.mean)
      #expect(one.bootstrap == many.bootstrap && one.report == many.report)
    }
    let plan = BootstrapPlan.studentized(resamples: 200, seed: 9)
    let one = try BootstrapEstimate(Self.values, plan: plan, nested: 10, statistic: Self.mean)
    let many = try await BootstrapEstimate(
      Self.values, plan: plan, nested: 10, workers: workers, statistic: Self.mean)
    #expect(one.bootstrap == many.bootstrap)
  }

  @Test func clustersOfOneCaseAreCases() throws {
    for plan in Self.plans {
      let cases = try BootstrapEstimate(Self.values, plan: plan, statistic: Self.mean)
      let clusters = try BootstrapEstimate(
        Self.values, plan: plan, clusters: Self.values.indices.map { "c\($0)" }, statistic: Self.mean)
      #expect(cases.bootstrap == clusters.bootstrap)
      #expect(cases.clusterCount == nil && clusters.clusterCount == 12)
      let stratum = try BootstrapEstimate(
        Self.values, plan: plan, strata: Self.values.map { _ in "all" }, statistic: Self.mean)
      #expect(cases.bootstrap == stratum.bootstrap && stratum.stratumCount == 1)
    }
  }

  @Test func wholeClustersAreDrawnWithinTheirStrata() throws {
    // Clusters of 1, 2 and 3 cases in one stratum, of 2 and 2 in the other.
    let clusters = ["a", "b", "b", "c", "c", "c", "d", "d", "e", "e"]
    let strata = ["s", "s", "s", "s", "s", "s", "t", "t", "t", "t"]
    let found = try BootstrapEstimate(
      Array(0..<10), plan: .percentile(resamples: 200), strata: strata, clusters: clusters
    ) { rows in
      // Whole clusters, three from the first stratum and two from the second.
      var place = 0
      var drawn: [String] = []
      while place < rows.count {
        let name = clusters[rows[place]]
        let size = clusters.count { $0 == name }
        #expect(place + size <= rows.count)
        if place + size <= rows.count {
          #expect(rows[place..<(place + size)].allSatisfy { clusters[$0] == name })
          #expect(
            zip(rows[place..<(place + size)], rows[(place + 1)..<(place + size)]).allSatisfy { $0 < $1 })
        }
        drawn.append(name)
        place += size
      }
      #expect(drawn.count { "abc".contains($0) } == 3 && drawn.count { "de".contains($0) } == 2)
      return Double(rows.count)
    }
    #expect(found.clusterCount == 5 && found.stratumCount == 2 && found.estimate.value == 10)
  }

  @Test func aChangeOfUnitsMovesAllLimits() throws {
    let plans = Self.plans + [.studentized(resamples: 999)]
    for plan in plans {
      let error: (([Double]) -> Double?)? = plan.interval == .studentized ? { Self.error($0) } : nil
      let plain = try BootstrapEstimate(
        Self.values, plan: plan, standardError: error, statistic: Self.mean)
      let other = try BootstrapEstimate(
        Self.values.map { 100 - 3 * $0 }, plan: plan, standardError: error,
        statistic: Self.mean)
      expectAgreement(
        other.bootstrap.interval.lower, 100 - 3 * plain.bootstrap.interval.upper, digits: 11)
      expectAgreement(
        other.bootstrap.interval.upper, 100 - 3 * plain.bootstrap.interval.lower, digits: 11)
    }
  }

  @Test func studentizedLimitsAreTheirDefinition() throws {
    let plan = BootstrapPlan.studentized(resamples: 999, seed: 5)
    let found = try BootstrapEstimate(
      Self.values, plan: plan, standardError: Self.error, statistic: Self.mean)
    let center = try #require(Self.mean(Self.values))
    let error = try #require(Self.error(Self.values))
    var pivots: [Double] = []
    _ = try BootstrapEstimate(Self.values, plan: .percentile(resamples: 999, seed: 5)) { drawn in
      if let mean = Self.mean(drawn), let own = Self.error(drawn) { pivots.append((mean - center) / own) }
      return Self.mean(drawn)
    }
    // The first call is for the estimate itself.
    let sorted = pivots.dropFirst().sorted()
    expectAgreement(found.bootstrap.interval.lower, center - error * sorted[974], digits: 13)
    expectAgreement(found.bootstrap.interval.upper, center - error * sorted[24], digits: 13)
  }

  @Test func nestedResamplesComeNearTheFormula() throws {
    let plan = BootstrapPlan.studentized(resamples: 999, seed: 5)
    let formula = try BootstrapEstimate(
      Self.values, plan: plan, standardError: Self.error, statistic: Self.mean)
    let nested = try BootstrapEstimate(Self.values, plan: plan, nested: 100, statistic: Self.mean)
    let width = formula.bootstrap.interval.width
    #expect((nested.bootstrap.interval.lower - formula.bootstrap.interval.lower).magnitude < 0.2 * width)
    #expect((nested.bootstrap.interval.upper - formula.bootstrap.interval.upper).magnitude < 0.2 * width)
    #expect(nested.nestedResamples == 100 && formula.nestedResamples == nil)
  }

  // Print

  @Test func printsItsFinding() throws {
    let text = try BootstrapEstimate(
      Self.values, plan: .studentized(resamples: 999, seed: 2),
      clusters: Self.values.indices.map { "\($0 / 2)" },
      nested: 25, statistic: Self.mean
    ).named("waiting time", "mean").description
    #expect(
      text == """
        Bootstrap: waiting time
          mean  4.68  95% CI [2.94, 7.46]
          bias = -0.029   standard error = 0.70   clusters = 6
          all 12 cases used
          interval: bootstrap studentized; resamples: 999; drawn: clusters; standard errors: 25 nested
          resamples; seed: 2
        """)
  }

  // Conformance

  @Test func keepsTheContract() throws {
    for plan in Self.plans {
      try checkFinding { try BootstrapEstimate(Self.values, plan: plan, statistic: Self.mean) }
    }
  }

  @Test func pageShowsWhatItsCodePrints() throws {
    try checkPage("BootstrapEstimate") { print in
      // page
      let hours = [2.0, 3.5, 0.5, 10.0, 4.5, 5.0, 2.0, 4.0, 1.5, 14.0, 3.0, 6.0]
      let pay = [24.0, 45.5, 5.0, 150.0, 50.0, 62.0, 22.5, 51.0, 20.0, 210.0, 33.0, 80.0]
      let rate = try BootstrapEstimate(Array(zip(hours, pay)), plan: .bca(resamples: 4_999, seed: 1)) {
        drawn in
        let total = drawn.reduce(0) { $0 + $1.0 }
        return total > 0 ? drawn.reduce(0) { $0 + $1.1 } / total : nil
      }
      print(rate.named("volunteers", "pay by hour"))
      // end
    }
  }
}
