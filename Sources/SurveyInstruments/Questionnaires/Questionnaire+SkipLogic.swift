extension Questionnaire {
  /// Whether a question was shown to a respondent, by the conditions of its field and the earlier answers.
  ///
  /// True for a property without a field and for a field without conditions.
  public func isShown(_ path: PartialKeyPath<R>, to respondent: R) -> Bool {
    guard skipLogic != nil, let place = fields.firstIndex(where: { $0.path == path }) else { return true }
    return isShown(place, to: respondent)
  }

  /// Whether the question of a field, by its place, was shown.
  package func isShown(_ place: Int, to respondent: R) -> Bool {
    skipLogic?.isShown(place) { fields[$0].load(respondent) } ?? true
  }

  /// The reason of an absent answer: not shown where the conditions of its field do not hold, else the one
  /// that was recorded.
  ///
  /// A blank alone gives way: whoever recorded that a question does not apply knew why.
  package func reason(
    _ recorded: AbsenceReason, of path: PartialKeyPath<R>, for respondent: R
  ) -> AbsenceReason {
    guard skipLogic != nil, recorded == .skipped else { return recorded }
    return isShown(path, to: respondent) ? recorded : .notShown
  }

  /// Why a property holds no answer, in words that follow a number of cases: "missing" for a plain `nil`;
  /// `nil` for an answer.
  package func reasonWords<P: AnswerProperty>(
    of answer: Answer<P.Format>, _ path: KeyPath<R, P>, for respondent: R
  ) -> String? {
    guard let recorded = answer.absence else { return nil }
    let reason = reason(recorded, of: path, for: respondent)
    return reason == .skipped && !P.keepsReasons ? "missing" : reason.words
  }
}
