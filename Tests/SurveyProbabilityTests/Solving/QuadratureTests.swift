// No fixture: the references are closed forms, their values computed with 40 digits by mpmath 1.3.

import Foundation
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

@Suite struct QuadratureTests {
  struct Known: Sendable, CustomStringConvertible {
    let description: String
    let range: ClosedRange<Double>
    var splits: [Double] = []
    let value: Double
    let function: @Sendable (Double) -> Double
  }

  static let known: [Known] = [
    Known(description: "oscillating: sin 100x", range: 0...1, value: 0.0013768112771231607) { sin(100 * $0) },
    Known(
      description: "oscillating: cos(32 sin x), π J₀(32)", range: 0...Double.pi, value: 0.43378800263473355
    ) {
      cos(32 * sin($0))
    },
    Known(description: "endpoint: log(1/x)/√x", range: 0...1, value: 4) { -log($0) / $0.squareRoot() },
    Known(
      description: "inside: 1/√|x - 1/3|, moved to 0", range: -1.0 / 3...2.0 / 3, splits: [0],
      value: 2.7876937002347035
    ) { 1 / $0.magnitude.squareRoot() },
    Known(description: "peaked: 4⁻¹⁰/((x - π/4)² + 4⁻²⁰)", range: 0...1, value: 3.141586995409641) {
      let distance = $0 - Double.pi / 4
      return 0x1p-20 / (distance * distance + 0x1p-40)
    },
    Known(description: "infinite: exp(-x²)", range: -.infinity ... .infinity, value: 1.772453850905516) {
      exp(-$0 * $0)
    },
    Known(description: "half-infinite: √x exp(-x)", range: 0 ... .infinity, value: 0.886226925452758) {
      $0.squareRoot() * exp(-$0)
    },
    Known(
      description: "half-infinite and singular: x^-0.6/(1 + 10x)²", range: 0 ... .infinity, splits: [0.1],
      value: 0.7890323283148462
    ) { pow($0, -0.6) / ((1 + 10 * $0) * (1 + 10 * $0)) },
    Known(
      description: "half-infinite and singular: log x/(1 + 100x²)", range: 0 ... .infinity, splits: [0.1],
      value: -0.36168922062077324
    ) { log($0) / (1 + 100 * $0 * $0) },
    Known(description: "downward: exp(x)", range: -.infinity...1, value: M_E) { exp($0) },
    Known(description: "slow: x^-1.1", range: 1 ... .infinity, value: 10) { pow($0, -1.1) },
    Known(
      description: "far away: normal density at 10⁴", range: -.infinity ... .infinity, splits: [1e4], value: 1
    ) { exp(-($0 - 1e4) * ($0 - 1e4) / 2) / (2 * Double.pi).squareRoot() },
  ]

  // MARK: Reference

  @Test(arguments: known, GaussKronrodRule.allCases)
  func findsKnownIntegrals(_ known: Known, _ rule: GaussKronrodRule) throws {
    let integral = try Quadrature.adaptive(
      over: known.range, splitAt: known.splits, rule: rule, tolerance: 1e-10, known.function)
    expectAgreement(integral.value, known.value, digits: 10)
    #expect(integral.converged && integral.evaluations <= 14_000)
    #expect((integral.value - known.value).magnitude <= max(integral.errorEstimate, 1e-14))
  }

  @Test(arguments: [(GaussKronrodRule.points15, 22), (.points21, 31)])
  func rulesAreExactForPolynomials(_ rule: GaussKronrodRule, _ degree: Int) throws {
    for power in 0...degree {
      // One panel only: what it finds is the rule itself.
      let integral = try Quadrature.adaptive(over: 0...2, rule: rule, evaluations: rule.evaluations) {
        pow($0 / 2, Double(power))
      }
      #expect(integral.evaluations == rule.evaluations && integral.panels == 1)
      expectAgreement(integral.value, 2 / Double(power + 1), digits: 15)
    }
  }

  // MARK: Laws

  @Test func partsAddUp() throws {
    let function = { (x: Double) in exp(-x) * cos(3 * x) }
    let whole = try Quadrature.adaptive(over: 0...5, function)
    let split = try Quadrature.adaptive(over: 0...5, splitAt: [1, 2, 2, 4], function)
    expectAgreement(split.value, whole.value, digits: 12)
    let mirrored = try Quadrature.adaptive(over: -5...0) { function(-$0) }
    expectAgreement(mirrored.value, whole.value, digits: 13)
  }

