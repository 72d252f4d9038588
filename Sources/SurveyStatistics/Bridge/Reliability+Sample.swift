import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension CronbachAlpha {
  /// Cronbach's alpha of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(of scale: Scale<R>, in sample: Sample<R>, confidence: Double = 0.95) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), confidence: confidence)
  }

  /// Cronbach's alpha of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix, confidence: Double = 0.95) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try CronbachAlpha(columns, names: names, confidence: confidence)
    }
  }
}
