import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension GuttmanLambda6 {
  /// Guttman's lambda 6 of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), bootstrap: bootstrap, confidence: confidence)
  }

  /// Guttman's lambda 6 of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try GuttmanLambda6(columns, names: names, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension GreatestLowerBound {
  /// The greatest lower bound of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), bootstrap: bootstrap, confidence: confidence)
  }

  /// The greatest lower bound of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try GreatestLowerBound(columns, names: names, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension OrdinalAlpha {
  /// Ordinal alpha of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), bootstrap: bootstrap, confidence: confidence)
  }

  /// Ordinal alpha of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try OrdinalAlpha(columns, names: names, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension CategoricalOmega {
  /// Categorical omega of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, totalVariance: OmegaTotal.TotalVariance = .implied,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), totalVariance: totalVariance, bootstrap: bootstrap, confidence: confidence
    )
  }

  /// Categorical omega of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, totalVariance: OmegaTotal.TotalVariance = .implied,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try CategoricalOmega(
        columns, names: names, totalVariance: totalVariance, bootstrap: bootstrap, confidence: confidence)
    }
  }
}
