import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import struct SurveyInference.AlphaResampling
@testable import struct SurveyInference.ItemResampling

@Suite struct CronbachAlphaIntervalTests {
  // MARK: Reference

  @Test(arguments: try Fixture.cases("CronbachAlpha").filter { $0.id.hasPrefix("alpha_interval.") })
  func limitsAgreeWithReference(_ reference: Fixture.Case) throws {
    let items = try reference.keyedItems()
    let level = try reference.options["level"].number()
    func check(_ key: String, _ method: CronbachAlpha.IntervalMethod) throws {
      let alpha = try CronbachAlpha(items, interval: method, confidence: level)
      let interval = try #require(alpha.alpha.interval)
      try expectAgreement([interval.lower, interval.upper], reference.expected[key], digits: 12, key)
      #expect(interval.method == method.name)
    }
    try check("feldt", .feldt)
    try check("bonett", .bonett)
    try check("duhachek_iacobucci", .duhachekIacobucci)
    let alpha = try CronbachAlpha(items, interval: .duhachekIacobucci)
    try expectAgreement(alpha.alpha.standardError, reference.expected["ase"], digits: 12, "ASE")
    #expect(alpha.asymptoticStandardError == alpha.alpha.standardError)
  }

  /// Feldt, Woodruff & Salih (1987, p. 95): alpha .790, 41 persons, 26 items; the paper's .704 and .861
  /// come of F values with two decimals.
  @Test func publishedAlphaHasThePublishedLimits() throws {
    let alpha = try CronbachAlpha(published: 0.790, count: 41, itemCount: 26, confidence: 0.9)
    let interval = try #require(alpha.alpha.interval)
    expectAgreement(interval.lower, 0.705, digits: 3)
    expectAgreement(interval.upper, 0.862, digits: 3)
    #expect(alpha.items.isEmpty && alpha.totalStandardDeviation == nil)
  }

  /// The alpha of R's `attitude` that the help page of psych shows, rounded there to .84.
  @Test func attitudeHasItsPublishedAlpha() throws {
    let reference = try #require(try Fixture.cases("CronbachAlpha").first { $0.id == "alpha.attitude7" })
    let alpha = try CronbachAlpha(reference.keyedItems())
    expectAgreement(alpha.alpha.value, 0.8431428, digits: 6.9)
  }

  // MARK: Laws

  @Test func summariesGiveWhatTheDataGive() throws {
    let data = try CronbachAlpha(Answers.keyed)
    let covariances = try ItemCovariances(Answers.keyed)
    let deviation = try #require(data.totalStandardDeviation)
    let summary = try CronbachAlpha(
      itemCount: 4, sumOfItemVariances: (0..<4).reduce(0) { $0 + covariances[$1, $1] },
      varianceOfSum: deviation * deviation, count: 8)
    expectAgreement(summary.alpha.value, data.alpha.value, digits: 14)
    expectAgreement(
      summary.standardErrorOfMeasurement ?? 0, data.standardErrorOfMeasurement ?? 1, digits: 13)
    for method: CronbachAlpha.IntervalMethod in [.feldt, .bonett] {
      let one = try CronbachAlpha(Answers.keyed, interval: method).alpha.interval
      let other = try CronbachAlpha(
        published: data.alpha.value, count: 8, itemCount: 4, interval: method
      ).alpha.interval
      #expect(one == other)
    }
  }

  /// The quick sums and the slow way through covariances, over the resamples of the same streams.
  @Test(arguments: [(2, 5), (5, 78), (7, 40), (25, 30)])
  func quickResamplesAgreeWithSlowOnes(_ items: Int, _ cases: Int) throws {
    let answers = Answers.random(items: items, cases: cases, seed: UInt64(items))
    let rows = ItemResampling(answers, try ItemCovariances(answers))
    let quick = AlphaResampling(rows)
    let bootstrap = try Bootstrap(cases: cases, plan: .percentile(resamples: 200, seed: 3))
    let values = bootstrap.values(quick.alpha)
    let slow = bootstrap.values { rows in
      try? CronbachAlpha(answers.map { item in rows.map { item[$0] } }).alpha.value
    }
    #expect(values.count == slow.count && values.count > 100)
    for (one, other) in zip(values, slow) { expectAgreement(one, other, digits: 10, floor: 1e-12) }
  }

  @Test func quickAlphaOfAllCasesIsAlpha() throws {
    let answers = Answers.random(items: 6, cases: 50)
    let quick = AlphaResampling(ItemResampling(answers, try ItemCovariances(answers)))
    let all = Array(0..<50).withUnsafeBufferPointer(quick.alpha)
    expectAgreement(all ?? .nan, try CronbachAlpha(answers).alpha.value, digits: 13)
    #expect([3, 3, 3].withUnsafeBufferPointer(quick.alpha) == nil)
    #expect([3].withUnsafeBufferPointer(quick.alpha) == nil)
  }

