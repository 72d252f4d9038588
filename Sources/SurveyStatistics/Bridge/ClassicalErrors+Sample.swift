import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension SpearmanBrownReliability {
  /// The reliability of the sum of a scale of two items in a sample, over those who answered both.
  ///
  /// - Throws: `InputError` as for arrays, with the faults of the scale, or if it has not two items.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, interval: IntervalMethod = .fisher, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), interval: interval, confidence: confidence)
  }

  /// The reliability of the sum of two keyed items, over those who answered both.
  ///
  /// - Throws: `InputError` as for arrays, or if there are not two items.
  public init(
    _ items: ItemMatrix, interval: IntervalMethod = .fisher, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      guard columns.count == 2 else {
        throw InputError(
          .definition, "items", "\(columns.count) found, but the coefficient is that of two",
          remedy: "use CronbachAlpha for more than two items")
      }
      return try SpearmanBrownReliability(
        columns[0], with: columns[1], interval: interval, confidence: confidence)
    }
  }
}

extension StandardErrorOfMeasurement {
  /// The standard error of measurement of the sum of a scale's items, with Cronbach's alpha as the
  /// reliability, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for alpha, with the faults of the scale, or if alpha is negative.
  public init<R>(of scale: Scale<R>, in sample: Sample<R>, confidence: Double = 0.95) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), confidence: confidence)
  }

  /// The standard error of measurement of the sum of keyed items, with Cronbach's alpha as the
  /// reliability.
  ///
  /// - Throws: `InputError` as for alpha, or if alpha is negative.
  public init(_ items: ItemMatrix, confidence: Double = 0.95) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      let alpha = try CronbachAlpha(columns, names: names, confidence: confidence)
      return try StandardErrorOfMeasurement(
        standardDeviation: alpha.totalStandardDeviation ?? 0, reliability: alpha.alpha,
        confidence: confidence)
    }
  }
}

extension TestRetestReliability {
  /// The test-retest reliability of a variable between two waves, later against earlier.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    multiplier: Double? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try TestRetestReliability(later, against: earlier, multiplier: multiplier, confidence: confidence)
    }
  }
}
