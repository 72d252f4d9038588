import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension CronbachAlpha {
  /// Cronbach's alpha of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, interval: IntervalMethod = .feldt, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(scale.itemMatrix(in: sample), interval: interval, confidence: confidence)
  }

  /// Cronbach's alpha of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(
    _ items: ItemMatrix, interval: IntervalMethod = .feldt, confidence: Double = 0.95
  ) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try CronbachAlpha(columns, names: names, interval: interval, confidence: confidence)
    }
  }

  /// Cronbach's alpha of a scale in a sample with missing answers, from pairwise covariances.
  ///
  /// Every respondent with an answer counts; `ItemCovariances(pairwise:)` says what that
  /// assumes.
  ///
  /// - Throws: `InputError` as for covariances, or with the faults of the scale.
  public init<R>(
    pairwise scale: Scale<R>, in sample: Sample<R>, interval: IntervalMethod = .feldt,
    confidence: Double = 0.95
  ) throws(InputError) {
    if let fault = scale.faults.first { throw fault }
    let columns = try scale.items.map { item throws(InputError) in
      // A scale of this item alone keys and rescales it as the scale does.
      let single = Scale<R>(item.name, score: .sum, rescaling: scale.rescaling) { item }
      return try sample.values(of: single).observations.map(\.value)
    }
    let names = scale.items.map(\.name)
    do throws(InputError) {
      let covariances = try ItemCovariances(pairwise: columns, names: names)
      try self.init(covariances, names: names, interval: interval, confidence: confidence)
      let left = CaseLedger.Exclusion(
        "with every item missing", count: sample.respondents.count - covariances.count)
      context = DataContext(
        subject: scale.name, parts: names,
        cases: CaseLedger(used: covariances.count, exclusions: sample.cases.exclusions + [left]))
    } catch {
      throw InputError(error.code, "\(scale.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
  }
}
