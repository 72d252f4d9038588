import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// How the standard errors of a quantile regression are found.
public enum QuantileStandardErrors: Hashable, Sendable {
  /// From the density of each case's outcome at its own quantile, by the fits a bandwidth above and below τ
  /// (Hendricks & Koenker 1992): the errors may differ in spread.
  case sandwich
  /// From one density for all cases, by the same fits at the means of the columns (Bassett & Koenker 1982): the
  /// errors are equally distributed.
  case equalErrors
  /// From a Gaussian kernel around the residuals (Powell 1991): the errors may differ in spread.
  case kernel(bandwidth: QuantileBandwidth = .hallSheather)
  /// From one density for all cases, by the residuals around zero (Koenker & Bassett 1978): the errors are equally
  /// distributed.
  case residuals(ResidualSparsity = .differenceQuotient, bandwidth: QuantileBandwidth = .hallSheather)
  /// From resamples of whole cases, which also give the limits of the intervals.
  case bootstrap(BootstrapPlan = .percentile(resamples: 1_000, seed: 1))

  var name: String {
    switch self {
    case .sandwich: "sandwich, Hendricks-Koenker"
    case .equalErrors: "equally distributed errors"
    case .kernel: "sandwich by a Gaussian kernel, Powell"
    case .residuals(.differenceQuotient, _): "one density by the difference quotient of residuals, Siddiqui"
    case .residuals(.medianSlope, _): "one density by the median slope of residuals"
    case .bootstrap: "bootstrap of cases"
    }
  }

  /// The bandwidth where it is a choice.
  var bandwidth: QuantileBandwidth? {
    switch self {
    case .kernel(let bandwidth), .residuals(_, let bandwidth): bandwidth
    case .sandwich, .equalErrors, .bootstrap: nil
    }
  }
}

/// How the sparsity, one over the density at the quantile, is estimated from residuals.
///
/// Cases that are fitted exactly are left out: at least k residuals are zero whatever the density is (Koenker 2005,
/// section 3.4.1).
public enum ResidualSparsity: Hashable, Sendable {
  /// The difference of the residuals' quantiles a bandwidth above and below τ, divided by twice the bandwidth
  /// (Siddiqui 1960); the quantile of p is the residual in the place ⌊m·p⌋ + 1 of the m that are not zero.
  case differenceQuotient
  /// The slope of the median regression of the ordered residuals nearest to zero on their places divided by n - k:
  /// 1 + max(k + 1, ⌈n·bandwidth⌉) of them, all where there are fewer. As R's `quantreg` has it.
  ///
  /// Where several slopes are equally good, it is the first that the descent of Barrodale & Roberts (1973) reaches
  /// from the line of zeros, with places counted on from the number of exact fits. Neither the order of the cases nor
  /// their units matter; with the mirrored outcome at 1 - τ another of the slopes may come first.
  /// ``QuantileRegression/sparsityRange`` has the smallest and the largest.
  case medianSlope
}

/// How far from τ the density of the outcome at its quantile is looked at.
public enum QuantileBandwidth: Hashable, Sendable, CaseIterable {
  /// n^(-1/3)·z^(2/3)·(1.5·φ(q)² / (2q² + 1))^(1/3), best for intervals of 95 % (Hall & Sheather 1988).
  case hallSheather
  /// n^(-1/5)·(4.5·φ(q)⁴ / (2q² + 1)²)^(1/5), best for the mean squared error (Bofinger 1975).
  case bofinger
  /// z·√(τ(1 - τ) / n), the reach of the share of cases below the quantile (Chamberlain 1994).
  case chamberlain

  var name: String {
    switch self {
    case .hallSheather: "Hall-Sheather"
    case .bofinger: "Bofinger"
    case .chamberlain: "Chamberlain"
    }
  }

  /// The bandwidth as a share of cases; q is the standard normal quantile of τ and z that of 0.975.
  ///
  /// - Parameters:
  ///   - tau: The quantile.
  ///   - cases: The number of cases.
  /// - Returns: The bandwidth, which may reach beyond 0 or 1 from `tau`.
  /// - Throws: `InputError` if `tau` is not between 0 and 1, or if there is no case.
  public func width(tau: Double, cases: Int) throws(InputError) -> Double {
    guard tau > 0, tau < 1 else {
      throw .outOfRange("tau", value: tau, allowed: "a number above 0 and below 1")
    }
    guard cases > 0 else { throw .tooFew("cases", found: cases, needed: 1) }
    let normal = NormalDistribution.standard
    let n = Double(cases)
    let quantile = try normal.quantile(lowerTail: tau)
    let density = normal.density(quantile)
    let reach = try normal.quantile(upperTail: 0.025)
    let curve = 2 * quantile * quantile + 1
    switch self {
    case .hallSheather:
      let shape = 1.5 * density * density / curve
      return raise(n, to: -1.0 / 3) * raise(reach, to: 2.0 / 3) * raise(shape, to: 1.0 / 3)
    case .bofinger:
      let root = density * density / curve
      return raise(n, to: -0.2) * raise(4.5 * root * root, to: 0.2)
    case .chamberlain:
      return reach * (tau * (1 - tau) / n).squareRoot()
    }
  }

  /// The bandwidth, halved until both quantiles lie between 0 and 1.
  func inside(tau: Double, cases: Int) throws(InputError) -> Double {
    var width = try width(tau: tau, cases: cases)
    while tau - width <= 0 || tau + width >= 1 { width /= 2 }
    guard tau - width < tau, tau + width > tau else {
      throw .outOfRange("tau", value: tau, allowed: "a number further from 0 and 1 for this number of cases")
    }
    return width
  }
}
