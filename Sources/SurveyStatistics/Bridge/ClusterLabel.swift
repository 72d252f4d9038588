import SurveyInstruments
import SurveyVocabulary

/// What a property of a respondent may hold to name a cluster that is no factor: the name or the number of a
/// workplace, a school, an interviewer.
public protocol ClusterLabel: Sendable {
  /// The name of the cluster; `nil` where it is missing.
  var clusterLabel: String? { get }
}

extension String: ClusterLabel {
  /// The text itself; `nil` where it is empty.
  public var clusterLabel: String? { isEmpty ? nil : self }
}

extension Int: ClusterLabel {
  /// The number.
  public var clusterLabel: String? { "\(self)" }
}

extension Optional: ClusterLabel where Wrapped: ClusterLabel {
  /// The label of the value, where there is one.
  public var clusterLabel: String? { flatMap(\.clusterLabel) }
}

/// The clusters of the respondents of a sample, read from a property.
struct ClusterSource<R: Respondent> {
  let name: String
  let label: (R) -> String?

  init<C: ClusterLabel>(_ path: KeyPath<R, C>) {
    name = R.questionnaire.name(of: path) ?? "cluster"
    label = { $0[keyPath: path].clusterLabel }
  }

  init<V: FactorValue>(factor path: KeyPath<R, V>) {
    name = R.questionnaire.name(of: path) ?? "cluster"
    label = { $0[keyPath: path].level?.label }
  }

  /// The respondents who have a cluster.
  func known(in sample: Sample<R>) -> Sample<R> {
    sample.excluding("without \(name)") { label($0) == nil }
  }

  /// The clusters of respondents, by their ids in the sample.
  func labels(of ids: [String], in sample: Sample<R>) -> [String] {
    let labels = Dictionary(sample.map { ($0.id, label($0) ?? "") }) { first, _ in first }
    return ids.map { labels[$0] ?? "" }
  }
}

/// The values of a variable in two groups of a sample with the cluster of each, with names and ledger.
struct ClusteredTwoGroups {
  let values: [[Double]]
  let clusters: [[String]]
  private let context: DataContext

  init<R, V: FactorValue>(
    _ variable: some VariableConvertible<R>, _ path: KeyPath<R, V> & Sendable, _ pair: (V.Level, V.Level)?,
    _ source: ClusterSource<R>, _ sample: Sample<R>
  ) throws(InputError) {
    let levels = Array(V.Level.allCases)
    let (one, other) = try TwoGroups.pair(path, pair)
    let inPair =
      levels.count == 2
      ? sample
      : sample.excluding("in another group") { respondent in
        respondent[keyPath: path].level.map { $0 != one && $0 != other } ?? false
      }
    let known = source.known(in: inPair)
    let complete = try known.complete([variable.variable], by: [known.groups(by: path)])
    let labels = source.labels(of: complete.ids, in: known)
    let places = [one, other].map { level in levels.firstIndex(of: level) ?? 0 }
    let rows = places.map { place in complete.groups[0].indices.filter { complete.groups[0][$0] == place } }
    values = rows.map { rows in rows.map { complete.columns[0][$0] } }
    clusters = rows.map { rows in rows.map { labels[$0] } }
    context = DataContext(
      subject: variable.variable.name, parts: [one.label, other.label], cases: complete.cases)
  }

  /// Makes a finding of the two groups, with their names in the finding and in its errors.
  func find<F: Finding>(_ make: () throws(InputError) -> F) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make()
      finding.context = context
      return finding
    } catch {
      let group = ["group": context.part(0), "baseline": context.part(1)][error.subject]
      throw InputError(
        error.code, [context.subject, group ?? error.subject].compactMap { $0 }.joined(separator: ", "),
        error.problem, remedy: error.remedy)
    }
  }
}
