import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A fitted model whose means follow from a weighted sum of coefficients: what ``MarginalMeans`` needs of it.
///
/// Every regression of this library is one. Another fit becomes one by naming its design, coefficients and
/// covariance matrix.
public protocol MarginalModel {
  /// The sum of coefficients, with what is known of its error.
  ///
  /// - Throws: `InputError` if the fit has no covariance matrix.
  var linearPart: LinearPart { get throws(InputError) }
}

/// How a mean follows from a weighted sum of coefficients.
public enum MeanLink: String, Hashable, Sendable, Codable, CaseIterable {
  /// It is the sum.
  case identity
  /// exp(η): the sum is the logarithm of a count, a rate or an amount.
  case log
  /// The logistic function of η, a probability.
  case logit
  /// Φ(η), a probability.
  case probit
  /// 1 - exp(-exp(η)), a probability.
  case complementaryLogLog = "complementary log-log"
  /// exp(-exp(-η)), a probability.
  case logLog = "log-log"
  /// 1/η.
  case inverse
}

/// The weighted sum of coefficients of a fitted model.
public struct LinearPart: Sendable {
  /// The design of the fit.
  public let design: Design
  /// The coefficients.
  public let coefficients: [Double]
  /// Their covariance matrix.
  public let covariance: Matrix
  /// How means follow from the sum.
  public let link: MeanLink
  /// The name of the outcome and the cases of the fit, for print.
  public let context: DataContext
  /// The weights of the coefficients that belong to a row of the design; `nil` where they do not determine the sum.
  let weights: @Sendable ([Double]) throws(InputError) -> [Double]?
  /// The degrees of freedom of a weighted sum; `nil` for the normal distribution.
  let degreesOfFreedom: @Sendable ([Double]) throws(InputError) -> Double?
  /// What is to be said of the sum, for print.
  var note: String?
  /// The thresholds, where predictors move them apart: where these cross there is no mean.
  var thresholds: MovingThresholds?

  /// Describes a model with one coefficient for each column of its design.
  ///
  /// - Parameters:
  ///   - design: The design of the fit, made of terms or named columns.
  ///   - coefficients: One for each column.
  ///   - covariance: Their covariance matrix.
  ///   - link: How means follow from the sum.
  ///   - outcome: What the means are of, for print.
  ///   - degreesOfFreedom: Those of a weighted sum of the coefficients, given the weights; `nil` takes the normal
  ///     distribution.
  /// - Throws: `InputError` if the sizes do not fit together or a number is not finite.
  public init(
    design: Design, coefficients: [Double], covariance: Matrix, link: MeanLink = .identity,
    outcome: String? = nil,
    degreesOfFreedom: @escaping @Sendable ([Double]) throws(InputError) -> Double? = { _ in nil }
  ) throws(InputError) {
    try checkEqualLength(coefficients.count, "coefficients", design.columnCount, "the columns of the design")
    try checkEqualLength(covariance.rowCount, "covariance", coefficients.count, "coefficients")
    try checkEqualLength(covariance.columnCount, "covariance", coefficients.count, "coefficients")
    _ = try finiteValues(coefficients, "coefficients")
    _ = try finiteValues(covariance.elements, "covariance")
    self.init(
      design, coefficients, covariance, link: link,
      context: DataContext(subject: outcome, parts: [], cases: CaseLedger(all: design.rowCount)),
      degreesOfFreedom: degreesOfFreedom)
  }

  init(
    _ design: Design, _ coefficients: [Double], _ covariance: Matrix, link: MeanLink = .identity,
    context: DataContext, weights: @escaping @Sendable ([Double]) throws(InputError) -> [Double]? = { $0 },
    degreesOfFreedom: @escaping @Sendable ([Double]) throws(InputError) -> Double?
  ) {
    (self.design, self.coefficients, self.covariance) = (design, coefficients, covariance)
    (self.link, self.context, self.weights) = (link, context, weights)
    self.degreesOfFreedom = degreesOfFreedom
  }

  /// The weighted sum of the coefficients.
  func value(_ weights: [Double]) -> Double { zip(weights, coefficients).reduce(0) { $0 + $1.0 * $1.1 } }

  /// The covariance of two weighted sums.
  func covariance(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for row in left.indices where left[row] != 0 {
      for column in right.indices { sum += left[row] * right[column] * covariance[row, column] }
    }
    return sum
  }
}

extension MeanLink {
  /// The mean of a sum.
  func mean(_ eta: Double) -> Double {
    switch self {
    case .identity: eta
    case .log: exponential(eta)
    case .logit: ResponseModel.logit.point(0, weight: 1, at: eta).mean
    case .probit: ResponseModel.probit.point(0, weight: 1, at: eta).mean
    case .complementaryLogLog: ResponseModel.complementaryLogLog.point(0, weight: 1, at: eta).mean
    case .logLog: exponential(-exponential(-eta))
    case .inverse: 1 / eta
    }
  }

  /// The slope of the mean.
  func slope(_ eta: Double) -> Double {
    switch self {
    case .identity: return 1
    case .log: return exponential(eta)
    case .logit: return ResponseModel.logit.point(0, weight: 1, at: eta).information
    case .probit: return NormalDistribution.standard.density(eta)
    case .complementaryLogLog: return exponential(eta - exponential(eta))
    case .logLog: return exponential(-eta - exponential(-eta))
    case .inverse: return -1 / (eta * eta)
    }
  }

  /// Whether a difference of sums is the logarithm of a ratio.
  var ratio: String? {
    switch self {
    case .log: "ratio"
    case .logit: "odds ratio"
    case .complementaryLogLog: "hazard ratio"
    case .identity, .probit, .logLog, .inverse: nil
    }
  }
}
