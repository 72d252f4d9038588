import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tables of the rows of a codebook, by the names of its columns.

extension FrequencyTable {
  /// The frequencies of the answers in a column, by the levels of another where it is named.
  ///
  /// - Throws: `InputError` for a column that does not exist or has no list of answers, or as for answers.
  public init(
    of column: String, by factor: String? = nil, in responses: Codebook.Responses, weights: String? = nil
  ) throws(InputError) {
    let cases = try WeightedCases(responses, weights)
    self = try cases.finding(
      FrequencyTable(
        cases.keep(CategoricalAnswers(of: column, in: responses)), by: cases.keep(responses.groups(factor)),
        weights: cases.weights))
  }
}

extension CrossTable {
  /// The table of two columns.
  ///
  /// - Throws: `InputError` for a column that does not exist or has no list of answers, or as for answers.
  public init(
    of rows: String, by columns: String, in responses: Codebook.Responses, weights: String? = nil,
    parts: [Part] = Part.allCases
  ) throws(InputError) {
    let cases = try WeightedCases(responses, weights)
    self = try cases.finding(
      CrossTable(
        cases.keep(CategoricalAnswers(of: rows, in: responses)),
        by: cases.keep(CategoricalAnswers(of: columns, in: responses)), weights: cases.weights, parts: parts))
  }
}

extension MultipleResponseTable {
  /// The options that were ticked, one column of 0 and 1 for each.
  ///
  /// - Throws: `InputError` for a column that does not exist, or as for answers.
  public init(
    of columns: [String], named name: String? = nil, gaps: MultipleAnswers.GapRule = .noAnswer,
    by factor: String? = nil, in responses: Codebook.Responses, weights: String? = nil
  ) throws(InputError) {
    let cases = try WeightedCases(responses, weights)
    self = try cases.finding(
      MultipleResponseTable(
        cases.keep(MultipleAnswers(of: columns, in: responses, gaps: gaps, name: name)),
        by: cases.keep(responses.groups(factor)), weights: cases.weights))
  }
}

extension BoxScores {
  /// The shares of top and bottom answers in a column.
  ///
  /// - Throws: `InputError` for a column that does not exist or has no list of answers, or as for answers.
  public init(
    of column: String, boxes: Boxes, by factor: String? = nil, in responses: Codebook.Responses,
    weights: String? = nil, netInterval: NetInterval = .score, confidence: Double = 0.95
  ) throws(InputError) {
    let cases = try WeightedCases(responses, weights)
    self = try cases.finding(
      BoxScores(
        cases.keep(CategoricalAnswers(of: column, in: responses)), boxes: boxes,
        by: cases.keep(responses.groups(factor)), weights: cases.weights, netInterval: netInterval,
        confidence: confidence))
  }
}

extension Codebook.Responses {
  /// The levels of a column, where one is named.
  fileprivate func groups(_ column: String?) throws(InputError) -> CategoricalAnswers? {
    try column.map { column throws(InputError) in try CategoricalAnswers(of: column, in: self) }
  }
}
