import SurveyVocabulary

/// A fitted regression of ordered levels in which every threshold between levels has a linear predictor: what
/// ``MarginalMeans`` needs for means at each threshold.
public protocol ThresholdModel: MarginalModel {
  /// For each threshold the level below it, and the sum of coefficients whose link gives the probability of a higher
  /// one.
  ///
  /// The sums have their coefficients and covariance matrix in common.
  var thresholdParts: [(level: String, part: LinearPart)] { get throws(InputError) }
}

extension OrdinalRegression: ThresholdModel {
  /// The latent variable whose thresholds have the mean zero.
  public var linearPart: LinearPart { expectedOutcomes.latentPart }

  /// The latent variable less each threshold.
  public var thresholdParts: [(level: String, part: LinearPart)] { expectedOutcomes.thresholdParts(link) }
}

extension PartialProportionalOdds: ThresholdModel {
  /// The latent variable whose thresholds have the mean zero wherever the predictors are: the average over the
  /// thresholds of the sums of ``thresholdParts``.
  public var linearPart: LinearPart {
    var part = expectedOutcomes.latentPart
    if !varyingColumns.isEmpty {
      part.note = "a mean is the average over the thresholds of the \(link.higher.sumName) of a higher level"
    }
    return part
  }

  /// x'β + z'γⱼ less each threshold.
  public var thresholdParts: [(level: String, part: LinearPart)] { expectedOutcomes.thresholdParts(link) }
}

extension OrdinalLink {
  /// How the probability of a level above a threshold follows from the sum of coefficients less the threshold.
  var higher: MeanLink {
    switch self {
    case .logit: .logit
    case .probit: .probit
    case .cloglog: .logLog
    }
  }
}
