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

extension CompositeReliability {
  /// Composite reliability of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), form: form, interval: interval, confidence: confidence)
  }

  /// Composite reliability of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, interval: ModelInterval = .logit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try CompositeReliability(columns, names: names, form: form, interval: interval, confidence: confidence)
    }
  }
}

extension AverageVarianceExtracted {
  /// The average variance extracted of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), form: form, interval: interval, confidence: confidence)
  }

  /// The average variance extracted of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, interval: ModelInterval = .logit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try AverageVarianceExtracted(
        columns, names: names, form: form, interval: interval, confidence: confidence)
    }
  }
}

extension MaximalReliability {
  /// Maximal reliability of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, form: OneFactorForm = .congeneric,
    interval: ModelInterval = .logit, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), form: form, interval: interval, confidence: confidence)
  }

  /// Maximal reliability of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, form: OneFactorForm = .congeneric, interval: ModelInterval = .logit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try MaximalReliability(columns, names: names, form: form, interval: interval, confidence: confidence)
    }
  }
}

extension TauEquivalenceTest {
  /// The test of tau-equivalence of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample))
  }

  /// The test of tau-equivalence of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try TauEquivalenceTest(columns, names: names)
    }
  }
}

extension Unidimensionality {
  /// Indices of unidimensionality of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample))
  }

  /// Indices of unidimensionality of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try Unidimensionality(columns, names: names)
    }
  }
}
