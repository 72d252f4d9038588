import SurveyProbability
import SurveyVocabulary

/// What one case adds to a generalized linear model at a linear predictor.
struct ResponsePoint {
  /// The mean.
  var mean: Double
  /// The derivative of the log-likelihood by the linear predictor.
  var score: Double
  /// The expected information about the linear predictor.
  var information: Double
  /// Twice the log-likelihood that is lost against a mean that is the outcome.
  var deviance: Double
}

/// The mean, variance and likelihood of one case as functions of the linear predictor η.
///
/// Every function takes the form that keeps its digits at both ends: the mean of a probability comes with
/// 1 - μ as a number of its own, logarithms of tails from functions of their own.
enum ResponseModel: Hashable, Sendable {
  case logit, probit, complementaryLogLog, poisson, gammaLog, gammaInverse
  /// Variance μ + μ²/θ, the logarithm of the mean linear.
  case negativeBinomial(theta: Double)

  var isBinomial: Bool { [.logit, .probit, .complementaryLogLog].contains(self) }

  /// Whether the expected information is the curvature of the log-likelihood.
  var isCanonical: Bool { [.logit, .poisson, .gammaInverse].contains(self) }

  /// The contribution of an outcome with a weight; a deviance that is not finite marks an η that is not
  /// allowed.
  func point(_ y: Double, weight w: Double, at eta: Double) -> ResponsePoint {
    switch self {
    case .logit:
      let e = exponential(-eta.magnitude)
      let sum = 1 + e
      let (large, small) = (1 / sum, e / sum)
      let (mean, rest) = eta >= 0 ? (large, small) : (small, large)
      // log(1 + e), with what the rounding of 1 + e loses; several times as fast as the library's function.
      let tail = naturalLog(sum) + (e - (sum - 1)) / sum
      let logs = eta >= 0 ? (-tail, -eta - tail) : (eta - tail, -tail)
      return ResponsePoint(
        mean: mean, score: w * (y * rest - (1 - y) * mean), information: w * large * small,
        deviance: Self.binomialDeviance(y, w, logs))
    case .probit:
      let normal = NormalDistribution.standard
      return Self.binomial(
        y, w, normal.lowerTail(eta), normal.upperTail(eta), slope: normal.density(eta),
        logs: (normal.logLowerTail(eta), normal.logUpperTail(eta)))
    case .complementaryLogLog:
      let hazard = exponential(eta)
      return Self.binomial(
        y, w, -SpecialFunctions.expm1(-hazard), exponential(-hazard), slope: exponential(eta - hazard),
        logs: (SpecialFunctions.log1mExp(-hazard), -hazard))
    case .poisson:
      let mean = exponential(eta)
      let ratio = y > 0 ? y * (naturalLog(y) - eta) : 0
      return ResponsePoint(
        mean: mean, score: w * (y - mean), information: w * mean,
        deviance: max(0, 2 * w * (ratio - (y - mean))))
    case .gammaLog:
      let mean = exponential(eta)
      let excess = (y - mean) / mean
      return ResponsePoint(
        mean: mean, score: w * excess, information: w, deviance: 2 * w * (excess - naturalLog(y) + eta))
    case .gammaInverse:
      guard eta > 0 else { return ResponsePoint(mean: .nan, score: 0, information: 0, deviance: .infinity) }
      let mean = 1 / eta
      return ResponsePoint(
        mean: mean, score: w * (mean - y), information: w * mean * mean,
        deviance: 2 * w * ((y - mean) / mean - naturalLog(y) - naturalLog(eta)))
    case .negativeBinomial(let theta):
      let mean = exponential(eta)
      let share = 1 + mean / theta
      let ratio = y > 0 ? y * (naturalLog(y) - eta) : 0
      // (y + θ)·log((y + θ)/(μ + θ)) by the relative difference, which stays exact for a large θ.
      let other = (y + theta) * logOfOneMore((y - mean) / (mean + theta))
      return ResponsePoint(
        mean: mean, score: w * (y - mean) / share, information: w * mean / share,
        deviance: max(0, 2 * w * (ratio - other)))
    }
  }

  private static func binomial(
    _ y: Double, _ w: Double, _ mean: Double, _ rest: Double, slope: Double, logs: (Double, Double)
  ) -> ResponsePoint {
    // The smaller of both divides last, so that tails do not underflow before their ratio is taken.
    let (large, small) = (max(mean, rest), min(mean, rest))
    let share = small > 0 ? slope / small / large : 0
    return ResponsePoint(
      mean: mean, score: w * (y * rest - (1 - y) * mean) * share, information: w * slope * share,
      deviance: binomialDeviance(y, w, logs))
  }

  private static func binomialDeviance(_ y: Double, _ w: Double, _ logs: (Double, Double)) -> Double {
    if y == 1 { return -2 * w * logs.0 }
    if y == 0 { return -2 * w * logs.1 }
    return max(
      0, 2 * w * (y * (naturalLog(y) - logs.0) + (1 - y) * (logOfOneMore(-y) - logs.1)))
  }

  /// The linear predictor of a mean.
  func link(_ mean: Double) throws(InputError) -> Double {
    switch self {
    case .logit: naturalLog(mean) - logOfOneMore(-mean)
    case .probit: try NormalDistribution.standard.quantile(lowerTail: mean)
    case .complementaryLogLog: naturalLog(-logOfOneMore(-mean))
    case .poisson, .negativeBinomial, .gammaLog: naturalLog(mean)
    case .gammaInverse: 1 / mean
    }
  }

  /// A linear predictor to start from, close to the outcome.
  func start(_ y: Double, weight w: Double) -> Double {
    switch self {
    case .logit, .probit, .complementaryLogLog:
      let mean = (w * y + 0.5) / (w + 1)
      let odds = naturalLog(mean) - logOfOneMore(-mean)
      // Near the links of probit and complementary log-log as well.
      return self == .logit ? odds : self == .probit ? odds / 1.6 : naturalLog(-logOfOneMore(-mean))
    case .poisson, .negativeBinomial: return naturalLog(y + 0.1)
    case .gammaLog: return naturalLog(y)
    case .gammaInverse: return 1 / y
    }
  }
}
