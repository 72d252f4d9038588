import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// Collects what the terms of a regression need from a sample, then gives them the complete cases.
///
/// Each mention of a variable has its own column, in the order of mention: closures cannot be compared,
/// so that names do not decide what is the same.
struct SampleDesign<R: Respondent> {
  private var variables: [Variable<R>] = []
  private var groupings: [Grouping] = []
  private let sample: Sample<R>

  init(_ sample: Sample<R>) { self.sample = sample }

  /// Notes a variable that is no term, such as the outcome.
  mutating func add(_ variable: Variable<R>) { variables.append(variable) }

  /// Notes the factor that splits the sample.
  mutating func add(_ grouping: Grouping) { groupings.append(grouping) }

  /// Notes what a term needs.
  mutating func add(_ predictor: Predictor<R>) throws(InputError) {
    switch predictor.content {
    case .variable(let variable, _): variables.append(variable)
    case .factor(let groups, _, _): groupings.append(try groups(sample))
    case .product(let terms): for term in terms { try add(term) }
    case .impossible:
      throw InputError(
        .definition, "predictor",
        "only the numbers of one variable can be transformed or bent, and only once",
        remedy: "give a factor or a product as it is")
    }
  }

  /// Respondents who have everything; `namesCause` says whether the ledger names the variable that is lacking.
  func complete(namesCause: Bool) throws(InputError) -> CompleteCases {
    try sample.complete(variables, by: groupings, namesCause: namesCause)
  }
}

/// Hands the columns of complete cases to terms, in the order of mention.
struct TermReader {
  let cases: CompleteCases
  private var variable: Int
  private var grouping = 0

  /// Reads the terms that were noted after `skipping` other variables.
  init(_ cases: CompleteCases, skipping variables: Int = 0) {
    self.cases = cases
    variable = variables
  }

  mutating func terms<R>(_ predictors: [Predictor<R>]) -> [Term] {
    var terms: [Term] = []
    for predictor in predictors { terms.append(term(predictor)) }
    return terms
  }

  private mutating func term<R>(_ predictor: Predictor<R>) -> Term {
    switch predictor.content {
    case .variable(let source, let shape):
      let values = cases.columns[variable]
      variable += 1
      return shape.term(source.name, values)
    case .factor(_, let baseline, let contrasts):
      let levels = cases.groupings[grouping]
      let labels = cases.groups[grouping].map { levels.levels[$0] }
      grouping += 1
      return .factor(
        levels.name, labels, levels: levels.levels, baseline: baseline, contrasts: contrasts)
    case .product(let terms):
      return .product(self.terms(terms))
    case .impossible: return .product([])
    }
  }
}
