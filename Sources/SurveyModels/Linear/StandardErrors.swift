import SurveyVocabulary

/// How the standard errors of a linear regression are found.
///
/// With e a residual, h its leverage, n cases and k coefficients, the heteroskedasticity-consistent
/// estimators weigh each case's contribution by ω: HC0 e² (White 1980), HC1 e²·n/(n - k), HC2
/// e²/(1 - h), HC3 e²/(1 - h)² (MacKinnon & White 1985; Long & Ervin 2000 advise it below 250 cases),
/// HC4 e²/(1 - h)^min(4, nh/k) (Cribari-Neto 2004), HC4m e²/(1 - h)^(min(1, nh/k) + min(1.5, nh/k))
/// (Cribari-Neto & da Silva 2011), HC5 e²/(1 - h)^(δ/2), δ = min(nh/k, max(4, 0.7·n·hmax/k))
/// (Cribari-Neto, Souza & Vasconcellos 2007).
public enum StandardErrors: String, Hashable, Sendable, Codable, CaseIterable {
  /// From the residual variance, which is taken to be the same for every case.
  case classical
  /// White's estimator.
  case hc0 = "HC0"
  /// White's estimator times n/(n - k).
  case hc1 = "HC1"
  /// Unbiased where the variances are in fact equal.
  case hc2 = "HC2"
  /// Close to the jackknife; the usual advice for small samples.
  case hc3 = "HC3"
  /// For designs with cases of high leverage.
  case hc4 = "HC4"
  /// For designs with cases of high leverage, milder than HC4.
  case hc4m = "HC4m"
  /// For designs with cases of extreme leverage.
  case hc5 = "HC5"

  /// Whether the estimator divides by 1 - h.
  var dividesByLeverage: Bool { ![.classical, .hc0, .hc1].contains(self) }

  /// The source of the estimator, where it is not the classical one.
  var source: String? {
    switch self {
    case .classical: nil
    case .hc0: "White (1980)"
    case .hc1, .hc2, .hc3: "MacKinnon & White (1985)"
    case .hc4: "Cribari-Neto (2004)"
    case .hc4m: "Cribari-Neto & da Silva (2011)"
    case .hc5: "Cribari-Neto, Souza & Vasconcellos (2007)"
    }
  }

  /// The power of 1 - h that a squared residual is divided by.
  func exponent(leverage: Double, largest: Double, mean: Double) -> Double {
    let ratio = leverage / mean
    return switch self {
    case .classical, .hc0, .hc1: 0
    case .hc2: 1
    case .hc3: 2
    case .hc4: min(4, ratio)
    case .hc4m: min(1, ratio) + min(1.5, ratio)
    case .hc5: min(ratio, max(4, 0.7 * largest / mean)) / 2
    }
  }
}
