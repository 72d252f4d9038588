import SurveyProbability
import SurveyVocabulary

/// How the interval of a proportion is found.
public enum ProportionInterval: String, Hashable, Sendable, Codable, CaseIterable {
  /// The proportions that the score test does not reject (Wilson 1927).
  case wilson = "Wilson"
  /// Wilson's interval with the continuity correction.
  case wilsonCorrected = "Wilson with continuity correction"
  /// The proportions that neither exact one-sided test rejects (Clopper & Pearson 1934).
  case clopperPearson = "Clopper-Pearson"
  /// The proportions that neither exact one-sided mid-p test rejects.
  case midP = "exact mid-p"
  /// Quantiles of the posterior of Jeffreys's prior, the ends at 0 and 1 closed (Brown, Cai & DasGupta 2001).
  case jeffreys = "Jeffreys"
  /// Wald's interval around a proportion drawn towards one half (Agresti & Coull 1998).
  case agrestiCoull = "Agresti-Coull"
  /// The estimate plus and minus its standard error times the normal quantile.
  case wald = "Wald"
}

extension ProportionInterval {
  /// The interval of a proportion of `count` in `size` cases, which are valid.
  ///
  /// - Throws: `InputError` if the level is not between 0 and 1.
  func interval(
    of count: Int, in size: Int, alternative: Alternative = .twoSided, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let area = alternative.tailArea(confidence: confidence)
    let lower = alternative == .less ? 0 : try limit(count, size, area, isUpper: false)
    let upper = alternative == .greater ? 1 : try limit(count, size, area, isUpper: true)
    return ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: rawValue)
  }

  private func limit(
    _ count: Int, _ size: Int, _ area: Double, isUpper: Bool
  ) throws(InputError) -> Double {
    let (x, n) = (Double(count), Double(size))
    let z = try NormalDistribution.standard.quantile(upperTail: area)
    let side: Double = isUpper ? 1 : -1
    switch self {
    case .wilson: return Self.score(x, n, side * z)
    case .wilsonCorrected: return Self.score(min(max(x + side / 2, 0), n), n, side * z)
    case .clopperPearson:
      if isUpper {
        return count == size ? 1 : try BetaDistribution(alpha: x + 1, beta: n - x).quantile(upperTail: area)
      }
      return count == 0 ? 0 : try BetaDistribution(alpha: x, beta: n - x + 1).quantile(lowerTail: area)
    case .jeffreys:
      let posterior = try BetaDistribution(alpha: x + 0.5, beta: n - x + 0.5)
      if isUpper { return count == size ? 1 : try posterior.quantile(upperTail: area) }
      return count == 0 ? 0 : try posterior.quantile(lowerTail: area)
    case .midP:
      return isUpper
        ? 1 - (try Self.midLimit(size - count, size, area)) : try Self.midLimit(count, size, area)
    case .agrestiCoull:
      let size = n + z * z
      let center = (x + z * z / 2) / size
      return center + side * z * (center * ((n - x + z * z / 2) / size) / size).squareRoot()
    case .wald: return x / n + side * z * (x / n * ((n - x) / n) / n).squareRoot()
    }
  }

  /// The root of (p - x/n)² = z² p(1 - p)/n on the side of the sign of z. The smaller root comes from the
  /// product of both: no digits are lost.
  private static func score(_ x: Double, _ n: Double, _ z: Double) -> Double {
    let root = z.magnitude * (4 * x * ((n - x) / n) + z * z).squareRoot()
    if z > 0 { return x == n ? 1 : (2 * x + z * z + root) / (2 * (n + z * z)) }
    return x > 0 ? 2 * x * (x / n) / (2 * x + z * z + root) : 0
  }

  /// The p at which P(X > x) + P(X = x)/2 is the area.
  private static func midLimit(_ count: Int, _ size: Int, _ area: Double) throws(InputError) -> Double {
    guard count > 0 else { return 0 }
    let all = Double(size)
    // 1 - p keeps no digits of a small p, so that p itself is sought, by its logarithm.
    let goal = libmLog(area)
    let found = try RootFinding.solve(in: -745...0, "limit of the proportion") { logarithm in
      let p = libmExp(logarithm)
      guard p > 0, let distribution = try? BinomialDistribution(trials: size, probability: min(p, 1)) else {
        return -.greatestFiniteMagnitude
      }
      let upper = distribution.logUpperTail(count)
      let half = distribution.logMass(count) - libmLog(2)
      let sum = SpecialFunctions.logSumExp(upper, half)
      return max(sum, -1e300) - goal
    }
    return all > 0 ? libmExp(found) : 0
  }
}
