import SurveyTestSupport
import SurveyVocabulary

extension Fixture.Case {
  /// The values in the column of the options, those that are missing left out; of these the first where the
  /// options say how many.
  func columnValues() throws -> [Double] {
    let values = try data().numbers(options["column"].string()).compactMap { $0 }
    return options["first"] == .null ? values : Array(values.prefix(try options["first"].integer()))
  }
}

/// The limits of an estimate; empty without an interval.
func limits(of estimate: Estimate) -> [Double] {
  estimate.interval.map { [$0.lower, $0.upper] } ?? []
}
