// No fixture: nothing here has a value; nothing may trap, hang or ask for memory without a bound.
import SurveyProbability
import SurveyTestSupport
import SurveyVocabulary
import Testing

/// Every public function at special and at random arguments, more than a million calls together with
/// ``DistributionFuzzTests`` and `SpecialArgumentsTests`: the cheap functions take most of them.
@Suite struct EveryFunctionFuzzTests {
  private typealias S = SpecialFunctions
  static let special: [Double] = [
    0, -0.0, .leastNonzeroMagnitude, -.leastNonzeroMagnitude, .leastNormalMagnitude / 8, 1e-300, -1e-20, 1e-8,
    0.5, 1, -1, 1 + 0x1p-52, 1 - 0x1p-53, 2, -3, 10, 1999.5, 1e5, 1e9, 0x1p53, 1e100, 1e155, -1e300,
    .greatestFiniteMagnitude, -.greatestFiniteMagnitude, .infinity, -.infinity, .nan,
  ]
  static let integers = [
    0, 1, -1, 2, 3, 17, 1000, -1000, 1 << 31, 1 << 53, 1 << 62, Int.max, Int.min, Int.max - 1,
  ]

  static func number(_ stream: inout RandomStream) -> Double {
    switch stream.next() & 3 {
    case 0: return special[Int(stream.next() % UInt64(special.count))]
    case 1: return Double(bitPattern: stream.next())
    case 2: return stream.uniform() * 100 - 50
    default: return stream.uniform()
    }
  }

  static func integer(_ stream: inout RandomStream) -> Int {
    switch stream.next() & 3 {
    case 0: return integers[Int(stream.next() % UInt64(integers.count))]
    case 1: return Int(truncatingIfNeeded: stream.next())
    default: return Int(stream.next() % 60) - 4
    }
  }

  @Test(arguments: 0..<2 as Range<UInt64>) func cheapFunctionsTakeHalfAMillionCallsEach(_ part: UInt64) throws
  {
    var stream = RandomStream(seed: 31, stream: part)
    let normal = NormalDistribution.standard
    let exponential = try ExponentialDistribution(rate: 2.5)
    let logistic = try LogisticDistribution(location: -1, scale: 3)
    let cauchy = try CauchyDistribution(location: 2, scale: 0.5)
    var (calls, missing) = (0, 0)
    for _ in 0..<20_000 {
      let (a, b) = (Self.number(&stream), Self.number(&stream))
      let values = [
        S.erf(a), S.erfc(a), S.expm1(a), S.log1p(a), S.log1pExp(a), S.log1mExp(a), S.logSumExp(a, b),
        S.inverseErf(a), S.inverseErfc(a), normal.density(a), normal.logDensity(a), normal.lowerTail(a),
        normal.upperTail(a), normal.logUpperTail(a), exponential.density(a), exponential.lowerTail(a),
        exponential.upperTail(a), exponential.logLowerTail(a), logistic.density(a), logistic.lowerTail(a),
        logistic.logUpperTail(a), cauchy.density(a), cauchy.lowerTail(a), cauchy.upperTail(a),
        S.binomialCoefficient(Int(truncatingIfNeeded: stream.next()), Self.integer(&stream)),
        stream.uniform(), stream.openUniform(),
      ]
      calls += values.count
      // NaN goes through, and never comes from the distributions for another argument.
      if a.isNaN != values[9].isNaN || a.isNaN != values[11].isNaN { missing += 1 }
    }
    #expect(calls >= 500_000 && missing == 0, "\(calls) calls, NaN lost or made in \(missing)")
  }

  @Test func functionsOfSeveralArguments() {
    var stream = RandomStream(seed: 32)
    var outside = 0
    for _ in 0..<4000 {
      let (a, b, x) = (Self.number(&stream), Self.number(&stream), Self.number(&stream))
      for p in [
        S.regularizedBetaLower(a, b, x), S.regularizedBetaUpper(a, b, x), S.regularizedGammaLower(a, x),
        S.regularizedGammaUpper(a, x), S.owenT(a, b).magnitude,
      ] where !p.isNaN && !(0...1).contains(p) { outside += 1 }
      _ = (S.logRegularizedBetaLower(a, b, x), S.logRegularizedBetaUpper(a, b, x))
      _ = (S.logRegularizedGammaLower(a, x), S.logRegularizedGammaUpper(a, x))
      _ = (S.gamma(a), S.logGamma(a), S.digamma(a), S.trigamma(a), S.erfcx(a))
      _ = (S.logBeta(a, b), S.logBinomial(a, b), S.binomialCoefficient(Int.max, Self.integer(&stream)))
    }
    #expect(outside == 0)
    for _ in 0..<400 {
      let (a, b, p) = (Self.number(&stream), Self.number(&stream), Self.number(&stream))
      _ = (S.inverseRegularizedGammaLower(a, p), S.inverseRegularizedGammaUpper(a, p))
      _ = (S.inverseRegularizedBetaLower(a, b, p), S.inverseRegularizedBetaUpper(a, b, p))
    }
  }

