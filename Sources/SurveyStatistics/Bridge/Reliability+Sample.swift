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
    do throws(InputError) {
      self = try CronbachAlpha(items.columns, names: items.items, confidence: confidence)
    } catch {
      throw InputError(error.code, "\(items.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    context = DataContext(subject: items.name, parts: items.items, cases: items.cases)
  }
}
