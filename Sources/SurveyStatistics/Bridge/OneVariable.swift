import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// The values of one variable of a sample, of everyone or of one level of a factor, with name and ledger.
struct OneVariable {
  let subject: String
  let values: [Double]
  let cases: CaseLedger

  init<R>(_ variable: some VariableConvertible<R>, _ sample: Sample<R>) throws(InputError) {
    let complete = try sample.complete([variable.variable])
    subject = variable.variable.name
    values = complete.columns[0]
    cases = complete.cases
  }

  /// Respondents of other levels are in the ledger.
  init<R, V: FactorValue>(
    _ variable: some VariableConvertible<R>, _ path: KeyPath<R, V> & Sendable, _ level: V.Level,
    _ sample: Sample<R>
  ) throws(InputError) {
    let all = Array(V.Level.allCases)
    guard let place = all.firstIndex(of: level) else {
      throw .unknownName(
        level.label, among: all.map(\.label), subject: R.questionnaire.name(of: path) ?? "group")
    }
    let chosen = sample.excluding("in another group") { respondent in
      respondent[keyPath: path].level.map { $0 != level } ?? false
    }
    let complete = try chosen.complete([variable.variable], by: [chosen.groups(by: path)])
    let parts = complete.values(ofVariable: 0, byGrouping: 0)
    subject = "\(variable.variable.name), \(level.label)"
    values = parts.indices.contains(place) ? parts[place] : []
    cases = complete.cases
  }

  /// Makes a finding of the values, with the variable's name in the finding and in its errors.
  func find<F: Finding>(_ make: (_ values: [Double]) throws(InputError) -> F) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make(values)
      finding.context.subject = subject
      finding.context.cases = cases
      return finding
    } catch {
      // The values are the variable's; what else is at fault keeps its name beside it.
      let fault = error.subject == "values" ? subject : "\(subject), \(error.subject)"
      throw InputError(error.code, fault, error.problem, remedy: error.remedy)
    }
  }
}
