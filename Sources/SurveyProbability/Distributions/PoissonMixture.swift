/// Sums of a Poisson mass times a function of its index: the noncentral distributions.
///
/// Reference: the mixtures are those of Patnaik (1949, doi:10.1093/biomet/36.1-2.202) and Johnson, Kotz &
/// Balakrishnan (1995, chapters 29 and 30).
enum PoissonMixture {
  /// log Σ exp(-μ) μ^j / j! · f(a + j) over all j ≥ 0, for a function f of which each value is a factor
  /// and an exponent, log-concave in its argument.
  ///
  /// All terms are positive and form one peak, since both factors are log-concave in j. The sum starts
  /// near the peak and goes both ways until the terms no longer count. Where the peak is broad, every
  /// h-th term stands for h of them: by Poisson's summation formula the error of that is about
  /// exp(-2π²σ²/h²) for a peak of width σ, and h ≤ σ/3 makes it smaller than 1e-70. So a large
  /// noncentrality takes no more terms than a small one.
  ///
  /// - Parameters:
  ///   - mean: μ, not negative.
  ///   - start: A guess of the j of the peak; it decides on the speed and the width only.
  ///   - offset: a, which enters the width.
  ///   - term: The factor and the exponent of f at a + j.
  /// - Returns: The logarithm of the sum, in doubled precision.
  static func logSum(
    mean: Double, start: Double, offset: Double, _ term: (Double) -> (factor: Double, exponent: DoubleDouble)
  ) -> DoubleDouble {
    if mean == 0 {
      let (factor, exponent) = term(0)
      return factor > 0 ? exponent + DoubleDouble(factor).log() : DoubleDouble(-.infinity)
    }
    func value(_ j: Double) -> (factor: Double, exponent: DoubleDouble) {
      let (factor, exponent) = term(j)
      if j == 0 { return (factor, exponent - mean) }
      let mass = SpecialFunctions.inverseGammaRatio(j) / j
      return (factor * mass, exponent + SpecialFunctions.gammaExponent(j, DoubleDouble(mean)))
    }
    func logarithm(_ value: (factor: Double, exponent: DoubleDouble)) -> Double {
      value.factor > 0 ? value.exponent.high + libmLog(value.factor) : -.infinity
    }
    // The curvature of log f at the peak is at most that of two Poisson masses.
    func width(_ j: Double) -> Double { (1 / (1 / (j + 1) + 1 / (j + 1 + offset))).squareRoot() }

    var peak = max(0, start.rounded())
    var top = value(peak)
    // Strides that double find the foot of a peak that the guess missed; each climbs, so that the bound
    // is the number of doublings of an index.
    for direction in [1.0, -1.0] {
      var stride = max(1, width(peak).rounded())
      for _ in 0..<200 {
        let next = max(0, peak + direction * stride)
        let height = value(next)
        if next == peak || !(logarithm(height) > logarithm(top)) {
          if stride <= max(1, width(peak)) { break }
          stride = max(1, (stride / 4).rounded())
          continue
        }
        (peak, top) = (next, height)
        stride *= 2
      }
    }
    guard top.factor > 0 else { return DoubleDouble(-.infinity) }
    let stride = max(1, (width(peak) / 3).rounded(.down))
    var sum = 1.0
    for direction in [1.0, -1.0] {
      var j = peak
      var last = 1.0
      // Beyond the peak the terms fall faster than any geometric series; from a peak of width σ they take
      // about 9σ, or 27 strides, and log-concavity bounds the rest.
      for _ in 0..<5000 {
        j += direction * stride
        if j < 0 { break }
        let (factor, exponent) = value(j)
        let share = factor / top.factor * (exponent - top.exponent).exponential
        sum += share
        if share < 1e-18 * sum, share <= last { break }
        last = share
      }
    }
    return top.exponent + DoubleDouble(top.factor).log() + libmLog(sum * stride)
  }
}

extension PoissonMixture {
  /// Numbers j with weights that stand for the Poisson distribution, for means of smooth functions of j.
  static func nodes(mean: Double) -> [(j: Double, weight: Double)] {
    if mean == 0 { return [(0, 1)] }
    let mode = mean.rounded(.down)
    let stride = max(1, ((mode + 1).squareRoot() / 3).rounded(.down))
    func mass(_ j: Double) -> Double {
      if j == 0 { return libmExp(-mean) }
      let exponent = SpecialFunctions.gammaExponent(j, DoubleDouble(mean))
      return SpecialFunctions.inverseGammaRatio(j) / j * exponent.exponential
    }
    var nodes: [(j: Double, weight: Double)] = []
    var total = 0.0
    // 40 strides are 13 standard deviations of a broad mixture; a narrow one has at most 36 as its mode.
    for step in -40...120 {
      let j = mode + Double(step) * stride
      guard j >= 0 else { continue }
      nodes.append((j, mass(j)))
      total += nodes[nodes.count - 1].weight
    }
    return nodes.map { ($0.j, $0.weight / total) }
  }
}

/// Both tails of a distribution, each computed by itself as a logarithm.
struct DirectTails {
  let directLogLower: () -> DoubleDouble
  let directLogUpper: () -> DoubleDouble

  static var none: DirectTails { known(-.infinity, 0) }
  static var all: DirectTails { known(0, -.infinity) }
  static var invalid: DirectTails { known(.nan, .nan) }

  static func known(_ logLower: Double, _ logUpper: Double) -> DirectTails {
    DirectTails(directLogLower: { DoubleDouble(logLower) }, directLogUpper: { DoubleDouble(logUpper) })
  }

  var lower: Double { Self.probability(directLogLower()) }
  var upper: Double { Self.probability(directLogUpper()) }
  var logLower: Double { Self.logarithm(directLogLower(), directLogUpper) }
  var logUpper: Double { Self.logarithm(directLogUpper(), directLogLower) }

  private static func probability(_ logarithm: DoubleDouble) -> Double {
    if logarithm.high.isNaN { return .nan }
    return logarithm.high == -.infinity ? 0 : min(1, TailPair.product(1, logarithm))
  }

  /// A logarithm near zero takes its digits from the other tail.
  private static func logarithm(_ own: DoubleDouble, _ other: () -> DoubleDouble) -> Double {
    if own.high < -0.5 || own.high.isNaN { return own.value }
    return libmLog1p(-min(1, probability(other())))
  }
}

extension TailPair {
  /// The lower tail as a factor and an exponent.
  var lowerParts: (factor: Double, exponent: DoubleDouble) {
    isLowerDirect ? (factor, exponent) : (lower, .zero)
  }
  /// The upper tail as a factor and an exponent.
  var upperParts: (factor: Double, exponent: DoubleDouble) {
    isLowerDirect ? (upper, .zero) : (factor, exponent)
  }
}
