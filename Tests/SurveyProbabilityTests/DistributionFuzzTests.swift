// No fixture: nothing here has a value; nothing may trap, hang or leave [0, 1].
import SurveyProbability
import SurveyTestSupport
import Testing

@Suite struct DistributionFuzzTests {
  private static let special: [Double] = [
    0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude / 8, 1e-300, -1e-300,
    1e-20, 1e-8, 0.5, 1, -1, 1 + 0x1p-52, 1 - 0x1p-53, 2,
    3.7,
    10, 100, 1999.5, 2000.5, 1e5, 1e9, 1e16, 0x1p53, 1e30, 1e100, 1e155, 1e300, -1e300,
    .greatestFiniteMagnitude,
    -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]

  /// A special value, or one from any part of the range.
  private static func draw(_ stream: inout RandomStream) -> Double {
    switch stream.index(below: 4) {
    case 0: return special[stream.index(below: special.count)]
    case 1: return Double(bitPattern: stream.next())
    case 2: return stream.normal() * 10
    default: return stream.uniform() * 50
    }
  }

  private static func isProbability(_ p: Double) -> Bool { p.isNaN || (0...1).contains(p) }

  @Test(arguments: 0..<8 as Range<UInt64>) func tailsStayProbabilities(_ number: UInt64) {
    var stream = RandomStream(seed: 2026, stream: number)
    var faults: [String] = []
    for round in 0..<2500 {
      let (a, b, x) = (Self.draw(&stream).magnitude, Self.draw(&stream).magnitude, Self.draw(&stream))
      var distributions: [any ContinuousDistribution] = []
      if let normal = try? NormalDistribution(mean: x, standardDeviation: a) { distributions.append(normal) }
      if let t = try? StudentTDistribution(degreesOfFreedom: a) { distributions.append(t) }
      if let chiSquare = try? ChiSquareDistribution(degreesOfFreedom: a) { distributions.append(chiSquare) }
      if let f = try? FDistribution(numerator: a, denominator: b) { distributions.append(f) }
      if let beta = try? BetaDistribution(alpha: a, beta: b) { distributions.append(beta) }
      if let gamma = try? GammaDistribution(shape: a, rate: b) { distributions.append(gamma) }
      if round % 10 == 0, let t = try? NoncentralTDistribution(degreesOfFreedom: a, noncentrality: b) {
        distributions.append(t)
      }
      let y = Self.draw(&stream)
      for distribution in distributions {
        let (lower, upper) = (distribution.lowerTail(y), distribution.upperTail(y))
        let logs = (distribution.logLowerTail(y), distribution.logUpperTail(y))
        let holds =
          lower.isNaN == y.isNaN && upper.isNaN == y.isNaN && Self.isProbability(lower)
          && Self.isProbability(upper) && !(logs.0 > 0) && !(logs.1 > 0) && logs.0.isNaN == y.isNaN
          && logs.1.isNaN == y.isNaN && !(distribution.density(y) < 0)
        if !holds {
          faults.append("\(distribution) at \(y): \(lower), \(upper), \(logs), \(distribution.density(y))")
        }
      }
    }
    #expect(faults.isEmpty, "\(faults.count) faults:\n\(faults.prefix(12).joined(separator: "\n"))")
  }

  @Test func quantilesEnd() throws {
    var stream = RandomStream(seed: 2027)
    for round in 0..<1500 {
      let (a, b) = (Self.draw(&stream).magnitude, Self.draw(&stream).magnitude)
      let p = round % 3 == 0 ? Self.draw(&stream) : stream.uniform()
      _ = try? StudentTDistribution(degreesOfFreedom: a).quantile(lowerTail: p)
      _ = try? FDistribution(numerator: a, denominator: b).quantile(upperTail: p)
      _ = try? BetaDistribution(alpha: a, beta: b).quantile(upperTail: p)
      _ = try? GammaDistribution(shape: a, rate: b).quantile(lowerTail: p)
      _ = try? NormalDistribution(mean: a, standardDeviation: b).quantile(lowerTail: p)
      if round % 50 == 0 {
        _ = try? NoncentralTDistribution(degreesOfFreedom: a, noncentrality: b).quantile(lowerTail: p)
        _ = try? NoncentralTDistribution.noncentrality(ofLowerTail: p, at: b, degreesOfFreedom: a)
      }
    }
  }

  @Test func functionsTakeAnything() {
    var stream = RandomStream(seed: 2028)
    typealias S = SpecialFunctions
    var sum = 0.0
    for _ in 0..<20_000 {
      let (a, b, x) = (Self.draw(&stream), Self.draw(&stream), Self.draw(&stream))
      let (n, k) = (Int(truncatingIfNeeded: stream.next()), Int(truncatingIfNeeded: stream.next() >> 40))
      sum += S.logGamma(a) + S.gamma(a) + S.digamma(a) + S.trigamma(a) + S.logBeta(a, b) + S.logBinomial(a, b)
      sum += S.erf(a) + S.erfc(a) + S.erfcx(a) + S.log1pExp(a) + S.log1mExp(a) + S.logSumExp(a, b)
      sum += S.regularizedBetaLower(a, b, x) + S.logRegularizedBetaUpper(a, b, x)
      sum += S.regularizedGammaLower(a, x) + S.logRegularizedGammaUpper(a, x) + S.binomialCoefficient(n, k)
      if let binomial = try? BinomialDistribution(trials: k, probability: b) {
        sum += binomial.lowerTail(n) + binomial.mass(n % (k + 1)) + binomial.upperTail(k / 2)
      }
    }
    #expect(sum.isNaN)
  }
}
