import SurveyInstruments
import SurveyVocabulary

/// One kind of clusters of the respondents of a sample, for models that take several kinds.
///
/// ```swift
/// try MultiwayClusteredRegression(
///   of: Client.trust, in: survey, clusters: [Clustering(by: \.workplace), Clustering(by: \.month)]
/// ) {
///   Predictor(Client.motivation)
/// }
/// ```
public struct Clustering<R: Respondent>: Sendable {
  /// Reads the clusters.
  let source: @Sendable () -> ClusterSource<R>

  /// Clusters named by a property.
  public init<C: ClusterLabel>(by path: KeyPath<R, C> & Sendable) {
    source = { ClusterSource(path) }
  }

  /// Clusters that are the levels of a factor.
  public init<C: FactorValue>(by path: KeyPath<R, C> & Sendable) {
    source = { ClusterSource(factor: path) }
  }
}

/// Outcome, design and clusters over the respondents of a sample who have a value of everything, with names and ledger.
struct ClusteredSample {
  let problem: SampleProblem
  /// The clusters of each kind.
  let clusters: [(name: String, labels: [String])]
  /// The problem of a variable; `others` are variables that are no terms.
  init<R>(
    _ outcome: Variable<R>, _ others: [Variable<R>?], _ sources: [ClusterSource<R>],
    _ sample: Sample<R>, _ predictors: [Predictor<R>]
  ) throws(InputError) {
    let known = Self.known(sources, sample)
    let problem = try SampleProblem(outcome, others, known, predictors)
    self.init(problem, sources, known)
  }

  /// The problem of whether a respondent has a level of a factor.
  init<R, V: FactorValue>(
    of factor: KeyPath<R, V> & Sendable, event: V.Level, _ sources: [ClusterSource<R>], _ sample: Sample<R>,
    _ predictors: [Predictor<R>]
  ) throws(InputError) {
    let known = Self.known(sources, sample)
    let problem = try SampleProblem(of: known.groups(by: factor), event.label, known, predictors)
    self.init(problem, sources, known)
  }

  private init<R>(
    _ problem: SampleProblem, _ sources: [ClusterSource<R>], _ known: Sample<R>
  ) {
    self.problem = problem
    clusters = sources.map { ($0.name, $0.labels(of: problem.cases.ids, in: known)) }
  }

  /// The respondents who have a cluster of every kind.
  private static func known<R>(_ sources: [ClusterSource<R>], _ sample: Sample<R>) -> Sample<R> {
    sources.reduce(sample) { $1.known(in: $0) }
  }

  /// Makes a finding with the names of the sample in it and in its errors, and with its ledger.
  func find<F: Finding>(_ make: () throws(InputError) -> F) throws(InputError) -> F {
    try problem.find(namingErrors: clusters.map(\.name), make)
  }
}

extension SampleProblem {
  /// Makes a finding with the name of the outcome and the ledger in it; its errors name the outcome and the clusters as
  /// the sample does.
  func find<F: Finding>(
    namingErrors clusters: [String], _ make: () throws(InputError) -> F
  ) throws(InputError) -> F {
    do throws(InputError) {
      return try find { _ throws(InputError) in try make() }
    } catch {
      var names = ["outcome": subject]
      if !clusters.isEmpty { names["clusters"] = clusters.joined(separator: ", ") }
      throw error.naming(names)
    }
  }
}

extension InputError {
  /// The error with another name for its subject, where there is one.
  func naming(_ names: [String: String]) -> InputError {
    InputError(code, names[subject] ?? subject, problem, remedy: remedy)
  }
}
