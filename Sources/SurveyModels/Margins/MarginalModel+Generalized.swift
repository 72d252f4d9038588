import SurveyLinearAlgebra
import SurveyVocabulary

extension GeneralizedRegression: MarginalModel {
  /// The linear predictor without its offset, with the residual degrees of freedom where the dispersion is
  /// estimated.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
}

extension FirthRegression: MarginalModel {
  /// The linear predictor without its offset, by the normal distribution.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
}

extension NegativeBinomialRegression: MarginalModel {
  /// The linear predictor without its offset, by the normal distribution.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
}

extension RiskRatioRegression: MarginalModel {
  /// The logarithm of the risk, by the normal distribution: differences are logarithms of risk ratios.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
}

extension ClusteredGeneralizedRegression: MarginalModel {
  /// The linear predictor without its offset with the errors of clustered cases, by the normal distribution.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
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

extension EstimatingEquations: MarginalModel {
  /// The fit with its standard errors, by the normal distribution.
  public var linearPart: LinearPart { expectedOutcomes.linearPart }
}
