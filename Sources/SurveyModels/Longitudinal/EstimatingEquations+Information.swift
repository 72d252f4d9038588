import SurveyLinearAlgebra
import SurveyVocabulary

extension EstimatingEquations {
  /// Pan's criteria for the choice between models of the same cases: the smaller, the better.
  ///
  /// Reference: Pan (2001), doi:10.1111/j.0006-341X.2001.00120.x.
  public struct QuasiInformation: Hashable, Sendable {
    /// The dispersion φ that the criteria take, the same for all models that are compared.
    public let dispersion: Double
    /// The quasi-likelihood Q of the means over φ, as if cases were independent, without terms of the outcome alone:
    /// the sum of -(y - μ)²/2 (gaussian), y·log μ + (1 - y)·log(1 - μ) (binomial) or y·log μ - μ (Poisson).
    public let quasiLogLikelihood: Double
    /// The trace of Ω·V, Ω minus the second derivatives of Q over φ at the coefficients and V their robust covariance
    /// matrix: about the number of coefficients where cases are independent and φ is right.
    public let trace: Double
    /// The number of coefficients.
    public let coefficientCount: Int

    /// -2Q + 2·trace: for the choice of means and of working correlations.
    public var qic: Double { -2 * quasiLogLikelihood + 2 * trace }

    /// -2Q + 2·number of coefficients: for the choice of means alone.
    public var qicu: Double { -2 * quasiLogLikelihood + 2 * Double(coefficientCount) }
  }

  /// Pan's criteria for a dispersion.
  ///
  /// The covariance matrix is that of ``Errors/robust``, whatever the errors of the finding are.
  ///
  /// - Parameter dispersion: The one dispersion of all models that are compared, such as that of the largest.
  /// - Returns: The quasi-likelihood with both criteria.
  /// - Throws: `InputError` if it is not a finite number above zero, or if a criterion exceeds the range of `Double`.
  public func quasiInformation(dispersion: Double) throws(InputError) -> QuasiInformation {
    guard dispersion > 0, dispersion.isFinite else {
      throw .outOfRange("dispersion", value: dispersion, allowed: "a finite number above zero")
    }
    let found = QuasiInformation(
      dispersion: dispersion, quasiLogLikelihood: quasi.value / dispersion,
      trace: quasi.trace / dispersion, coefficientCount: coefficients.count)
    guard found.qic.isFinite, found.qicu.isFinite else {
      throw InputError(
        .outOfRange, "dispersion", "a criterion exceeds the range of Double", remedy: "rescale the outcome")
    }
    return found
  }

  /// Pan's QIC for the dispersion one; `nil` for the gaussian family, whose dispersion has a unit, and where it
  /// exceeds the range of `Double`.
  public var qic: Double? { ownInformation?.qic }

  /// Pan's QICu for the dispersion one; `nil` as ``qic`` is.
  public var qicu: Double? { ownInformation?.qicu }

  private var ownInformation: QuasiInformation? {
    family == .gaussian ? nil : try? quasiInformation(dispersion: 1)
  }
}

extension MarginalProblem {
  /// The quasi-likelihood of independent cases for the dispersion one, and the trace of its information times a
  /// covariance matrix.
  func quasiLikelihood(
    at coefficients: [Double], covariance: Matrix
  ) throws(InputError) -> (value: Double, trace: Double) {
    let predictor = try columns.times(coefficients)
    var (value, trace) = (0.0, 0.0)
    for (row, sum) in predictor.enumerated() {
      let (eta, y) = (sum + offset[row], outcome[row])
      let information: Double
      switch family {
      case .gaussian:
        value -= (y - eta) * (y - eta) / 2
        information = 1
      case .binomial:
        let point = LogisticPoint(eta)
        value += y * point.logEvent + (1 - y) * point.logOther
        information = point.event * point.other
      case .poisson:
        information = exponential(eta)
        value += y * eta - information
      }
      let place = columns[row: row]
      let product = try covariance.times(place)
      trace += information * zip(place, product).reduce(0) { $0 + $1.0 * $1.1 }
    }
    return (value, trace)
  }
}
