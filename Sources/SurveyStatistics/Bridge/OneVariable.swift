import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// The values of one variable of a sample, with its name and ledger.
struct OneVariable {
  private let observed: Observations

  init<R>(_ variable: some VariableConvertible<R>, _ sample: Sample<R>) throws(InputError) {
    observed = try sample.values(of: variable)
  }

  /// Makes a finding of the values, with the variable's name in the finding and in its errors.
  func find<F: Finding>(_ make: (_ values: [Double]) throws(InputError) -> F) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make(observed.present)
      finding.context.subject = observed.name
      finding.context.cases = observed.cases
      return finding
    } catch {
      throw InputError(error.code, "\(observed.name), \(error.subject)", error.problem, remedy: error.remedy)
    }
  }
}
