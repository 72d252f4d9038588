import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// One-sided limits of effect sizes: those of the two-sided interval that leaves out as much on each side.
@Suite struct OneSidedEffectsTests {
  static let x = [12.0, 15, 11, 17, 14, 16, 13]
  static let y = [9.0, 13, 8, 12, 10, 14]
  static let later = [12.0, 15, 11, 17, 14, 16, 13]
  static let earlier = [9.0, 13, 12, 12, 10, 15, 11]

  typealias Make =
    @Sendable (Alternative, BootstrapPlan?, Double) throws -> (estimates: [Estimate], finding: any Finding)

  struct Effect: Sendable, CustomStringConvertible {
    let description: String
    /// The ends of the range, one to an estimate.
    let bounds: [[Double]]
    let make: Make
  }

  static let line = [-Double.infinity, .infinity]

  static let effects: [Effect] = [
    Effect(description: "Cohen's d", bounds: [line]) {
      let found = try CohensD(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.d], found)
    },
    Effect(description: "average-variance d", bounds: [line]) {
      let found = try AverageVarianceD(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.d], found)
    },
    Effect(description: "Glass's delta", bounds: [line]) {
      let found = try GlassDelta(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.delta], found)
    },
    Effect(description: "Cliff's delta", bounds: [[-1, 1]]) {
      let found = try CliffsDelta(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.delta], found)
    },
    Effect(description: "rank-biserial r", bounds: [[-1, 1]]) {
      let found = try RankBiserial(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.r], found)
    },
    Effect(description: "rank-biserial r by Fisher's z", bounds: [[-1, 1]]) {
      let found = try RankBiserial(
        x, against: y, interval: .fisher, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.r], found)
    },
    Effect(description: "log ratio", bounds: [line, [0, .infinity]]) {
      let found = try LogRatioOfMeans(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.logRatio, found.ratio], found)
    },
    Effect(description: "common language effect", bounds: [[0, 1], line]) {
      let found = try CommonLanguageEffect(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.superiority, found.d], found)
    },
    Effect(description: "common language effect, pooled", bounds: [[0, 1], line]) {
      let found = try CommonLanguageEffect(
        x, against: y, variances: .pooled, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.superiority, found.d], found)
    },
    Effect(description: "Cohen's U", bounds: [[0, 1], [0.5, 1], [0, 1], line]) {
      let found = try CohensU(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.u1, found.u2, found.u3, found.d], found)
    },
    Effect(description: "overlap", bounds: [[0, 1]]) {
      let found = try OverlapCoefficient(x, against: y, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.overlap], found)
    },
    Effect(description: "d_z", bounds: [line, line]) {
      let found = try CohensDz(later, against: earlier, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.dz, found.gz], found)
    },
    Effect(description: "d_av", bounds: [line]) {
      let found = try CohensDav(later, against: earlier, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.dav], found)
    },
    Effect(description: "d_rm", bounds: [line]) {
      let found = try CohensDrm(later, against: earlier, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.drm], found)
    },
    Effect(description: "Becker's d", bounds: [line, line]) {
      let found = try BeckersDb(later, against: earlier, alternative: $0, bootstrap: $1, confidence: $2)
      return ([found.db, found.gb], found)
    },
  ]

  @Test(arguments: effects) func limitsAreTwoSidedOnesOfTwiceTheArea(_ effect: Effect) throws {
    for plan in [nil, BootstrapPlan.percentile(resamples: 199, seed: 3)] {
      for level in [0.9, 0.95] {
        let both = try effect.make(.twoSided, plan, 2 * level - 1).estimates
        let greater = try effect.make(.greater, plan, level).estimates
        let less = try effect.make(.less, plan, level).estimates
        for (index, estimate) in both.enumerated() {
          let interval = try #require(estimate.interval)
          let (low, high) = (try #require(greater[index].interval), try #require(less[index].interval))
          expectAgreement(low.lower, interval.lower, digits: 11, "\(effect) \(index)")
          expectAgreement(high.upper, interval.upper, digits: 11, "\(effect) \(index)")
          #expect(low.upper == effect.bounds[index][1] && high.lower == effect.bounds[index][0], "\(effect)")
          #expect(low.level == level && high.level == level && low.method == interval.method)
          #expect(greater[index].value == estimate.value && less[index].value == estimate.value)
        }
      }
    }
  }

  @Test(arguments: effects) func theReportSaysWhichSide(_ effect: Effect) throws {
    for side in Alternative.allCases {
      for plan in [nil, BootstrapPlan.bca(resamples: 99, seed: 3)] {
        let found = try effect.make(side, plan, 0.9).finding
        let option = found.report.method?.options.first { $0.label == "alternative" }
        #expect((option != nil) == (side != .twoSided), "\(effect)")
        try check(found)
      }
    }
  }

  private func check(_ finding: some Finding) throws { try checkFinding { finding } }

  @Test func oneSidedResamplesAndSizesNeedALevelAboveOneHalf() {
    for side in [Alternative.greater, .less] {
      expectRefusal(.outOfRange) {
        try CohensD(Self.x, against: Self.y, alternative: side, bootstrap: .percentile(), confidence: 0.5)
      }
      expectRefusal(.outOfRange) { try CohensU(Self.x, against: Self.y, alternative: side, confidence: 0.5) }
      expectRefusal(.outOfRange) {
        try OverlapCoefficient(Self.x, against: Self.y, alternative: side, confidence: 0.5)
      }
    }
  }

  /// The pair of a test and its effect: the limit is on zero where the one-sided p is the level's rest.
  @Test func theLimitOfCohensDLeavesOutZeroJustWhereStudentsTestRejects() throws {
    for shift in stride(from: -4.0, through: 0, by: 0.5) {
      let moved = Self.x.map { $0 + shift }
      for side in Alternative.allCases {
        let p = try StudentTest(moved, against: Self.y, alternative: side).pValue
        let interval = try #require(try CohensD(moved, against: Self.y, alternative: side).d.interval)
        #expect((p < 0.05) == !interval.contains(0))
        let pairs = try PairedTTest(Self.later.map { $0 + shift }, against: Self.earlier, alternative: side)
        let dz = try CohensDz(Self.later.map { $0 + shift }, against: Self.earlier, alternative: side)
        #expect((pairs.pValue < 0.05) == !(dz.dz.interval?.contains(0) ?? true))
      }
    }
  }
}