  @Test func resamplingScalesWithTheItems() throws {
    let plan = BootstrapPlan.percentile(resamples: 300, seed: 2)
    let plain = try CronbachAlpha(Answers.keyed, interval: .bootstrap(plan))
    for factor in [1e-150, 1e140] {
      let scaled = try CronbachAlpha(Answers.keyed.map { $0.map { $0 * factor } }, interval: .bootstrap(plan))
      expectAgreement(scaled.alpha.interval?.lower ?? 0, plain.alpha.interval?.lower ?? 1, digits: 11)
    }
  }

  @Test func intervalsOfALargeSampleAgreeRoughly() throws {
    let answers = Answers.random(items: 5, cases: 400, loading: 0.5)
    let methods: [CronbachAlpha.IntervalMethod] = [
      .feldt, .bonett, .duhachekIacobucci, .bootstrap(.bca()), .bootstrap(.percentile()),
      .bootstrap(.basic()),
    ]
    let intervals = try methods.compactMap { try CronbachAlpha(answers, interval: $0).alpha.interval }
    #expect(intervals.count == 6)
    for interval in intervals {
      expectAgreement(interval.lower, intervals[0].lower, digits: 0, floor: 0.02)
      expectAgreement(interval.upper, intervals[0].upper, digits: 0, floor: 0.02)
    }
  }

  // MARK: Edges and refusals

  @Test func perfectAlphaHasAnIntervalWithoutWidth() throws {
    let item = Answers.raw[0]
    for method: CronbachAlpha.IntervalMethod in [.bonett, .duhachekIacobucci] {
      let interval = try #require(try CronbachAlpha([item, item, item], interval: method).alpha.interval)
      expectAgreement(interval.lower, 1, digits: 7)
      expectAgreement(interval.upper, 1, digits: 7)
    }
    #expect(try CronbachAlpha(published: 1, count: 10, itemCount: 3).alpha.interval?.width == 0)
  }

  @Test func refusesIntervalsThatNeedMoreThanIsKnown() throws {
    let covariances = try ItemCovariances(Answers.keyed)
    expectRefusal(.definition) { try CronbachAlpha(covariances, interval: .bootstrap(.bca())) }
    expectRefusal(.definition) {
      try CronbachAlpha(published: 0.8, count: 30, itemCount: 5, interval: .duhachekIacobucci)
    }
    expectRefusal(.definition) {
      try CronbachAlpha(published: 0.8, count: 30, itemCount: 5, interval: .bootstrap(.bca()))
    }
    expectRefusal(.tooFew) { try CronbachAlpha([[1, 2], [1, 3]], interval: .bonett) }
    expectRefusal(.infeasible) {
      try CronbachAlpha(Answers.keyed, interval: .bootstrap(.bca(resamples: .max)))
    }
    expectRefusal(.tooFew) {
      try CronbachAlpha(Answers.keyed, interval: .bootstrap(.percentile(resamples: 10)))
    }
  }

  @Test func refusesSummariesThatNoDataHave() {
    expectRefusal(.tooFew) { try CronbachAlpha(published: 0.8, count: 30, itemCount: 1) }
    expectRefusal(.tooFew) { try CronbachAlpha(published: 0.8, count: 1, itemCount: 5) }
    expectRefusal(.tooFew) { try CronbachAlpha(published: 0.8, count: .min, itemCount: .min) }
    for alpha in [1.01, .nan, .infinity, -.infinity] {
      expectRefusal(.outOfRange) { try CronbachAlpha(published: alpha, count: 30, itemCount: 5) }
    }
    func summary(_ items: Int, _ variances: Double, _ total: Double, _ count: Int) throws -> CronbachAlpha {
      try CronbachAlpha(itemCount: items, sumOfItemVariances: variances, varianceOfSum: total, count: count)
    }
    expectRefusal(.constant) { try summary(3, 2, 0, 9) }
    expectRefusal(.outOfRange) { try summary(3, -1, 2, 9) }
    expectRefusal(.outOfRange) { try summary(3, 1, .infinity, 9) }
    expectRefusal(.definition) { try summary(3, 1, 3.1, 9) }
    expectRefusal(.tooFew) { try summary(1, 1, 1, 9) }
    expectRefusal(.tooFew) { try summary(2, 1, 1, 1) }
    #expect((try? summary(3, 1, 3, 9))?.alpha.value == 1)
    #expect((try? summary(.max, 1, 2, .max)) != nil)
  }

  // MARK: Print and conformance

  @Test func printsResamplesAndSeed() throws {
    let alpha = try CronbachAlpha(Answers.keyed, interval: .bootstrap(.percentile(resamples: 500, seed: 7)))
    #expect(alpha.description.contains("interval: bootstrap percentile; resamples: 500; seed: 7"))
    #expect(alpha.alpha.standardError != nil && alpha.bootstrap?.plan.seed == 7)
  }

  @Test func keepsTheContract() throws {
    try checkFinding { try CronbachAlpha(Answers.keyed, interval: .bootstrap(.percentile(resamples: 200))) }
    try checkFinding { try CronbachAlpha(Answers.keyed, interval: .bonett) }
    try checkFinding { try CronbachAlpha(published: 0.84, count: 30, itemCount: 7) }
    try checkFinding {
      try CronbachAlpha(itemCount: 3, sumOfItemVariances: 2, varianceOfSum: 4, count: 20)
    }
  }
}
