import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// Outcome and design of the complete cases of a sample.
struct SampleProblem {
  /// The name of the outcome, or the level that is its event.
  let subject: String
  let outcome: [Double]
  let design: Design
  /// The values of the variables that are no terms; `nil` where none was named.
  let further: [[Double]?]
  let cases: CompleteCases

  init<R>(
    _ outcome: Variable<R>, _ others: [Variable<R>?], _ sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    needs.add(outcome)
    for other in others { if let other { needs.add(other) } }
    for predictor in predictors { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: !predictors.isEmpty)
    var place = 1
    var further: [[Double]?] = []
    for other in others {
      further.append(other == nil ? nil : cases.columns[place])
      place += other == nil ? 0 : 1
    }
    var reader = TermReader(cases, skipping: place)
    let terms = reader.terms(predictors)
    subject = outcome.name
    self.outcome = cases.columns[0]
    self.further = further
    self.cases = cases
    design = try terms.isEmpty ? Design(interceptFor: cases.columns[0]) : Design(terms)
  }

  init<R>(
    of grouping: Grouping, _ event: String, _ sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    for predictor in predictors { try needs.add(predictor) }
    // The outcome comes last, so that the terms read their own factors first.
    needs.add(grouping)
    let cases = try needs.complete(namesCause: true)
    var reader = TermReader(cases)
    let terms = reader.terms(predictors)
    let levels = cases.groupings.last?.levels ?? []
    let outcome = (cases.groups.last ?? []).map { levels[$0] == event ? 1.0 : 0 }
    subject = event
    self.outcome = outcome
    further = []
    self.cases = cases
    design = try terms.isEmpty ? Design(interceptFor: outcome) : Design(terms)
  }

  /// Makes a finding of outcome and design, with the outcome's name and all cases in it.
  func find<F: Finding>(_ make: (SampleProblem) throws(InputError) -> F) throws(InputError) -> F {
    var finding = try make(self)
    finding.context.subject = subject
    let own = finding.context.cases
    finding.context.cases = CaseLedger(used: own.used, exclusions: cases.cases.exclusions + own.exclusions)
    return finding
  }
}
