import SurveyProbability
import SurveyVocabulary
import Testing

/// Every function of the distributions at the values that break careless code: nothing may trap, no tail
/// may leave 0 to 1, and NaN comes from NaN alone.
@Suite struct SpecialArgumentsTests {
  private static let numbers: [Double] = [
    0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, 1e-300, 1e-20, 0.3, 1, -1, 1.5, 2, 7, 40, 1e3,
    1e9, 1e20, 1e150, 1e300,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]
  private static let integers: [Int] = [.min, -1, 0, 1, 2, 3, 50, 10_000, 1 << 40, 1 << 53, .max]

  private func walk(
    _ points: [Double] = numbers, _ make: () throws -> some ContinuousDistribution
  ) {
    guard let distribution = try? make() else { return }
    var faults: [String] = []
    for x in points {
      let tails = [distribution.lowerTail(x), distribution.upperTail(x)]
      let logarithms = [distribution.logLowerTail(x), distribution.logUpperTail(x)]
      let isRight =
        x.isNaN
        ? (tails + logarithms).allSatisfy(\.isNaN)
        : tails.allSatisfy { $0 >= 0 && $0 <= 1 } && logarithms.allSatisfy { $0 <= 0 }
      if !isRight { faults.append("tails at \(x): \(tails) \(logarithms)") }
      let (density, logDensity) = (distribution.density(x), distribution.logDensity(x))
      if !x.isNaN, !(density >= 0) || logDensity.isNaN {
        faults.append("density at \(x): \(density) \(logDensity)")
      }
    }
    for p in [0.0, 1e-300, 0.5, 1] {
      if (try? distribution.quantile(lowerTail: p))?.isNaN != false {
        faults.append("lower quantile of \(p)")
      }
      if (try? distribution.quantile(upperTail: p))?.isNaN != false {
        faults.append("upper quantile of \(p)")
      }
    }
    for logarithm in [-1e6, -1, -1e-300, 0, -Double.infinity] {
      if (try? distribution.quantile(logLowerTail: logarithm))?.isNaN != false {
        faults.append("log lower \(logarithm)")
      }
      if (try? distribution.quantile(logUpperTail: logarithm))?.isNaN != false {
        faults.append("log upper \(logarithm)")
      }
    }
    _ = (distribution.mean, distribution.variance)
    var stream = RandomStream(seed: 3)
    if distribution.sample(using: &stream).isNaN { faults.append("sample") }
    #expect(faults.isEmpty, "\(distribution):\n\(faults.joined(separator: "\n"))")
  }

  private func walk(_ make: () throws -> some DiscreteDistribution) {
    guard let distribution = try? make() else { return }
    var faults: [String] = []
    for k in Self.integers {
      let tails = [distribution.lowerTail(k), distribution.upperTail(k), distribution.mass(k)]
      let logarithms = [distribution.logLowerTail(k), distribution.logUpperTail(k), distribution.logMass(k)]
      if !tails.allSatisfy({ $0 >= 0 && $0 <= 1 }) || !logarithms.allSatisfy({ $0 <= 0 }) {
        faults.append("at \(k): \(tails) \(logarithms)")
      }
    }
    for p in [0.0, 1e-300, 0.5, 1] {
      _ = (try? distribution.quantile(lowerTail: p), try? distribution.quantile(upperTail: p))
    }
    _ = (try? distribution.quantile(logLowerTail: -1e5), try? distribution.quantile(logUpperTail: -.infinity))
    var stream = RandomStream(seed: 3)
    if !distribution.support.contains(distribution.sample(using: &stream)) { faults.append("sample") }
    #expect(faults.isEmpty, "\(distribution):\n\(faults.joined(separator: "\n"))")
  }

