import SurveyInstruments
import SurveyVocabulary

extension ItemMatrix {
  /// What a method finds in the keyed answers, with the scale's name, the items' names and the cases.
  ///
  /// An error of the method names the scale before its own subject.
  package func find<F: Finding>(
    _ method: (_ columns: [[Double]], _ names: [String]) throws(InputError) -> F
  ) throws(InputError) -> F {
    var finding: F
    do throws(InputError) {
      finding = try method(columns, items)
    } catch {
      throw InputError(error.code, "\(name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    finding.context = DataContext(subject: name, parts: items, cases: cases)
    return finding
  }
}
