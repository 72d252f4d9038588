import SurveyProbability
import SurveyVocabulary

extension CronbachAlpha {
  /// How the limits of alpha are found.
  public enum IntervalMethod: Hashable, Sendable, Codable {
    /// By the F distribution of (1 - alpha)/(1 - sample alpha): exact for normal scores of items with
    /// equal variances and covariances (Feldt 1965).
    case feldt
    /// By the normal approximation of ln(1 - alpha) with variance 2k/((k - 1)(n - 2)), under the same
    /// assumptions as Feldt's (Bonett 2002).
    case bonett
    /// By alpha's asymptotic standard error for multivariate normal items with any covariances: the
    /// variance that van Zyl, Neudecker and Nel (2000) found and Duhachek and Iacobucci (2004) made known.
    case duhachekIacobucci
    /// By resampling the cases.
    case bootstrap(BootstrapPlan)

    /// The name in print.
    public var name: String {
      switch self {
      case .feldt: "Feldt"
      case .bonett: "Bonett"
      case .duhachekIacobucci: "Duhachek-Iacobucci"
      case .bootstrap(let plan): "bootstrap \(plan.interval.rawValue)"
      }
    }
  }
}

/// The formulas of the limits of alpha.
enum AlphaInterval {
  /// Feldt's limits: (1 - alpha) / (1 - sample alpha) is an F ratio in equivalent items.
  static func feldt(
    _ alpha: Double, cases: Int, items: Int, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let (rows, columns) = (Double(cases - 1), Double(items - 1))
    let distribution = try FDistribution(numerator: rows, denominator: rows * columns)
    let tail = (1 - confidence) / 2
    let (high, low) = (try distribution.quantile(upperTail: tail), try distribution.quantile(lowerTail: tail))
    return ConfidenceInterval(
      lower: 1 - (1 - alpha) * high, upper: 1 - (1 - alpha) * low, level: confidence, method: "Feldt")
  }

  /// Bonett's limits: 1 - (1 - alpha) exp(±z √(2k/((k - 1)(n - 2)))).
  static func bonett(
    _ alpha: Double, cases: Int, items: Int, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    guard cases >= 3 else {
      throw .tooFew("cases", found: cases, needed: 3, remedy: "Bonett's variance has n - 2 below the line")
    }
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let reach = z * bonettDeviation(cases: Double(cases), items: items)
    return ConfidenceInterval(
      lower: 1 - (1 - alpha) * libmExp(reach), upper: 1 - (1 - alpha) * libmExp(-reach), level: confidence,
      method: "Bonett")
  }

  /// The standard deviation of ln(1 - sample alpha).
  static func bonettDeviation(cases: Double, items: Int) -> Double {
    (2 * Double(items) / (Double(items - 1) * (cases - 2))).squareRoot()
  }

  /// The asymptotic standard error √(Q/n) with
  /// Q = 2k²/((k - 1)²T³)·(T(tr V² + tr²V) - 2 tr V · j'V²j), T = j'Vj.
  static func standardError(_ covariances: ItemCovariances, total: Double) -> Double {
    let order = covariances.order
    let k = Double(order)
    // Divided by T before anything is squared.
    var (trace, squares, rowSquares) = (0.0, 0.0, 0.0)
    for row in 0..<order {
      trace += covariances[row, row] / total
      var sum = 0.0
      for column in 0..<order {
        let value = covariances[row, column] / total
        sum += value
        squares += value * value
      }
      rowSquares += sum * sum
    }
    let q = 2 * (k / (k - 1)) * (k / (k - 1)) * (squares + trace * trace - 2 * trace * rowSquares)
    return (max(q, 0) / Double(covariances.count)).squareRoot()
  }

  /// Alpha with the limits that a formula gives.
  ///
  /// - Throws: `InputError` if the method asks for what is not known: covariances or answers.
  static func estimate(
    _ alpha: Double, cases: Int, items: Int, standardError: Double?, method: CronbachAlpha.IntervalMethod,
    confidence: Double
  ) throws(InputError) -> Estimate {
    switch method {
    case .feldt:
      return Estimate(
        alpha, interval: try feldt(alpha, cases: cases, items: items, confidence: confidence))
    case .bonett:
      return Estimate(
        alpha, interval: try bonett(alpha, cases: cases, items: items, confidence: confidence))
    case .duhachekIacobucci:
      guard let standardError else {
        throw InputError(
          .definition, "interval", "the standard error of alpha needs the covariances of the items",
          remedy: "use .feldt or .bonett")
      }
      let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
      return Estimate(
        alpha, standardError: standardError,
        interval: ConfidenceInterval(
          lower: alpha - z * standardError, upper: alpha + z * standardError, level: confidence,
          method: method.name))
    case .bootstrap:
      throw InputError(
        .definition, "interval", "a bootstrap needs the answers of every case",
        remedy: "pass the items, or use .feldt, .bonett or .duhachekIacobucci")
    }
  }
}
