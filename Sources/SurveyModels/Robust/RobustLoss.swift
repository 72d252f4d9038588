import SurveyVocabulary

/// How much a residual counts in an M-estimate, by its size in units of the scale.
///
/// References: Huber (1964), doi:10.1214/aoms/1177703732; Beaton & Tukey (1974), doi:10.1080/00401706.1974.10489171.
public enum RobustLoss: Hashable, Sendable, Codable {
  /// Squares up to `k`, straight lines beyond: large residuals count less, but never nothing. 1.345 has
  /// 95 % of the efficiency of least squares for normal errors.
  case huber(k: Double = 1.345)
  /// Tukey's bisquare: residuals of `c` and more count nothing. 4.685 has 95 % of the efficiency of least
  /// squares for normal errors.
  case bisquare(c: Double = 4.685)
}

extension RobustLoss {
  /// The weight ψ(u)/u of a residual of u scales.
  public func weight(_ u: Double) -> Double {
    switch self {
    case .huber(let k): return u.magnitude <= k ? 1 : k / u.magnitude
    case .bisquare(let c):
      guard u.magnitude < c else { return 0 }
      let rest = 1 - (u / c) * (u / c)
      return rest * rest
    }
  }

  /// The derivative ψ′(u) at a residual of u scales.
  public func slope(_ u: Double) -> Double {
    switch self {
    case .huber(let k): return u.magnitude <= k ? 1 : 0
    case .bisquare(let c):
      guard u.magnitude < c else { return 0 }
      let square = (u / c) * (u / c)
      return (1 - square) * (1 - 5 * square)
    }
  }

  /// The loss ρ(u) = ∫₀ᵘ ψ of a residual of u scales.
  public func loss(_ u: Double) -> Double {
    let size = u.magnitude
    switch self {
    case .huber(let k): return size <= k ? u * u / 2 : k * (size - k / 2)
    case .bisquare(let c):
      guard size < c else { return c * c / 6 }
      let rest = 1 - (u / c) * (u / c)
      return c * c / 6 * (1 - rest * rest * rest)
    }
  }

  var tuning: Double {
    switch self {
    case .huber(let k): k
    case .bisquare(let c): c
    }
  }

  var name: String {
    switch self {
    case .huber: "Huber"
    case .bisquare: "bisquare"
    }
  }

  func check() throws(InputError) {
    guard tuning > 0, tuning.isFinite else {
      throw .outOfRange("tuning constant", value: tuning, allowed: "a finite number above 0")
    }
  }
}
