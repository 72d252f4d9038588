import SurveyInstruments
import SurveyModels
import SurveyVocabulary

extension OrdinalRegression {
  /// A cumulative link model of a whole number of a sample, such as one rating, over the respondents without a
  /// missing value.
  ///
  /// The levels are the numbers that occur. Where `weights` names a variable, each respondent counts as often
  /// as its value says; those with a weight of zero are in the ledger.
  ///
  /// - Throws: `InputError` as for a design, if a number is not whole, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, link: OrdinalLink = .logit,
    weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try SampleModel(sample, outcome.variable, weights: weights, predictors())
    self = try OrdinalRegression(
      data.wholeNumbers(outcome.variable.name), on: data.design, link: link, weights: data.weights,
      confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = data.ledger(context.cases)
  }

  /// A cumulative link model of a factor of a sample, whose levels are declared from the lowest to the
  /// highest, over the respondents without a missing value.
  ///
  /// Levels without a respondent are left out.
  ///
  /// - Throws: `InputError` as for a design.
  public init<R, V: FactorValue>(
    of outcome: KeyPath<R, V> & Sendable, in sample: Sample<R>, link: OrdinalLink = .logit,
    weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let factor = try sample.groups(by: outcome)
    let data = try SampleModel(sample, factor, weights: weights, predictors())
    self = try OrdinalRegression(
      data.labels, levels: data.levels, on: data.design, link: link, weights: data.weights,
      confidence: confidence)
    context.subject = factor.name
    context.cases = data.ledger(context.cases)
  }
}

extension AdjacentCategoryRegression {
  /// Adjacent-category logits of a whole number of a sample, such as one rating, over the respondents without a
  /// missing value.
  ///
  /// The levels are the numbers that occur; `weights` as for ``OrdinalRegression``.
  ///
  /// - Throws: `InputError` as for a design, if a number is not whole, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, weights: Variable<R>? = nil,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let data = try SampleModel(sample, outcome.variable, weights: weights, predictors())
    self = try AdjacentCategoryRegression(
      data.wholeNumbers(outcome.variable.name), on: data.design, weights: data.weights,
      confidence: confidence)
    context.subject = outcome.variable.name
    context.cases = data.ledger(context.cases)
  }

  /// Adjacent-category logits of a factor of a sample, whose levels are declared from the lowest to the
  /// highest, over the respondents without a missing value.
  ///
  /// Levels without a respondent are left out.
  ///
  /// - Throws: `InputError` as for a design.
  public init<R, V: FactorValue>(
    of outcome: KeyPath<R, V> & Sendable, in sample: Sample<R>, weights: Variable<R>? = nil,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let factor = try sample.groups(by: outcome)
    let data = try SampleModel(sample, factor, weights: weights, predictors())
    self = try AdjacentCategoryRegression(
      data.labels, levels: data.levels, on: data.design, weights: data.weights, confidence: confidence)
    context.subject = factor.name
    context.cases = data.ledger(context.cases)
  }
}

extension MultinomialRegression {
  /// Baseline-category logits of a factor of a sample, over the respondents without a missing value.
  ///
  /// Levels without a respondent are left out. The baseline is the first of the others where none is named.
  ///
  /// - Throws: `InputError` as for a design.
  public init<R, V: FactorValue>(
    of outcome: KeyPath<R, V> & Sendable, baseline: V.Level? = nil, in sample: Sample<R>,
    weights: Variable<R>? = nil, confidence: Double = 0.95,
    @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let factor = try sample.groups(by: outcome)
    let data = try SampleModel(sample, factor, weights: weights, predictors())
    self = try MultinomialRegression(
      data.labels, levels: data.levels, baseline: baseline?.label, on: data.design, weights: data.weights,
      confidence: confidence)
    context.subject = factor.name
    context.cases = data.ledger(context.cases)
  }
}

/// What a model of levels takes from a sample: outcome, design and weights of the complete cases.
struct SampleModel {
  /// The numbers of the outcome, where it is a variable.
  let outcome: [Double]
  /// The labels of the outcome and the levels that occur, where it is a factor.
  let labels: [String]
  let levels: [String]
  let design: Design
  let weights: [Double]?
  private let cases: CaseLedger

  init<R>(
    _ sample: Sample<R>, _ outcome: Variable<R>, weights: Variable<R>?, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    needs.add(outcome)
    try self.init(&needs, variables: 1, factor: nil, weights, predictors)
  }

  init<R>(
    _ sample: Sample<R>, _ factor: Grouping, weights: Variable<R>?, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    var needs = SampleDesign(sample)
    try self.init(&needs, variables: 0, factor: factor, weights, predictors)
  }

  private init<R>(
    _ needs: inout SampleDesign<R>, variables: Int, factor: Grouping?, _ weights: Variable<R>?,
    _ predictors: [Predictor<R>]
  ) throws(InputError) {
    if let weights { needs.add(weights) }
    for predictor in predictors { try needs.add(predictor) }
    // The outcome's factor comes last, so that the terms read their own factors first.
    if let factor { needs.add(factor) }
    let complete = try needs.complete(namesCause: !predictors.isEmpty)
    var reader = TermReader(complete, skipping: variables + (weights == nil ? 0 : 1))
    let terms = reader.terms(predictors)
    let count = complete.ids.count
    design =
      try terms.isEmpty ? Design(interceptFor: [Double](repeating: 0, count: count)) : Design(terms)
    outcome = variables > 0 ? complete.columns[0] : []
    self.weights = weights == nil ? nil : complete.columns[variables]
    if let factor, let places = complete.groups.last {
      let used = Set(places)
      labels = places.map { factor.levels[$0] }
      levels = factor.levels.indices.filter { used.contains($0) }.map { factor.levels[$0] }
    } else {
      (labels, levels) = ([], [])
    }
    cases = complete.cases
  }

  /// The outcome as levels.
  func wholeNumbers(_ name: String) throws(InputError) -> [Int] {
    var numbers: [Int] = []
    for value in outcome {
      guard let number = Int(exactly: value) else {
        throw .outOfRange(name, value: value, allowed: "a whole number, which stands for a level")
      }
      numbers.append(number)
    }
    return numbers
  }

  /// The ledger of the sample and of the model together.
  func ledger(_ own: CaseLedger) -> CaseLedger {
    CaseLedger(used: own.used, exclusions: cases.exclusions + own.exclusions)
  }
}
