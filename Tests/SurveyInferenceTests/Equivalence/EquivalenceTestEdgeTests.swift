import SurveyInference
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Edges and refusals of tests against bounds.
@Suite struct EquivalenceTestEdgeTests {
  private static let samples: [[Double]] = [
    [], [1], [1, 2], [3, 3, 3], [1, 2, 2, 5, 9], [-0.0, 0, 0], [1e308, -1e308, 0], [1e154, -1e154, 3, 4],
    [.leastNonzeroMagnitude, 0, -.leastNonzeroMagnitude, 1e-300], [1e-160, 2e-160, 4e-160], [1, .nan, 2],
    [.infinity, 1, 2], [1e16, 1e16 + 2, 1e16 + 4], [1.7976931348623157e308, 1.7976931348623157e308, 1],
  ]

  /// A finding without NaN, or a typed error: whatever the data and the bounds.
  @Test(arguments: samples) func noSampleBreaksATest(_ x: [Double]) throws {
    let groups: [GroupShiftMethod] = [
      .student, .welch, .mannWhitney(),
      .mannWhitney(.asymptotic(continuityCorrection: true), tieTolerance: 1e-9),
      .bootstrapT(resamples: 39, seed: 1), .bootstrapPercentile(resamples: 39, seed: 1),
    ]
    let pairs: [PairedShiftMethod] = [
      .t, .signedRank(), .signedRank(method: .asymptotic(), tieTolerance: 1e-9),
      .bootstrapT(resamples: 39, seed: 1), .bootstrapPercentile(resamples: 39, seed: 1),
    ]
    for y in Self.samples {
      for bounds in [-1.0...1.0, -1e-300...1e-300, 0...1.7e308] {
        for method in groups {
          check { try EquivalenceTest(x, against: y, within: bounds, test: method) }
          check {
            try MarginTest(
              x, against: y, difference: .above(bounds.upperBound), unit: .pooledDeviation, test: method)
          }
        }
        for method in pairs {
          check { try EquivalenceTest(x, pairedWith: y, within: bounds, test: method) }
          check { try MinimalEffectTest(x, against: bounds.lowerBound, outside: bounds, test: method) }
        }
      }
      check { try BayesFactorTTest(x, against: y, scales: []) }
      check { try BayesFactorTTest(x, pairedWith: y, scales: []) }
    }
  }

  private func check(_ make: () throws -> some Finding) {
    do {
      let report = try make().report
      let isSound = report.rows.allSatisfy { row in
        (row.estimate?.value ?? 0).isFinite && (row.estimate?.standardError ?? 0).isFinite
          && (row.estimate?.interval.map { $0.lower <= $0.upper } ?? true)
          && (0...1).contains(row.pValue ?? 0)
          && (row.statistic?.value ?? 0).isFinite
      }
      if !isSound || report.text.contains("NaN") { Issue.record("\(report.text)") }
    } catch is InputError {
      return
    } catch { Issue.record("\(error)") }
  }

  @Test func tieToleranceTiesWhatRoundingParts() throws {
    // 0.3 - 0.1 and 0.2 differ in the last digit.
    let (x, y) = ([0.3, 0.5, 0.9], [0.2, 0.4, 0.7])
    let plain = try EquivalenceTest(x, against: y, within: -1...0.1, test: .mannWhitney())
    #expect(plain.report.warnings.count == 1)
    let tied = try EquivalenceTest(x, against: y, within: -1...0.1, test: .mannWhitney(tieTolerance: 1e-9))
    #expect(tied.report.warnings.isEmpty)
    expectAgreement(tied.belowUpper.pValue, naiveTails([2, 4, 8], [2, 4, 7]).lower, digits: 13)
    let pairs = try EquivalenceTest(
      [0.3, 0.5, 0.9], pairedWith: [0, 0, 0], within: -1...0.1, test: .signedRank(tieTolerance: 1e-9))
    #expect(pairs.report.warnings.isEmpty)
  }

  @Test func constantsHaveExactRankTests() throws {
    let found = try EquivalenceTest([3, 3, 3], against: [3, 3, 3], within: -1...1, test: .mannWhitney())
    expectAgreement(found.pValue, 1.0 / 20, digits: 14)
    let pairs = try EquivalenceTest([1, 2, 3], pairedWith: [0, 1, 2], within: -1...1, test: .signedRank())
    #expect(pairs.belowUpper.pValue == 1 && pairs.aboveLower.pValue == 0.125)
  }

