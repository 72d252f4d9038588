import SurveyInstruments
import SurveyVocabulary

/// The values of a variable in two groups of a sample, with names and ledger.
struct TwoGroups {
  let subject: String
  let names: [String]
  let first: [Double]
  let second: [Double]
  let cases: CaseLedger

  /// Splits a variable by a factor.
  ///
  /// The groups are the factor's two levels in the order of their declaration, or the `pair` of a
  /// factor with more. Respondents outside the pair are in the ledger.
  init<R, V: FactorValue>(
    _ variable: some VariableConvertible<R>, _ path: KeyPath<R, V> & Sendable, _ pair: (V.Level, V.Level)?,
    _ sample: Sample<R>
  ) throws(InputError) {
    let levels = Array(V.Level.allCases)
    let (one, other) = try Self.pair(path, pair)
    let inPair =
      levels.count == 2
      ? sample
      : sample.excluding("in another group") { respondent in
        respondent[keyPath: path].level.map { $0 != one && $0 != other } ?? false
      }
    let complete = try inPair.complete([variable.variable], by: [inPair.groups(by: path)])
    let parts = complete.values(ofVariable: 0, byGrouping: 0)
    let place = { (level: V.Level) in levels.firstIndex(of: level) ?? 0 }
    subject = variable.variable.name
    names = [one.label, other.label]
    first = parts.indices.contains(place(one)) ? parts[place(one)] : []
    second = parts.indices.contains(place(other)) ? parts[place(other)] : []
    cases = complete.cases
  }

  /// The two levels to compare: those named, or the only two.
  static func pair<R: Respondent, V: FactorValue>(
    _ path: KeyPath<R, V>, _ pair: (V.Level, V.Level)?
  ) throws(InputError) -> (V.Level, V.Level) {
    let levels = Array(V.Level.allCases)
    let name = R.questionnaire.name(of: path) ?? "group"
    if let pair {
      guard pair.0 != pair.1 else {
        throw InputError(.definition, name, "the level \(pair.0.label) is compared with itself")
      }
      for level in [pair.0, pair.1] where !levels.contains(level) {
        throw .unknownName(level.label, among: levels.map(\.label), subject: name)
      }
      return pair
    }
    guard levels.count == 2, levels[0] != levels[1] else {
      throw InputError(
        .definition, name, "has \(levels.count) levels", remedy: "name the two to compare with comparing:")
    }
    return (levels[0], levels[1])
  }

  /// Makes a finding of the two groups, with their names in the finding and in its errors.
  func find<F: Finding>(
    _ make: (_ first: [Double], _ second: [Double]) throws(InputError) -> F
  ) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make(first, second)
      finding.context = DataContext(subject: subject, parts: names, cases: cases)
      return finding
    } catch {
      let group = ["group": names[0], "baseline": names[1]][error.subject]
      throw InputError(
        error.code, [subject, group].compactMap { $0 }.joined(separator: ", "), error.problem,
        remedy: error.remedy)
    }
  }
}
