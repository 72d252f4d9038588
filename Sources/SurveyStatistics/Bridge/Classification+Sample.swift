import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Scores and probabilities of a sample with an event: that a respondent has a level of a factor. All other levels
// are cases without the event. Respondents who lack a value or a level are in the ledger.

extension ROCCurve {
  /// The curve of a variable of a sample for a level of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of score: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, event: V.Level,
    in sample: Sample<R>, direction: ScoreDirection, interval: Interval = .delongLogit,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try ScoredEvents([score.variable], factor, event, sample).find { data throws(InputError) in
      try ROCCurve(
        data.columns[0], by: data.outcome, direction: direction, interval: interval, confidence: confidence)
    }
  }
}

extension ROCComparison {
  /// Compares the curves of variables of a sample for a level of a factor, over the respondents who have all of
  /// them.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of scores: [any VariableConvertible<R>], by factor: KeyPath<R, V> & Sendable, event: V.Level,
    in sample: Sample<R>, direction: ScoreDirection, confidence: Double = 0.95
  ) throws(InputError) {
    let data = try ScoredEvents(scores.map { $0.variable }, factor, event, sample)
    self = try ROCComparison(
      data.columns, by: data.outcome, direction: direction, confidence: confidence)
    context = DataContext(subject: event.label, parts: data.names, cases: data.cases)
  }
}

extension HosmerLemeshowTest {
  /// Tests a variable of a sample that holds the probabilities of a level of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of probabilities: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, event: V.Level,
    in sample: Sample<R>, source: Source, grouping: ProbabilityGrouping = .quantiles(10)
  ) throws(InputError) {
    self = try ScoredEvents([probabilities.variable], factor, event, sample).find {
      data throws(InputError) in
      try HosmerLemeshowTest(data.columns[0], by: data.outcome, source: source, grouping: grouping)
    }
  }
}

extension Calibration {
  /// Judges a variable of a sample that holds the probabilities of a level of a factor.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of probabilities: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, event: V.Level,
    in sample: Sample<R>, grouping: ProbabilityGrouping = .quantiles(10), confidence: Double = 0.95
  ) throws(InputError) {
    self = try ScoredEvents([probabilities.variable], factor, event, sample).find {
      data throws(InputError) in
      try Calibration(data.columns[0], by: data.outcome, grouping: grouping, confidence: confidence)
    }
  }
}

/// Complete scores of a sample with whether each respondent has a level of a factor.
private struct ScoredEvents {
  let names: [String]
  let columns: [[Double]]
  let outcome: [Bool]
  let event: String
  let cases: CaseLedger

  init<R, V: FactorValue>(
    _ variables: [Variable<R>], _ path: KeyPath<R, V> & Sendable, _ event: V.Level, _ sample: Sample<R>
  ) throws(InputError) {
    let levels = Array(V.Level.allCases)
    guard let place = levels.firstIndex(of: event) else {
      throw .unknownName(
        event.label, among: levels.map(\.label), subject: R.questionnaire.name(of: path) ?? "outcome")
    }
    let complete = try sample.complete(variables, by: [sample.groups(by: path)])
    names = complete.names
    columns = complete.columns
    outcome = (complete.groups.first ?? []).map { $0 == place }
    self.event = event.label
    cases = complete.cases
  }

  /// Makes a finding of one score, with its name in the finding and in its errors.
  func find<F: Finding>(
    _ make: (ScoredEvents) throws(InputError) -> F
  ) throws(InputError) -> F {
    let subject = "\(names[0]) for \(event)"
    do throws(InputError) {
      var finding = try make(self)
      finding.context.subject = subject
      finding.context.cases = cases
      return finding
    } catch {
      throw InputError(error.code, "\(subject), \(error.subject)", error.problem, remedy: error.remedy)
    }
  }
}
