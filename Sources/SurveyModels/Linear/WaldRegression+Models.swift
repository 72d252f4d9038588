import SurveyLinearAlgebra
import SurveyVocabulary

extension EstimatingEquations: WaldRegression {
  /// The coefficients on the scale of the link with the errors of the finding, by the normal distribution.
  public var waldSums: WaldSums {
    WaldSums(
      coefficients, covariance, .equations(errors), degreesOfFreedom: nil, clusters: clusterCount, context)
  }
}

extension GeneralizedRegression: WaldRegression {
  /// The coefficients on the scale of the link, by the normal distribution or, where the dispersion was estimated,
  /// Student's t.
  public var waldSums: WaldSums {
    WaldSums(
      coefficients, covariance, standardErrors.ofLikelihood,
      degreesOfFreedom: coefficients.first?.degreesOfFreedom, clusters: nil, context)
  }
}

extension NegativeBinomialRegression: WaldRegression {
  /// The coefficients, logarithms of rate ratios, for the θ that was found, by the normal distribution.
  public var waldSums: WaldSums {
    WaldSums(
      coefficients, covariance, standardErrors.ofLikelihood, degreesOfFreedom: nil, clusters: nil, context)
  }
}

extension ClusteredGeneralizedRegression: WaldRegression {
  /// The coefficients on the scale of the link with the errors of clustered cases, by the normal distribution.
  public var waldSums: WaldSums {
    WaldSums(
      coefficients, covariance, .clustered(estimator), degreesOfFreedom: nil, clusters: clusterCount, context)
  }
}

extension RobustRegression: WaldRegression {
  /// The coefficients, by Student's t with the residual degrees of freedom.
  public var waldSums: WaldSums {
    WaldSums(coefficients, covariance, .robust(.m), degreesOfFreedom: residualDegreesOfFreedom, context)
  }
}

extension MMRegression: WaldRegression {
  /// The coefficients, by Student's t with the residual degrees of freedom.
  public var waldSums: WaldSums {
    WaldSums(coefficients, covariance, .robust(.mm), degreesOfFreedom: residualDegreesOfFreedom, context)
  }
}

extension LogisticMixedModel: WaldRegression {
  /// The coefficients within groups, in logits, by the normal distribution.
  public var waldSums: WaldSums {
    WaldSums(
      sums: CoefficientSums(
        names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
        errors: .information), degreesOfFreedom: nil, clusterCount: nil, context: context)
  }
}

extension StandardErrors {
  /// The same of a likelihood, whose classical errors are those of the information.
  fileprivate var ofLikelihood: CoefficientErrors { self == .classical ? .information : .independent(self) }
}

extension WaldSums {
  fileprivate init(
    _ coefficients: [GeneralizedRegression.Coefficient], _ covariance: Matrix, _ errors: CoefficientErrors,
    degreesOfFreedom: Double?, clusters: Int?, _ context: DataContext
  ) {
    self.init(
      sums: CoefficientSums(
        names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
        errors: errors), degreesOfFreedom: degreesOfFreedom, clusterCount: clusters, context: context)
  }

  fileprivate init(
    _ coefficients: [RobustCoefficient], _ covariance: Matrix, _ errors: CoefficientErrors,
    degreesOfFreedom: Int, _ context: DataContext
  ) {
    self.init(
      sums: CoefficientSums(
        names: coefficients.map(\.name), values: coefficients.map(\.value), covariance: covariance,
        errors: errors), degreesOfFreedom: Double(degreesOfFreedom), clusterCount: nil, context: context)
  }
}