  @Test func oneAndTwoParameters() {
    for a in Self.numbers {
      walk { try ExponentialDistribution(rate: a) }
      walk { try PoissonDistribution(mean: a) }
      walk { try GeometricDistribution(probability: a) }
      for b in Self.numbers {
        walk { try LogNormalDistribution(logMean: a, logDeviation: b) }
        walk { try WeibullDistribution(shape: a, scale: b) }
        walk { try LogisticDistribution(location: a, scale: b) }
        walk { try LogLogisticDistribution(shape: a, scale: b) }
        walk { try CauchyDistribution(location: a, scale: b) }
        walk { try UniformDistribution(from: a, to: b) }
        walk { try NegativeBinomialDistribution(successes: a, probability: b) }
      }
    }
    walk { KolmogorovLimitDistribution() }
  }

  @Test func noncentralParameters() {
    let few: [Double] = [-1, 0, .leastNonzeroMagnitude, 0.3, 1e9, 1e300, .infinity, .nan]
    for a in [0, 1e-100, 0.3, 1e15, .nan] {
      for l in [0, 40, 1e10, .nan] {
        walk(few) { try NoncentralChiSquareDistribution(degreesOfFreedom: a, noncentrality: l) }
        for b in [1e-100, 30] {
          walk(few) { try NoncentralFDistribution(numerator: a, denominator: b, noncentrality: l) }
          walk(few) { try NoncentralBetaDistribution(alpha: a, beta: b, noncentrality: l) }
        }
        _ = try? NoncentralChiSquareDistribution.noncentrality(ofLowerTail: 0.05, at: a, degreesOfFreedom: l)
        _ = try? NoncentralFDistribution.noncentrality(ofLowerTail: 1e-9, at: a, numerator: l, denominator: 5)
      }
    }
  }

  @Test func countsAndRanks() {
    for a in Self.integers {
      walk { try SignedRankDistribution(count: a < 100 ? a : .max) }
      walk { try KolmogorovDistribution(count: a < 100 ? a : .max) }
      for n in [1, 1e6, 1e300, .infinity, .nan] where a < 10 {
        walk { try StudentizedRangeDistribution(groups: a, degreesOfFreedom: n) }
      }
      for b in Self.integers {
        walk { try RankSumDistribution(first: a, second: b) }
        walk { try ConditionalRankSumDistribution(doubledRanks: [a, b, 6], choosing: 2) }
        walk { try ConditionalSignedRankDistribution(doubledRanks: [a, b, 6]) }
        for c in [-1, 0, 3, 10_000, Int.max] {
          walk { try HypergeometricDistribution(marked: a, population: b, draws: c) }
          for odds in [1e-200, 0.4, 1e200, .nan] where b < 1 << 20 {
            walk {
              try NoncentralHypergeometricDistribution(marked: a, population: b, draws: c, oddsRatio: odds)
            }
          }
        }
      }
    }
  }

  @Test func pairsAndTables() {
    var stream = RandomStream(seed: 3)
    for a in Self.numbers {
      guard !stream.gamma(shape: a).isSignalingNaN else { continue }
      _ = (
        stream.poisson(mean: a), stream.binomial(trials: 9, probability: a), stream.beta(alpha: a, beta: 0.5)
      )
      for b in Self.numbers {
        let t = SpecialFunctions.owenT(a, b)
        #expect(t.isNaN == (a.isNaN || b.isNaN) && !(t.magnitude > 0.25), "T(\(a), \(b)) = \(t)")
        for c in [-1, -0.5, 0, 1 - 1e-16, 1, .nan] {
          guard let distribution = try? BivariateNormalDistribution(correlation: c) else { continue }
          let p = distribution.lowerTail(a, b)
          #expect(a.isNaN || b.isNaN ? p.isNaN : (p >= 0 && p <= 1), "\(c) at \(a), \(b): \(p)")
          _ = distribution.density(a, b)
        }
      }
    }
    for n in Self.integers {
      let distribution = try? MultinomialDistribution(trials: n, weights: [1, 0, 1e300])
      _ = distribution?.sample(using: &stream)
      _ = distribution?.mass([n, 0, n])
      _ = distribution?.covariance(n, 0)
    }
  }
}
