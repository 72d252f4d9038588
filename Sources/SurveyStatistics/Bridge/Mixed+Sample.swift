import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Models of repeated or clustered cases over a sample whose records are the cases: one for each person and day, say,
// with a property that names the person. Records without a group or a value are in the ledger.

extension LinearMixedModel {
  /// A linear mixed model of a variable of a sample, over the records that have a value of everything.
  ///
  /// - Throws: `InputError` as for a design and its random terms, or with the faults of a scale.
  public init<R>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, random: [RandomPredictor<R>],
    estimation: MixedEstimation = .reml, degreesOfFreedom: MixedDegreesOfFreedom = .satterthwaite,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let predictors = predictors()
    let sources = random.map { $0.source() }
    var known = sample
    for source in sources { known = source.known(in: known) }
    var needs = SampleDesign(known)
    needs.add(outcome.variable)
    for predictor in predictors + random.flatMap(\.slopes) { try needs.add(predictor) }
    let cases = try needs.complete(namesCause: !predictors.isEmpty || random.contains { !$0.slopes.isEmpty })
    var reader = TermReader(cases, skipping: 1)
    let terms = reader.terms(predictors)
    let design = try terms.isEmpty ? Design(interceptFor: cases.columns[0]) : Design(terms)
    var randomTerms: [RandomTerm] = []
    for (predictor, source) in zip(random, sources) {
      randomTerms.append(
        RandomTerm(
          reader.terms(predictor.slopes), by: source.labels(of: cases.ids, in: known), named: source.name,
          intercept: predictor.hasIntercept, correlated: predictor.isCorrelated))
    }
    self = try LinearMixedModel(
      cases.columns[0], on: design, random: randomTerms, estimation: estimation,
      degreesOfFreedom: degreesOfFreedom, confidence: confidence)
    context = DataContext(subject: outcome.variable.name, parts: [], cases: cases.cases)
  }
}

extension EstimatingEquations {
  /// Generalized estimating equations of a variable of a sample, in clusters named by a property.
  ///
  /// `occasions` is a variable of whole numbers that orders the records of a cluster; without it they count in the
  /// order of the sample.
  ///
  /// - Throws: `InputError` as for arrays, if an occasion is no whole number, or with the faults of a scale.
  public init<R, C: ClusterLabel>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    occasions: Variable<R>? = nil, family: Family, correlation: WorkingCorrelation, errors: Errors = .robust,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let problem = try ClusteredProblem(
      outcome.variable, occasions, ClusterSource(clusters), sample, predictors())
    self = try EstimatingEquations(
      problem.outcome, on: problem.design, clusters: problem.clusters, occasions: problem.occasions,
      family: family, correlation: correlation, errors: errors, confidence: confidence)
    context = DataContext(subject: outcome.variable.name, parts: [], cases: problem.cases)
  }

  /// Generalized estimating equations of a variable of a sample, in clusters that are the levels of a factor.
  ///
  /// - Throws: `InputError` as for arrays, if an occasion is no whole number, or with the faults of a scale.
  public init<R, C: FactorValue>(
    of outcome: some VariableConvertible<R>, in sample: Sample<R>, clusters: KeyPath<R, C> & Sendable,
    occasions: Variable<R>? = nil, family: Family, correlation: WorkingCorrelation, errors: Errors = .robust,
    confidence: Double = 0.95, @PredictorBuilder<R> on predictors: () -> [Predictor<R>]
  ) throws(InputError) {
    let problem = try ClusteredProblem(
      outcome.variable, occasions, ClusterSource(factor: clusters), sample, predictors())
    self = try EstimatingEquations(
      problem.outcome, on: problem.design, clusters: problem.clusters, occasions: problem.occasions,
      family: family, correlation: correlation, errors: errors, confidence: confidence)
    context = DataContext(subject: outcome.variable.name, parts: [], cases: problem.cases)
  }
}

/// Outcome, design, clusters and occasions over the complete records of a sample.
private struct ClusteredProblem {
  let outcome: [Double]
  let design: Design
  let clusters: [String]
  let occasions: [Int]?
  let cases: CaseLedger

  init<R>(
    _ outcome: Variable<R>, _ occasions: Variable<R>?, _ source: ClusterSource<R>, _ sample: Sample<R>,
    _ predictors: [Predictor<R>]
  ) throws(InputError) {
    let known = source.known(in: sample)
    var needs = SampleDesign(known)
    needs.add(outcome)
    if let occasions { needs.add(occasions) }
    for predictor in predictors { try needs.add(predictor) }
    let complete = try needs.complete(namesCause: !predictors.isEmpty || occasions != nil)
    var reader = TermReader(complete, skipping: occasions == nil ? 1 : 2)
    let terms = reader.terms(predictors)
    self.outcome = complete.columns[0]
    design = try terms.isEmpty ? Design(interceptFor: complete.columns[0]) : Design(terms)
    clusters = source.labels(of: complete.ids, in: known)
    var places: [Int] = []
    for value in occasions == nil ? [] : complete.columns[1] {
      guard let place = Int(exactly: value) else {
        throw .outOfRange(occasions?.name ?? "occasions", value: value, allowed: "whole numbers")
      }
      places.append(place)
    }
    self.occasions = occasions == nil ? nil : places
    cases = complete.cases
  }
}
