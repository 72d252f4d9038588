import SurveyModels
import SurveyTestSupport
import Testing

/// Numbers from every corner of `Double` and designs of every kind: a typed error or a finite finding.
@Suite struct HostileInputTests {
  private struct Generator {
    var state: UInt64 = 7
    static let corners: [Double] = [
      0, -0.0, 1, -1, .leastNonzeroMagnitude, 1e-160, 1e-154, 1e150, 1e154, 1e160, 1e300, 1.7e308, -1.7e308,
      1e16, 3.14, .nan,
      .infinity, -.infinity,
    ]

    mutating func below(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state >> 33) % bound
    }

    mutating func number(_ kind: Int) -> Double {
      switch kind {
      case 0: Self.corners[below(Self.corners.count)]
      case 1: Double(below(3))
      case 2: Self.corners[below(15)]
      default: Double(below(1_000_000)) / 1e4
      }
    }

    mutating func numbers(_ count: Int, _ kind: Int) -> [Double] {
      (0..<count).map { _ in number(below(9) == 0 ? 0 : kind) }
    }

    mutating func term(_ index: Int, _ count: Int, _ kind: Int) -> Term {
      let numbers = numbers(count, kind)
      switch below(4) {
      case 0:
        let contrasts: [Contrasts] = [.treatment, .sum, .helmert, .polynomial]
        return .factor(
          "x\(index)", numbers.map { "level \($0.magnitude > 1)" }, contrasts: contrasts[below(4)])
      case 1: return .power("x\(index)", numbers, below(5))
      case 2: return .product(.numeric("x\(index)", numbers), .numeric("z\(index)", numbers))
      default: return .numeric("x\(index)", numbers)
      }
    }
  }

  @Test func everyInputIsRefusedOrGivesFiniteNumbers() throws {
    var generator = Generator()
    var (found, faults) = (0, 0)
    for _ in 0..<1_000 {
      let (count, kind) = (generator.below(9), generator.below(4))
      let outcome = generator.numbers(count, kind)
      let terms = (0..<generator.below(4)).map { generator.term($0, count, kind) }
      let flags = (0..<count).map { _ in generator.below(2) == 0 }
      let errors = StandardErrors.allCases[generator.below(8)]
      let intercept = generator.below(2) == 0
      let design =
        terms.isEmpty ? try? Design(interceptFor: outcome) : try? Design(terms, intercept: intercept)
      let weights = generator.below(2) == 0 ? nil : generator.numbers(count, kind).map(\.magnitude)
      let arithmetic = ArithmeticChoice.allCases[generator.below(4)]
      if let design,
        let regression = try? LinearRegression(
          outcome, on: design, standardErrors: errors, weights: weights, aliased: .drop,
          arithmetic: arithmetic)
      {
        found += 1
        if !isFinite(regression) { faults += 1 }
      }
      let table = try? BalanceTable(terms, by: flags)
      if let table, table.report.text.contains("NaN") { faults += 1 }
    }
    #expect(faults == 0)
    #expect(found > 100, "only \(found) designs could be fitted")
  }

  private func isFinite(_ regression: LinearRegression) -> Bool {
    let numbers =
      [regression.rSquared, regression.adjustedRSquared, regression.conditionNumber] + regression.residuals
      + regression.leverages
      + regression.coefficients.flatMap { [$0.value, $0.standardError, $0.pValue ?? 0] }
      + [regression.aic, regression.overallPValue].compactMap { $0 }
    return numbers.allSatisfy(\.isFinite) && !regression.report.text.contains("NaN")
  }
}
