import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Ratings as properties of a sample: each respondent, text or case is a unit, each property a rater. All
// categories that the type declares are categories of the table, used or not.

extension RatingTable {
  /// Ratings by named levels, one key path to a rater.
  ///
  /// ```swift
  /// let table = try RatingTable(of: [\Coding.firstCoder, \.secondCoder], in: codings)
  /// let kappa = try CohensKappa(table)
  /// ```
  ///
  /// - Parameters:
  ///   - raters: The properties that hold the ratings.
  ///   - sample: The units.
  ///   - subject: What was rated, for print.
  /// - Throws: `InputError` if there is no rater or no unit, or fewer than two levels are declared.
  public init<R, V: FactorValue>(
    of raters: [KeyPath<R, V> & Sendable], in sample: Sample<R>, subject: String? = nil
  ) throws(InputError) {
    let table = try RatingTable(
      raters: raters.map { path in sample.map { $0[keyPath: path].level?.label } },
      categories: V.Level.allCases.map(\.label), names: Self.names(of: raters))
    self = table.with(labels: [], subject: subject, earlier: sample.cases)
  }

  /// Ratings on a response format, one key path to a rater; a reason of absence means no rating.
  ///
  /// Weights and metrics are computed from the scores of the format.
  ///
  /// - Throws: `InputError` as for named levels.
  public init<R, F: ResponseFormat>(
    of raters: [KeyPath<R, Answer<F>> & Sendable], in sample: Sample<R>, subject: String? = nil
  ) throws(InputError) {
    self = try Self.scored(
      F.self, raters.map { path in sample.map { $0[keyPath: path].value } }, Self.names(of: raters), subject,
      sample.cases)
  }

  /// Ratings on a response format that may be absent, one key path to a rater.
  ///
  /// - Throws: `InputError` as for named levels.
  public init<R, F: ResponseFormat>(
    of raters: [KeyPath<R, F?> & Sendable], in sample: Sample<R>, subject: String? = nil
  ) throws(InputError) {
    self = try Self.scored(
      F.self, raters.map { path in sample.map { $0[keyPath: path] } }, Self.names(of: raters), subject,
      sample.cases)
  }

  /// Ratings on a response format, all present, one key path to a rater.
  ///
  /// - Throws: `InputError` as for named levels.
  public init<R, F: ResponseFormat>(
    of raters: [KeyPath<R, F> & Sendable], in sample: Sample<R>, subject: String? = nil
  ) throws(InputError) {
    self = try Self.scored(
      F.self, raters.map { path in sample.map { $0[keyPath: path] } }, Self.names(of: raters), subject,
      sample.cases)
  }

  private static func scored<F: ResponseFormat>(
    _ format: F.Type, _ ratings: [[F?]], _ names: [String], _ subject: String?, _ cases: CaseLedger
  ) throws(InputError) -> RatingTable {
    let levels = Array(F.allCases)
    let table = try RatingTable(
      raters: ratings.map { $0.map { $0?.rawValue } }, categories: levels.map(\.rawValue), names: names)
    return table.with(labels: levels.map(\.label), subject: subject, earlier: cases)
  }

  /// The columns' names; a number for a property without a field.
  private static func names<R: Respondent, V>(of paths: [KeyPath<R, V> & Sendable]) -> [String] {
    paths.enumerated().map { R.questionnaire.name(of: $1) ?? "rater \($0 + 1)" }
  }
}
