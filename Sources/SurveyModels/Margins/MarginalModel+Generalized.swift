import SurveyLinearAlgebra
import SurveyVocabulary

extension GeneralizedRegression: MarginalModel {
  /// The linear predictor without its offset, with the residual degrees of freedom where the dispersion is
  /// estimated.
  public var linearPart: LinearPart {
    let freedom = family.hasDispersion ? residualDegreesOfFreedom : nil
    return LinearPart(
      design, coefficients.map(\.value), covariance, link: family.model.meanLink, context: context,
      degreesOfFreedom: { _ in freedom })
  }
}

extension FirthRegression: MarginalModel {
  /// The linear predictor without its offset, by the normal distribution.
  public var linearPart: LinearPart {
    LinearPart(
      design, coefficients.map(\.estimate.value), covariance, link: .logit, context: context,
      degreesOfFreedom: { _ in nil })
  }
}

extension NegativeBinomialRegression: MarginalModel {
  /// The linear predictor without its offset, by the normal distribution.
  public var linearPart: LinearPart {
    LinearPart(
      design, coefficients.map(\.value), covariance, link: .log, context: context,
      degreesOfFreedom: { _ in nil })
  }
}

extension RiskRatioRegression: MarginalModel {
  /// The logarithm of the risk, by the normal distribution: differences are logarithms of risk ratios.
  public var linearPart: LinearPart {
    LinearPart(
      design, coefficients.map(\.value), covariance, link: .log, context: context,
      degreesOfFreedom: { _ in nil })
  }
}

extension ClusteredGeneralizedRegression: MarginalModel {
  /// The linear predictor without its offset with the errors of clustered cases, by the normal distribution.
  public var linearPart: LinearPart {
    LinearPart(
      outcomes.design, coefficients.map(\.value), covariance, link: link, context: context,
      degreesOfFreedom: { _ in nil })
  }

  private var link: MeanLink {
    if case .mean(let model) = outcomes.kernel { model.meanLink } else { .identity }
  }
}

extension LogisticMixedModel: MarginalModel {
  /// The log odds of a case whose group is at the mean level, without the offset, by the normal distribution.
  ///
  /// On the scale of the response this is the probability in such a group, not the average over the groups.
  public var linearPart: LinearPart {
    LinearPart(
      design, coefficients.map(\.value), covariance, link: .logit, context: context,
      degreesOfFreedom: { _ in nil })
  }
}

extension ResponseModel {
  var meanLink: MeanLink {
    switch self {
    case .logit: .logit
    case .probit: .probit
    case .complementaryLogLog: .complementaryLogLog
    case .poisson, .gammaLog, .negativeBinomial: .log
    case .gammaInverse: .inverse
    }
  }
}
