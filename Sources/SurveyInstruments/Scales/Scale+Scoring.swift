extension Scale {
  /// The score of one respondent; `nil` where too few items are answered.
  ///
  /// To score many respondents, ``scores(in:)`` checks the scale only once.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale.
  public func score(_ respondent: R) throws(InputError) -> Double? { try observe(respondent).value }

  /// The score of one respondent, or why there is none.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale.
  public func observe(_ respondent: R) throws(InputError) -> Observation {
    observations(of: [respondent], by: try plan()).first ?? .absent("missing")
  }

  /// The scores of a sample, with the reasons of those that are absent and the definition's fingerprint.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale.
  public func scores(in sample: Sample<R>) throws(InputError) -> Observations {
    try sample.values(of: self)
  }

  /// The keyed answers of the respondents who answered every item: what alpha and its kin take.
  ///
  /// - Throws: `InputError` with the ``faults`` of the scale.
  public func itemMatrix(in sample: Sample<R>) throws(InputError) -> ItemMatrix {
    let plan = try plan()
    return sample.respondents.withUnsafeBufferPointer {
      plan.matrix(
        of: RespondentAnswers(scale: self, respondents: $0), ids: sample.ids, after: sample.cases)
    }
  }

  func observations(of respondents: [R], by plan: ScoringPlan) -> [Observation] {
    respondents.withUnsafeBufferPointer {
      plan.observations(of: RespondentAnswers(scale: self, respondents: $0))
    }
  }

  /// The keyed answers of all respondents, times the weights of the items, one array to an item; NaN
  /// where there is no answer.
  package func weightedAnswers(of sample: Sample<R>) throws(InputError) -> [[Double]] {
    let plan = try plan()
    return sample.respondents.withUnsafeBufferPointer {
      plan.answers(of: RespondentAnswers(scale: self, respondents: $0))
    }
  }
}

/// The answers of typed respondents.
private struct RespondentAnswers<R: Respondent>: AnswerSource {
  let scale: Scale<R>
  let respondents: UnsafeBufferPointer<R>

  var count: Int { respondents.count }

  func read(item: Int, _ rows: Range<Int>, into scores: UnsafeMutableBufferPointer<Double>) {
    scale.items[item].answers(UnsafeBufferPointer(rebasing: respondents[rows]), scores)
  }

  func reason(item: Int, row: Int) -> AbsenceReason {
    let item = scale.items[item]
    guard case .absent(let reason) = item.answer(respondents[row]), let path = item.path else { return .lost }
    return R.questionnaire.reason(reason, of: path, for: respondents[row])
  }

  func part(_ item: Int) -> RespondentAnswers? {
    scale.items[item].scale.map { RespondentAnswers(scale: $0, respondents: respondents) }
  }

  func normLevel(row: Int) -> String? { scale.standard?.level(respondents[row]) }

  var normFactor: String { scale.standard?.factor ?? "norm" }
}
