import SurveyTestSupport
import SurveyVocabulary
import Testing

@testable import SurveyInference

/// Edges and refusals of the bootstrap of a statistic.
@Suite struct BootstrapEstimateRefusalTests {
  private typealias Support = BootstrapEstimateTests

  @Test func aStatisticThatNeverVariesHasOnePoint() throws {
    for plan in Support.plans {
      let found = try BootstrapEstimate(Support.values, plan: plan) { _ in 7 }
      #expect(found.bootstrap.interval.lower == 7 && found.bootstrap.interval.upper == 7)
    }
    expectRefusal(.tooFew) {
      try BootstrapEstimate(Support.values, plan: .studentized(), nested: 5) { _ in 7 }
    }
  }

  @Test func resamplesWithoutAValueAreCounted() throws {
    let found = try BootstrapEstimate(Support.values, plan: .percentile()) { drawn in
      drawn.contains(14.2) ? Support.mean(drawn) : nil
    }
    #expect((600...820).contains(found.bootstrap.undefinedCount))
    #expect(found.report.warnings.count == 1)
    expectRefusal(.infeasible) {
      try BootstrapEstimate(Support.values) { $0.contains(14.2) ? Support.mean($0) : nil }
    }
    expectRefusal(.tooFew) {
      try BootstrapEstimate(Support.values, plan: .percentile()) { Set($0).count == 12 ? 1 : .nan }
    }
  }

  @Test func refusesWhatItCannotResample() async {
    func find(
      _ values: [Double] = Support.values, _ plan: BootstrapPlan = .percentile(), strata: [String]? = nil,
      clusters: [String]? = nil, nested: Int? = nil, confidence: Double = 0.95
    ) throws -> BootstrapEstimate {
      try BootstrapEstimate(
        values, plan: plan, strata: strata, clusters: clusters, nested: nested, confidence: confidence,
        statistic: Support.mean)
    }
    for values in [[], [1.0]] { expectRefusal(.tooFew) { try find(values) } }
    expectRefusal(.infeasible) { try BootstrapEstimate(Support.values) { _ in nil } }
    expectRefusal(.outOfRange) { try find([1e300, -1e300, 3]) }
    expectRefusal(.infeasible) { try BootstrapEstimate(Support.values) { _ in .nan } }
    expectRefusal(.tooFew) { try find([1, 2, 3], clusters: ["a", "a", "a"]) }
    expectRefusal(.tooFew) { try find([1, 2, 3], strata: ["a", "a", "b"]) }
    expectRefusal(.tooFew) {
      try find([1, 2, 3, 4], strata: ["a", "a", "b", "b"], clusters: ["c", "d", "e", "e"])
    }
    expectRefusal(.definition) {
      try find([1, 2, 3, 4], strata: ["a", "a", "b", "b"], clusters: ["c", "d", "d", "e"])
    }
    expectRefusal(.lengthMismatch) { try find([1, 2, 3], strata: ["a", "a"]) }
    expectRefusal(.lengthMismatch) { try find([1, 2, 3], clusters: ["a", "a"]) }
    expectRefusal(.outOfRange) { try find(confidence: 1) }
    for resamples in [0, Int.min] {
      expectRefusal(.tooFew) { try find(Support.values, .bca(resamples: resamples)) }
    }
    expectRefusal(.infeasible) { try find(Support.values, .bca(resamples: .max)) }
    expectRefusal(.definition) { try find(Support.values, .studentized()) }
    expectRefusal(.definition) { try find(Support.values, .bca(), nested: 10) }
    for nested in [1, 0, -5, Int.min] {
      expectRefusal(.tooFew) { try find(Support.values, .studentized(), nested: nested) }
    }
    expectRefusal(.infeasible) { try find(Support.values, .studentized(), nested: .max) }
    expectRefusal(.infeasible) {
      try find(Support.values, .studentized(resamples: 1_000_000), nested: 1_000_000)
    }
    expectRefusal(.definition) {
      try BootstrapEstimate(
        Support.values, plan: .studentized(), standardError: Support.error, nested: 5, statistic: Support.mean
      )
    }
    expectRefusal(.infeasible) {
      try BootstrapEstimate(
        Support.values, plan: .studentized(), standardError: { _ in 0 }, statistic: Support.mean)
    }
    for workers in [0, -1, Int.min] {
      await #expect(throws: InputError.self) {
        try await BootstrapEstimate(Support.values, workers: workers, statistic: Support.mean)
      }
    }
  }

  @Test func otherMethodsRefuseStudentizedLimits() {
    expectRefusal(.definition) {
      try AverageVarianceD([1, 2, 4, 7], against: [2, 3, 3], bootstrap: .studentized())
    }
    expectRefusal(.definition) { try Bootstrap(cases: 10, plan: .studentized()) }
    expectRefusal(.definition) { try GroupBootstrap(5, 5, plan: .studentized()) }
  }
}
