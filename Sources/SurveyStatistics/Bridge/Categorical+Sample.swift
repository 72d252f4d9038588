import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tables of counts of a sample, for all tests and measures that take one. Respondents who lack an answer are in
// the ledger.

extension ContingencyTable {
  /// The table of two questions of a sample.
  ///
  /// ```swift
  /// let table = try ContingencyTable(of: Categorical(\.status), by: Categorical(\.trust), in: survey)
  /// print(try FisherExactTest(table))
  /// ```
  ///
  /// - Parameters:
  ///   - rows: The question in the rows; for comparisons, the groups.
  ///   - columns: The question in the columns; for comparisons, the event first.
  ///   - sample: The respondents.
  /// - Throws: `InputError` as for answers, or if no respondent has both.
  public init<R>(
    of rows: Categorical<R>, by columns: Categorical<R>, in sample: Sample<R>
  ) throws(InputError) {
    self = try CrossTable(of: rows, by: columns, in: sample).contingencyTable()
  }
}

extension MantelHaenszelTest {
  /// The Mantel-Haenszel test of two questions of a sample within the answers to a third.
  ///
  /// - Parameters:
  ///   - rows: The question that makes the two groups.
  ///   - columns: The question with the event.
  ///   - strata: The question that makes the strata.
  ///   - sample: The respondents.
  ///   - alternative: `.greater` asks for an odds ratio above 1.
  ///   - method: The chi-square test, or the exact conditional one.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of rows: Categorical<R>, by columns: Categorical<R>, within strata: Categorical<R>, in sample: Sample<R>,
    alternative: Alternative = .twoSided, method: Method = .chiSquare(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try MantelHaenszelTest(
      rows.answers(in: sample), by: columns.answers(in: sample), within: strata.answers(in: sample),
      alternative: alternative, method: method, confidence: confidence)
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: sample.cases.exclusions + context.cases.exclusions)
  }
}
