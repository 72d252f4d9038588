import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension LinearRegression {
  /// Least squares of a variable of a sample on terms, over the respondents without a missing value.
  ///
  /// Where `weights` names a variable, each respondent counts with its value; those with a weight of
  /// zero are in the ledger.
  ///
  /// - Throws: `InputError` as for a design, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>,
    standardErrors: StandardErrors = .classical, weights: Variable<R>? = nil,
    aliased: AliasedColumns = .refuse, arithmetic: ArithmeticChoice = .automatic, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    self = try SampleProblem(outcome.variable, [weights], sample, predictors()).find {
      problem throws(InputError) in
      try LinearRegression(
        problem.outcome, on: problem.design, standardErrors: standardErrors, weights: problem.further[0],
        aliased: aliased, arithmetic: arithmetic, confidence: confidence)
    }
  }
}

extension RegressionANOVA {
  /// The sums of squares of a variable of a sample by terms, over the respondents without a missing value.
  ///
  /// Where `weights` names a variable, each respondent counts with its value; those with a weight of
  /// zero are in the ledger.
  ///
  /// - Throws: `InputError` as for a design, with the variable named, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>,
    sumsOfSquares: FactorialANOVA.SumsOfSquares, weights: Variable<R>? = nil,
    aliased: AliasedColumns = .refuse, confidence: Double = 0.90,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let problem = try SampleProblem(outcome.variable, [weights], sample, predictors())
    self = try problem.find(namingErrors: []) { () throws(InputError) in
      try RegressionANOVA(
        problem.outcome, on: problem.design, sumsOfSquares: sumsOfSquares, weights: problem.further[0],
        aliased: aliased, confidence: confidence)
    }
  }
}

extension BalanceTable {
  /// The balance of covariates between two groups of a sample, over the respondents without a missing
  /// covariate.
  ///
  /// The groups are the two levels of the factor in the order of their declaration; a factor with more
  /// levels needs `comparing:`.
  ///
  /// - Throws: `InputError` as for arrays, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    by factor: KeyPath<R, V> & Sendable, comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    denominator: Denominator = .bothGroups, confidence: Double = 0.95,
    @PredictorBuilder<R> covariates: () -> [Predictor<R>]
  ) throws(InputError) {
    let covariates = covariates()
    let (one, other) = try TwoGroups.pair(factor, pair)
    var needs = SampleDesign(sample)
    for covariate in covariates { try needs.add(covariate) }
    // The splitting factor comes last, so that the terms read their own factors first.
    needs.add(try sample.groups(by: factor))
    let complete = try needs.complete(namesCause: true)
    var reader = TermReader(complete)
    let levels = complete.groupings.last?.levels ?? []
    let labels = (complete.groups.last ?? []).map { levels[$0] }
    self = try BalanceTable(
      reader.terms(covariates), by: labels, comparing: one.label, against: other.label,
      denominator: denominator, confidence: confidence)
    let outside = labels.count { $0 != one.label && $0 != other.label }
    context.cases = CaseLedger(
      used: labels.count - outside,
      exclusions: complete.cases.exclusions + [.init("in another group", count: outside)])
  }
}
