import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension OneFactorModel {
  /// The one-factor model of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), form: form, confidence: confidence)
  }

  /// The one-factor model of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try OneFactorModel(columns, names: names, form: form, confidence: confidence)
    }
  }
}

extension OmegaTotal {
  /// Omega total of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric,
    totalVariance: TotalVariance = .implied,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), form: form, totalVariance: totalVariance, interval: interval,
      confidence: confidence)
  }

  /// Omega total of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, totalVariance: TotalVariance = .implied,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try OmegaTotal(
        columns, names: names, form: form, totalVariance: totalVariance, interval: interval,
        confidence: confidence)
    }
  }
}

/// A coefficient of the items that follows from their one-factor model alone.
public protocol OneFactorCoefficient: Finding {
  /// The coefficient of items, one array to an item.
  init(
    _ items: [[Double]], names: [String], form: OneFactorForm, interval: ModelInterval, confidence: Double
  ) throws(InputError)
}

extension CompositeReliability: OneFactorCoefficient {}
extension AverageVarianceExtracted: OneFactorCoefficient {}
extension MaximalReliability: OneFactorCoefficient {}

extension OneFactorCoefficient {
  /// The coefficient of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), form: form, interval: interval, confidence: confidence)
  }

  /// The coefficient of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, interval: ModelInterval = .logit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try Self(columns, names: names, form: form, interval: interval, confidence: confidence)
    }
  }
}
