import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// Collects what the terms of a regression need from a sample, then gives them the complete cases.
///
/// Each mention of a variable has its own column, in the order of mention: closures cannot be compared,
/// so that names do not decide what is the same.
private struct SampleDesign<R: Respondent> {
  private var variables: [Variable<R>]
  private var groupings: [Grouping] = []
  private let sample: Sample<R>

  /// The outcome is the first variable.
  init(outcome: Variable<R>, in sample: Sample<R>) {
    variables = [outcome]
    self.sample = sample
  }

  /// Notes what a term needs.
  mutating func add(_ predictor: Predictor<R>) throws(InputError) {
    switch predictor.content {
    case .variable(let variable, _): variables.append(variable)
    case .factor(let groups, _, _): groupings.append(try groups(sample))
    case .product(let terms): for term in terms { try add(term) }
    }
  }

  func complete() throws(InputError) -> CompleteCases { try sample.complete(variables, by: groupings) }
}

/// Hands the columns of complete cases to terms, in the order of mention.
private struct TermReader {
  let cases: CompleteCases
  private var variable = 1
  private var grouping = 0

  init(_ cases: CompleteCases) { self.cases = cases }

  mutating func term<R>(_ predictor: Predictor<R>) -> Term {
    switch predictor.content {
    case .variable(let source, let exponent):
      let values = cases.columns[variable]
      variable += 1
      return exponent == 1 ? .numeric(source.name, values) : .power(source.name, values, exponent)
    case .factor(_, let baseline, let contrasts):
      let levels = cases.groupings[grouping]
      let labels = cases.groups[grouping].map { levels.levels[$0] }
      grouping += 1
      return .factor(
        levels.name, labels, levels: levels.levels, baseline: baseline, contrasts: contrasts)
    case .product(let terms):
      var read: [Term] = []
      for term in terms { read.append(self.term(term)) }
      return .product(read)
    }
  }
}

extension LinearRegression {
  /// Least squares of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// - Throws: ``InputError`` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>,
    standardErrors: StandardErrors = .classical, aliased: AliasedColumns = .refuse, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let predictors = predictors()
    var needs = SampleDesign(outcome: outcome.variable, in: sample)
    for predictor in predictors { try needs.add(predictor) }
    let cases = try needs.complete()
    var reader = TermReader(cases)
    var terms: [Term] = []
    for predictor in predictors { terms.append(reader.term(predictor)) }
    let design = try terms.isEmpty ? Design(interceptFor: cases.columns[0].count) : Design(terms)
    self = try LinearRegression(
      cases.columns[0], on: design, standardErrors: standardErrors, aliased: aliased, confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = cases.cases
  }
}
