import SurveyProbability
import SurveyVocabulary

/// The posterior distribution of a standardized effect δ given t, under a Cauchy prior, whole or half.
///
/// With δ = r sinh x the prior density of x is 1/(π cosh x), so that one coordinate is even for effects of
/// the size of the prior's scale and far beyond it.
struct EffectPosterior {
  /// A part of the range, in x, with its share of the integral.
  private struct Panel {
    let low: Double
    let high: Double
    let mass: Double
  }

  private let integrand: Integrand
  private let panels: [Panel]
  /// The logarithm that all masses are in units of.
  private let height: Double

  /// - Throws: `InputError` if nothing of the posterior is within the range of `Double`.
  init(_ evidence: JZSIntegral, scale: Double, _ alternative: Alternative) throws(InputError) {
    let integrand = Integrand(likelihood: EffectLikelihood(evidence), scale: scale)
    let root = evidence.effectiveSize.squareRoot()
    let center = evidence.t / root
    // The large-sample standard deviation of the estimate of δ.
    let spread = (1 + evidence.t * evidence.t / (2 * evidence.degreesOfFreedom)).squareRoot() / root
    let edges = Self.edges(
      Hyperbolic.inverseSine(center / scale), spread / (center * center + scale * scale).squareRoot()
    ).filter {
      switch alternative {
      case .twoSided: true
      case .greater: $0 >= 0
      case .less: $0 <= 0
      }
    }
    let values = edges.map(integrand.logarithm)
    let height = values.reduce(-Double.infinity) { max($0, $1) }
    // What is less than exp(-60) of the peak at both ends is nothing.
    panels = zip(edges, edges.dropFirst()).enumerated().compactMap { index, ends in
      guard max(values[index], values[index + 1]) > height - 60 else { return nil }
      return Panel(
        low: ends.0, high: ends.1, mass: Self.integral(ends.0, ends.1, integrand, over: height))
    }
    guard height.isFinite, panels.contains(where: { $0.mass > 0 }) else {
      throw InputError(.outOfRange, "posterior", "it is beyond the range of Double")
    }
    self.integrand = integrand
    self.height = height
  }

  /// The logarithm of the integral of likelihood and prior: the log Bayes factor by another way.
  var logEvidence: Double { height + libmLog(total) }

  private var total: Double { panels.reduce(0) { $0 + $1.mass } }

  /// The effect that is exceeded with probability 1 - `share`.
  func quantile(_ share: Double) throws(InputError) -> Double {
    var target = share * total
    for panel in panels {
      guard target > panel.mass else {
        guard target > 0 else { return integrand.effect(panel.low) }
        guard target < panel.mass else { return integrand.effect(panel.high) }
        let x = try RootFinding.solve(
          in: panel.low...panel.high, "quantile of the posterior", tolerance: 1e-15
        ) { Self.integral(panel.low, $0, integrand, over: height) - target }
        return integrand.effect(x)
      }
      target -= panel.mass
    }
    // Rounding can leave a rest beyond the last panel.
    return integrand.effect(panels.last?.high ?? 0)
  }
}

extension EffectPosterior {
  /// Likelihood and prior density of x.
  private struct Integrand {
    let likelihood: EffectLikelihood
    let scale: Double

    func effect(_ x: Double) -> Double { scale * Hyperbolic.sine(x) }

    func logarithm(_ x: Double) -> Double {
      // log cosh x without overflow.
      let size = x.magnitude
      let logCosh = size - 0.6931471805599453 + libmLog1p(libmExp(-2 * size))
      return likelihood.logarithm(effect(x)) - 1.1447298858494002 - logCosh
    }
  }

  /// Points between which likelihood and prior are smooth: about the peak of the likelihood in steps of its
  /// width, evenly over the rest, and ever closer towards 0; up to effects of 1e69 scales.
  private static func edges(_ center: Double, _ width: Double) -> [Double] {
    var edges = [0.0]
    for index in -40...40 { edges.append(center + width * Double(index)) }
    let reach = Int(min(max(center.magnitude + 40 * width, 40), 160).rounded(.up)) + 40
    for index in 1...(2 * reach) { edges += [Double(index) / 2, -Double(index) / 2] }
    var fine = 0.25
    for _ in 0..<60 {
      edges += [fine, -fine]
      fine /= 2
    }
    return Array(Set(edges.filter { $0.magnitude < 160 })).sorted()
  }

  /// The integral over a panel, in units of exp(height).
  private static func integral(
    _ low: Double, _ high: Double, _ integrand: Integrand, over height: Double
  ) -> Double {
    let half = (high - low) / 2
    let middle = low + half
    func value(_ x: Double) -> Double { libmExp(integrand.logarithm(x) - height) }
    var sum = 0.0
    for (node, weight) in GaussLegendre.points {
      sum += weight * (value(middle - half * node) + value(middle + half * node))
    }
    return sum * half
  }
}

/// The hyperbolic sine and its inverse without loss near zero.
enum Hyperbolic {
  static func sine(_ x: Double) -> Double {
    let grown = libmExpm1(x.magnitude)
    let value = (grown + grown / (1 + grown)) / 2
    return x < 0 ? -value : value
  }

  static func inverseSine(_ x: Double) -> Double {
    let size = x.magnitude
    let value =
      size > 1e8
      ? libmLog(size) + 0.6931471805599453
      : libmLog1p(size + size * size / (1 + (1 + size * size).squareRoot()))
    return x < 0 ? -value : value
  }
}
