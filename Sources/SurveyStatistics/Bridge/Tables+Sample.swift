import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tables of a sample. A table counts who answered; its ledger says who did not and why, who has no level of
// the factor and who has no weight.

extension FrequencyTable {
  /// The frequencies of the answers to a question of a sample.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - factor: What makes the groups.
  ///   - sample: The respondents.
  ///   - weights: A positive weight for each respondent.
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of question: Categorical<R>, by factor: Categorical<R>? = nil, in sample: Sample<R>,
    weights: Variable<R>? = nil
  ) throws(InputError) {
    let cases = try WeightedCases(sample, weights)
    self = try cases.finding(
      FrequencyTable(
        cases.keep(question.answers(in: sample)), by: cases.keep(factor?.answers(in: sample)),
        weights: cases.weights))
  }
}

extension CrossTable {
  /// The table of two questions of a sample.
  ///
  /// - Parameters:
  ///   - rows: The question in the rows.
  ///   - columns: The question in the columns.
  ///   - sample: The respondents.
  ///   - weights: A positive weight for each respondent.
  ///   - parts: What is printed beside the counts.
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of rows: Categorical<R>, by columns: Categorical<R>, in sample: Sample<R>, weights: Variable<R>? = nil,
    parts: [Part] = Part.allCases
  ) throws(InputError) {
    let cases = try WeightedCases(sample, weights)
    self = try cases.finding(
      CrossTable(
        cases.keep(rows.answers(in: sample)), by: cases.keep(columns.answers(in: sample)),
        weights: cases.weights, parts: parts))
  }
}

extension MultipleResponseTable {
  /// The ticked options of a question of a sample.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - factor: What makes the groups.
  ///   - sample: The respondents.
  ///   - weights: A positive weight for each respondent.
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of question: TickedOptions<R>, by factor: Categorical<R>? = nil, in sample: Sample<R>,
    weights: Variable<R>? = nil
  ) throws(InputError) {
    let cases = try WeightedCases(sample, weights)
    self = try cases.finding(
      MultipleResponseTable(
        cases.keep(question.answers(in: sample)), by: cases.keep(factor?.answers(in: sample)),
        weights: cases.weights))
  }
}

extension BoxScores {
  /// The shares of top and bottom answers to a question of a sample.
  ///
  /// - Parameters:
  ///   - question: The question.
  ///   - boxes: How many answers make the top and the bottom.
  ///   - factor: What makes the groups.
  ///   - sample: The respondents.
  ///   - weights: A positive weight for each respondent.
  ///   - netInterval: How the interval of the net is found.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of question: Categorical<R>, boxes: Boxes, by factor: Categorical<R>? = nil, in sample: Sample<R>,
    weights: Variable<R>? = nil, netInterval: NetInterval = .score, confidence: Double = 0.95
  ) throws(InputError) {
    let cases = try WeightedCases(sample, weights)
    self = try cases.finding(
      BoxScores(
        cases.keep(question.answers(in: sample)), boxes: boxes, by: cases.keep(factor?.answers(in: sample)),
        weights: cases.weights, netInterval: netInterval, confidence: confidence))
  }
}

/// The respondents who have a weight, or all where none is asked for.
struct WeightedCases {
  /// The weights of those who have one.
  let weights: [Double]?
  private let rows: [Int]?
  private let exclusions: [CaseLedger.Exclusion]

  init<R>(_ sample: Sample<R>, _ weights: Variable<R>?) throws(InputError) {
    try self.init(weights.map { weights throws(InputError) in try sample.values(of: weights) }, sample.cases)
  }

  init(_ responses: Codebook.Responses, _ weights: String?) throws(InputError) {
    try self.init(
      weights.map { weights throws(InputError) in try responses.values(of: weights) }, responses.cases)
  }

  private init(_ observed: Observations?, _ cases: CaseLedger) throws(InputError) {
    var tally = ExclusionTally()
    for case let reason? in observed?.reasons ?? [] { tally.add(reason, variable: observed?.name) }
    weights = observed?.present
    rows = observed.map { observed in observed.values.indices.filter { observed.values[$0] != nil } }
    exclusions = tally.ledger(used: observed?.present.count ?? cases.used, after: cases).exclusions
  }

  /// The answers of the respondents who count.
  func keep(_ answers: CategoricalAnswers) -> CategoricalAnswers { rows.map(answers.keeping) ?? answers }

  /// The levels of the respondents who count.
  func keep(_ answers: CategoricalAnswers?) -> CategoricalAnswers? {
    answers.map { answers in rows.map(answers.keeping) ?? answers }
  }

  /// The ticked options of the respondents who count.
  func keep(_ answers: MultipleAnswers) -> MultipleAnswers { rows.map(answers.keeping) ?? answers }

  /// A finding of these respondents, with those in its ledger who did not get so far.
  func finding<F: Finding>(_ finding: F) -> F {
    finding.with(
      cases: CaseLedger(used: finding.cases.used, exclusions: exclusions + finding.cases.exclusions))
  }
}