  @Test func tighterTolerancesCostMoreAndAreKept() throws {
    var former = 0
    for digits in [2.0, 5, 8, 11, 13] {
      let integral = try Quadrature.adaptive(over: 0...1, tolerance: pow(10, -digits)) { log($0) }
      expectAgreement(integral.value, -1, digits: digits)
      #expect(integral.converged && integral.evaluations >= former)
      former = integral.evaluations
    }
  }

  @Test func anEmptyRangeHasNoIntegral() throws {
    let integral = try Quadrature.adaptive(over: 2...2) { _ in .nan }
    #expect(integral.value == 0 && integral.errorEstimate == 0 && integral.evaluations == 0)
    #expect(integral.converged)
  }

  @Test func zeroIsFoundAtOnce() throws {
    let integral = try Quadrature.adaptive(over: -.infinity ... .infinity) { _ in 0 }
    #expect(integral.value == 0 && integral.converged && integral.evaluations == 42)
  }

  // MARK: Edges and refusals

  @Test func saysWhenTheBudgetEnds() throws {
    let integral = try Quadrature.adaptive(over: 0...1, tolerance: 1e-12, evaluations: 200) {
      log($0) / $0.squareRoot()
    }
    #expect(!integral.converged && integral.evaluations <= 200)
    #expect((integral.value + 4).magnitude <= integral.errorEstimate)
    expectRefusal(.notConverged) { try integral.orNotConverged("log-likelihood") }
  }

  @Test func endsWhereOnlyRoundingIsLeft() throws {
    // Large values of both signs that cancel: no division of the range gives a relative error of 1e-10.
    let integral = try Quadrature.adaptive(over: -1...1) { 1e12 * $0 * $0 * $0 + 1e-6 }
    #expect(!integral.converged && integral.evaluations < 20_000)
    // Near 1 doubles are too coarse to go on.
    let singular = try Quadrature.adaptive(over: 0...1) { 1 / (1 - $0).squareRoot() }
    #expect(!singular.converged && singular.evaluations < 10_000)
    expectAgreement(singular.value, 2, digits: 6)
    #expect((singular.value - 2).magnitude <= singular.errorEstimate)
    // No integral: 1/x.
    let divergent = try? Quadrature.adaptive(over: 0...1, evaluations: 20_000) { 1 / $0 }
    #expect(divergent?.converged != true)
  }

  @Test func refusesWhatHasNoIntegral() {
    expectRefusal(.notFinite) { try Quadrature.adaptive(over: 0...2) { 1 / ($0 - 1) } }
    expectRefusal(.notFinite) { try Quadrature.adaptive(over: 0...2) { _ in .nan } }
    expectRefusal(.outOfRange) { try Quadrature.adaptive(over: -1e308...1e308) { _ in 1e10 } }
    expectRefusal(.outOfRange) { try Quadrature.adaptive(over: .infinity ... .infinity) { $0 } }
    expectRefusal(.outOfRange) { try Quadrature.adaptive(over: 0...1, splitAt: [1]) { $0 } }
    expectRefusal(.outOfRange) { try Quadrature.adaptive(over: 0...1, splitAt: [.nan]) { $0 } }
    for bad in [-1, .nan, 1, .infinity] {
      expectRefusal(.outOfRange) { try Quadrature.adaptive(over: 0...1, tolerance: bad) { $0 } }
    }
    for bad in [-1, .nan, Double.infinity] {
      expectRefusal(.outOfRange) { try Quadrature.adaptive(over: 0...1, absoluteTolerance: bad) { $0 } }
    }
    for bad in [Int.min, 0, 20, .max] {
      expectRefusal(.outOfRange) { try Quadrature.adaptive(over: 0...1, evaluations: bad) { $0 } }
    }
  }

  @Test(arguments: [0, Double.leastNormalMagnitude, 1e300, .greatestFiniteMagnitude])
  func extremeRangesEnd(_ size: Double) throws {
    let integral = try Quadrature.adaptive(over: -size...size, evaluations: 10_000) { x in x == 0 ? 1 : 1e-10
    }
    #expect(integral.evaluations <= 10_000 && integral.value.isFinite)
  }
}
