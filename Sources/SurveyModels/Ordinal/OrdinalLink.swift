import SurveyProbability

/// The scale on which the cumulative probabilities of an ordinal outcome are linear in the predictors.
public enum OrdinalLink: String, Hashable, Sendable, Codable, CaseIterable {
  /// log(P / (1 - P)): proportional odds. exp(β) is a ratio of odds.
  case logit
  /// The standard normal quantile of P: a normal variable behind the outcome, cut at the thresholds.
  case probit
  /// log(-log(1 - P)), the complementary log-log: proportional hazards, for levels that are stages.
  case cloglog
}

extension OrdinalLink {
  /// The logarithm of F(upper) - F(lower), where F is the inverse of the link and lower < upper.
  ///
  /// No difference of two numbers close to each other: each link's difference is a product.
  ///
  /// - Parameters:
  ///   - lower: The lower end; may be minus infinity.
  ///   - upper: The upper end; may be infinity.
  /// - Returns: Minus infinity where the difference is below the range of `Double`.
  func logProbability(from lower: Double, to upper: Double) -> Double {
    switch self {
    case .logit:
      let tails = Self.logLogistic(upper) + Self.logLogistic(-lower)
      return lower == -.infinity || upper == .infinity ? tails : tails + Self.logOfOneLess(upper - lower)
    case .probit:
      // On the side where both tails are small.
      let (low, high) = lower > 0 ? (-upper, -lower) : (lower, upper)
      let normal = NormalDistribution.standard
      guard low != -.infinity else { return normal.logLowerTail(high) }
      guard high != .infinity else { return normal.logUpperTail(low) }
      let tail = normal.logLowerTail(high)
      return tail + Self.logOfOneLess(tail - normal.logLowerTail(low))
    case .cloglog:
      let start = lower == -.infinity ? 0 : exponential(lower)
      guard upper != .infinity else { return -start }
      let width = exponential(upper) * (lower == -.infinity ? 1 : Self.oneLess(upper - lower))
      return Self.logOfOneLess(width) - start
    }
  }

  /// The logarithm of the slope of F at a finite place.
  func logDensity(_ x: Double) -> Double {
    switch self {
    case .logit: Self.logLogistic(x) + Self.logLogistic(-x)
    case .probit: NormalDistribution.standard.logDensity(x)
    case .cloglog: x - exponential(x)
    }
  }

  /// The slope of the logarithm of the density.
  func logDensitySlope(_ x: Double) -> Double {
    switch self {
    case .logit: -hyperbolicTangent(x / 2)
    case .probit: -x
    case .cloglog: 1 - exponential(x)
    }
  }

  /// The link itself: where F reaches a share between 0 and 1, given with its complement.
  func threshold(_ share: Double, complement: Double) -> Double {
    switch self {
    case .logit: return naturalLog(share) - naturalLog(complement)
    case .probit:
      // A share between 0 and 1 has a quantile; from the smaller tail it keeps its digits.
      let normal = NormalDistribution.standard
      return
        (share < complement
        ? try? normal.quantile(lowerTail: share) : try? normal.quantile(upperTail: complement)) ?? 0
    case .cloglog:
      return naturalLog(share < complement ? -logOfOneMore(-share) : -naturalLog(complement))
    }
  }

  /// log(1 / (1 + exp(-x))).
  private static func logLogistic(_ x: Double) -> Double {
    x > 0 ? -logOfOneMore(exponential(-x)) : x - logOfOneMore(exponential(x))
  }

  /// 1 - exp(-x) for x > 0, right relative to itself.
  private static func oneLess(_ x: Double) -> Double {
    let half = hyperbolicTangent(x / 2)
    return 2 * half / (1 + half)
  }

  /// log(1 - exp(-x)) for x > 0.
  private static func logOfOneLess(_ x: Double) -> Double {
    x > 0.7 ? logOfOneMore(-exponential(-x)) : naturalLog(oneLess(x))
  }
}
