import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// A lower bound of the reliability of a sum of items, whose interval, if any, is a bootstrap's.
public protocol ReliabilityBound: Finding {
  /// The bound of items, one array to an item.
  init(_ items: [[Double]], names: [String], bootstrap: BootstrapPlan?, confidence: Double) throws(InputError)
}

extension GuttmanLambda1: ReliabilityBound {}
extension GuttmanLambda2: ReliabilityBound {}
extension GuttmanLambda4: ReliabilityBound {}
extension GuttmanLambda5: ReliabilityBound {}
extension GuttmanLambda6: ReliabilityBound {}
extension GreatestLowerBound: ReliabilityBound {}

extension ReliabilityBound {
  /// The bound of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), bootstrap: bootstrap, confidence: confidence)
  }

  /// The bound of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try Self(columns, names: names, bootstrap: bootstrap, confidence: confidence)
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