  @Test func pValuesOfAnyReference() {
    var stream = RandomStream(seed: 33)
    var outside = 0
    for _ in 0..<4000 {
      let (a, b, x) = (Self.number(&stream), Self.number(&stream), Self.number(&stream))
      for reference in [
        .normal, .t(degreesOfFreedom: a), .chiSquare(degreesOfFreedom: a), .f(numerator: a, denominator: b),
      ] as [TestStatistic.Reference] {
        let statistic = TestStatistic("x", x, reference: reference)
        for alternative in [Alternative.twoSided, .less, .greater] {
          let p = statistic.pValue(alternative)
          if !p.isNaN && !(0...1).contains(p) { outside += 1 }
        }
      }
    }
    #expect(outside == 0)
  }

  @Test func randomNumbersTakeAnyArgument() {
    var stream = RandomStream(seed: 34)
    var source = RandomStream(seed: .max, stream: .max)
    var outside = 0
    for _ in 0..<4000 {
      let (a, b) = (Self.number(&stream), Self.number(&stream))
      let (m, n) = (Self.integer(&stream), Self.integer(&stream))
      if source.poisson(mean: a) < 0 || source.binomial(trials: m, probability: b) < 0 { outside += 1 }
      _ = (source.gamma(shape: a), source.beta(alpha: a, beta: b), source.chiSquare(degreesOfFreedom: a))
      _ = (source.exponential(), source.normal())
      let index = source.index(below: n)
      if index < 0 || index >= max(n, 1) { outside += 1 }
      let indices = source.sample(min(m, 50), of: n)
      if indices.contains(where: { $0 < 0 || $0 >= n }) { outside += 1 }
      if let table = try? AliasTable(weights: [a, b, 1]), !(0..<3).contains(table.sample(using: &source)) {
        outside += 1
      }
    }
    var none: [Int] = []
    source.shuffle(&none)
    #expect(outside == 0 && source.sample(.max, of: .max).isEmpty && source.sample(.min, of: .min).isEmpty)
    #expect((try? AliasTable(weights: [])) == nil)
  }

  /// Functions that give anything, NaN and infinities too, over ranges of anything.
  @Test func solversEndWhateverTheFunction() {
    var stream = RandomStream(seed: 35)
    for _ in 0..<400 {
      let (a, b) = (Self.number(&stream), Self.number(&stream))
      let (tolerance, count) = (Self.number(&stream), min(Self.integer(&stream), 500))
      var values = RandomStream(seed: 36, stream: stream.next())
      let range = a <= b ? a...b : (b <= a ? b...a : 0...1)
      let anything = { (_: Double) in Self.number(&values) }
      _ = try? RootFinding.solve(in: range, tolerance: tolerance, iterations: count, anything)
      _ = try? Minimization.bracketed(in: range, tolerance: tolerance, evaluations: count, anything)
      _ = try? Quadrature.adaptive(over: range, tolerance: tolerance, evaluations: count, anything)
      let (start, step) = ([a, b], Self.number(&stream))
      _ = try? Minimization.nelderMead(
        from: start, in: [range, range], firstStep: step, tolerance: tolerance, evaluations: count
      ) { _ in Self.number(&values) }
      _ = try? Minimization.bfgs(from: start, tolerance: tolerance, evaluations: count) { _ in
        Self.number(&values)
      } gradient: { _ in
        [Self.number(&values), Self.number(&values)]
      }
    }
    _ = try? Minimization.nelderMead(from: []) { _ in 0 }
    _ = try? Minimization.bfgs(from: [], { _ in 0 }, gradient: { _ in [] })
    _ = try? Minimization.bfgs(from: [1, 2], { _ in 0 }, gradient: { _ in [1] })
    _ = try? Quadrature.adaptive(over: 0...1, splitAt: [.nan, 2, -1, 0.5, 0.5]) { $0 }
  }
}
