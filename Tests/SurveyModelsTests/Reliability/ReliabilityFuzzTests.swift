import SurveyModels
import SurveyProbability
import SurveyTestSupport
import Testing

/// Answers of every kind, most of them of no use: each call gives a finding without a NaN, or an error.
@Suite struct ReliabilityFuzzTests {
  private static let plan = BootstrapPlan.percentile(resamples: 25, seed: 1)

  /// Every method of the chapter on the same items.
  private static let methods: [(String, @Sendable ([[Double]]) throws -> any Finding)] = [
    ("one-factor model", { try OneFactorModel($0) }),
    ("tau-equivalent", { try OneFactorModel($0, form: .tauEquivalent) }),
    ("parallel", { try OneFactorModel($0, form: .parallel) }),
    ("omega", { try OmegaTotal($0) }),
    (
      "observed omega",
      { try OmegaTotal($0, form: .tauEquivalent, totalVariance: .observed, interval: .wald) }
    ),
    ("resampled omega", { try OmegaTotal($0, interval: .bootstrap(plan), confidence: 0.8) }),
    ("composite", { try CompositeReliability($0) }),
    ("average", { try AverageVarianceExtracted($0, interval: .wald) }),
    ("maximal", { try MaximalReliability($0, form: .parallel) }),
    ("lambda 6", { try GuttmanLambda6($0, bootstrap: plan, confidence: 0.8) }),
    ("bound", { try GreatestLowerBound($0, bootstrap: plan, confidence: 0.8) }),
    ("tau-equivalence", { try TauEquivalenceTest($0) }),
    ("unidimensionality", { try Unidimensionality($0) }),
    ("ordinal alpha", { try OrdinalAlpha($0) }),
    ("categorical omega", { try CategoricalOmega($0) }),
  ]

  private func check(_ items: [[Double]], _ what: String) {
    for (name, method) in Self.methods {
      do {
        let report = try method(items).report
        let numbers = report.rows.flatMap { row -> [Double] in
          [
            row.estimate?.value, row.estimate?.standardError, row.estimate?.interval?.lower,
            row.estimate?.interval?.upper, row.pValue, row.statistic?.value,
          ].compactMap { $0 }
        }
        #expect(numbers.allSatisfy { $0.isFinite }, "\(name), \(what): \(report.text)")
        #expect(!report.text.contains("nan") && !report.text.contains("NaN"), "\(name), \(what)")
        for interval in report.rows.compactMap({ $0.estimate?.interval }) {
          #expect(interval.lower <= interval.upper, "\(name), \(what)")
        }
      } catch is InputError {
      } catch { Issue.record("\(name), \(what): \(error)") }
    }
  }

  @Test func smallTablesOfAnswers() {
    var stream = RandomStream(seed: 17)
    for trial in 0..<50 {
      let (k, n, steps) = (stream.index(below: 6), stream.index(below: 12), 2 + stream.index(below: 4))
      let items = (0..<k).map { _ in (0..<n).map { _ in Double(stream.index(below: steps)) } }
      check(items, "trial \(trial)")
    }
  }

  @Test func itemsThatShareAFactorAndStrangeOnes() {
    var stream = RandomStream(seed: 18)
    for trial in 0..<24 {
      let count = 4 + stream.index(below: 14)
      let loadings = (0..<(3 + stream.index(below: 3))).map { _ in 2 * stream.normal() }
      var items = Answers.normal(loadings, cases: count, seed: stream.next()).map { item in
        item.map { trial % 2 == 0 ? $0 : $0.rounded() }
      }
      switch trial % 6 {
      case 1: items[0] = items[1]
      case 2: items[0] = items[0].map { _ in 3 }
      case 3: items[0] = zip(items[1], items[2]).map { $0 - $1 }
      case 4: items[0] = items[0].map { $0 * 1e100 }
      case 5: items[0] = items[0].map { $0 + 1e15 }
      default: break
      }
      check(items, "trial \(trial)")
    }
  }

  @Test func extremeNumbers() {
    for factor in [1e-308, 1e-200, 1e-160, 1e-100, 1e100, 1e153, 1e200, 1e307] {
      check(Answers.four.map { $0.map { $0 * factor } }, "times \(factor)")
    }
    for value in [Double.nan, .infinity, -.infinity, .greatestFiniteMagnitude, .leastNonzeroMagnitude] {
      var items = Answers.four
      items[1][3] = value
      check(items, "\(value)")
    }
    check([[Double]](repeating: [], count: 4), "empty")
    check([[1, 2, 3], [1, 2], [1]], "ragged")
  }

  @Test func workThatWouldTakeTooLongIsRefused() {
    let many = Answers.normal([Double](repeating: 1, count: 150), cases: 152, seed: 1)
    expectRefusal(.infeasible) { try OmegaTotal(many, interval: .bootstrap(.percentile(resamples: 2_000))) }
    expectRefusal(.infeasible) { try GreatestLowerBound(many) }
    expectRefusal(.infeasible) { try GuttmanLambda6(many) }
    let steps = many.map { $0.map { $0 > 0 ? 1.0 : 0 } }
    expectRefusal(.infeasible) { try OrdinalAlpha(steps, bootstrap: .percentile()) }
    expectRefusal(.infeasible) { try CategoricalOmega(steps, bootstrap: .percentile()) }
  }
}
