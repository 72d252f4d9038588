import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Coefficients of classical test theory of a scale: over the respondents who answered every item, with
// the scale's name, the items' names and the ledger.

extension KuderRichardson20 {
  /// KR-20 of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, interval: CronbachAlpha.IntervalMethod = .feldt,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), interval: interval, confidence: confidence)
  }

  /// KR-20 of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix, interval: CronbachAlpha.IntervalMethod = .feldt, confidence: Double = 0.95)
    throws(InputError)
  {
    self = try items.find { columns, names throws(InputError) in
      try KuderRichardson20(columns, names: names, interval: interval, confidence: confidence)
    }
  }
}

extension KuderRichardson21 {
  /// KR-21 of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, variance: Variance = .population,
    bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), variance: variance, bootstrap: bootstrap, confidence: confidence)
  }

  /// KR-21 of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, variance: Variance = .population, bootstrap: BootstrapPlan? = .bca(),
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try KuderRichardson21(
        columns, names: names, variance: variance, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension SplitHalfReliability {
  /// The split-half reliability of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, half: [Int]? = nil, splits: Splits? = .all,
    bootstrap: BootstrapPlan? = .bca(), confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      scale.itemMatrix(in: sample), half: half, splits: splits, bootstrap: bootstrap, confidence: confidence)
  }

  /// The split-half reliability of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, half: [Int]? = nil, splits: Splits? = .all, bootstrap: BootstrapPlan? = .bca(),
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try SplitHalfReliability(
        columns, names: names, half: half, splits: splits, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension ConditionalStandardError {
  /// The standard error of measurement at each level of the sum of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(of scale: Scale<R>, in sample: Sample<R>, method: Method = .withinPerson) throws(InputError)
  {
    try self.init(scale.itemMatrix(in: sample), method: method)
  }

  /// The standard error of measurement at each level of the sum of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix, method: Method = .withinPerson) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try ConditionalStandardError(columns, names: names, method: method)
    }
  }
}