  @Test func twoObservationsSuffice() throws {
    for method in groupShiftMethods.prefix(3) {
      let found = try EquivalenceTest([1, 2], against: [1.5, 3], within: -9...9, test: method)
      #expect(found.pValue > 0 && found.pValue < 1)
    }
    // The smallest exact probability of 2 against 2 is 1/6, so that there is no interval at 5%.
    let exact = try EquivalenceTest([1, 2], against: [1.5, 3], within: -9...9, test: .mannWhitney())
    #expect(exact.estimate.interval == nil && exact.pValue == 1.0 / 6)
    #expect(exact.report.notes.contains { $0.hasPrefix("There is no interval") })
    // Resamples of two values that do not vary have no t, and the report says how many.
    let few = try EquivalenceTest([1, 2], pairedWith: [1, 4], within: -9...9, test: .bootstrapT())
    #expect(few.report.warnings.count == 1)
  }

  @Test func refusesDataWithoutATest() {
    let x = [1.0, 2, 3]
    for method in groupShiftMethods {
      expectRefusal(.tooFew) { try EquivalenceTest([], against: x, within: -1...1, test: method) }
      expectRefusal(.tooFew) { try EquivalenceTest([1], against: x, within: -1...1, test: method) }
      expectRefusal(.notFinite) { try EquivalenceTest([1, .nan], against: x, within: -1...1, test: method) }
      expectRefusal(.outOfRange) {
        try EquivalenceTest([1.7e308, 1, 2], against: [-1.7e308, 1], within: -1...1, test: method)
      }
    }
    for method in [GroupShiftMethod.student, .welch, .bootstrapT(), .bootstrapPercentile()] {
      expectRefusal(.constant) {
        try EquivalenceTest([3, 3], against: [3, 3], within: -1...1, test: method)
      }
      expectRefusal(.outOfRange) {
        try EquivalenceTest([1e-200, 2e-200], against: [1e-200, 3e-200], within: -1...1, test: method)
      }
    }
    for method in pairedShiftMethods {
      expectRefusal(.tooFew) { try EquivalenceTest([1], pairedWith: [2], within: -1...1, test: method) }
      expectRefusal(.lengthMismatch) { try EquivalenceTest(x, pairedWith: [2], within: -1...1, test: method) }
      expectRefusal(.notFinite) { try EquivalenceTest(x, against: .infinity, within: -1...1, test: method) }
    }
    for method in [PairedShiftMethod.t, .bootstrapT(), .bootstrapPercentile()] {
      expectRefusal(.constant) {
        try EquivalenceTest([2, 3], pairedWith: [1, 2], within: -1...1, test: method)
      }
    }
  }

  @Test func refusesBoundsAndChoicesOutOfRange() {
    let (x, y) = ([1.0, 2, 4], [2.0, 2, 3])
    for level in [0, -1, 0.5, 1, Double.nan, 1e-300] {
      expectRefusal(.outOfRange) { try EquivalenceTest(x, against: y, within: -1...1, level: level) }
    }
    expectRefusal(.outOfRange) { try EquivalenceTest(x, against: y, within: 1...1) }
    expectRefusal(.notFinite) { try EquivalenceTest(x, against: y, within: -.infinity...1) }
    expectRefusal(.notFinite) { try EquivalenceTest(x, against: y, within: 0 ... .infinity) }
    expectRefusal(.outOfRange) {
      try EquivalenceTest(x, against: y, within: -1.7e308...1.7e308, unit: .pooledDeviation)
    }
    expectRefusal(.constant) {
      try EquivalenceTest(x, against: [2, 2], within: -1...1, unit: .baselineDeviation)
    }
    expectRefusal(.outOfRange) {
      try EquivalenceTest(x, against: y, within: -1...1, test: .mannWhitney(tieTolerance: -1))
    }
    expectRefusal(.outOfRange) {
      try EquivalenceTest(x, pairedWith: y, within: -1...1, test: .signedRank(tieTolerance: .nan))
    }
    for resamples in [0, -1, Int.min, 10] {
      expectRefusal(.tooFew) {
        try EquivalenceTest(x, against: y, within: -1...1, test: .bootstrapT(resamples: resamples))
      }
      expectRefusal(.tooFew) {
        try EquivalenceTest(
          x, pairedWith: y, within: -1...1, test: .bootstrapPercentile(resamples: resamples))
      }
    }
    expectRefusal(.infeasible) {
      try EquivalenceTest(x, against: y, within: -1...1, test: .bootstrapPercentile(resamples: .max))
    }
  }
}
