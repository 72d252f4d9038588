import SurveyStatistics

/// What became of the answers to the items of a scale.
package struct AnswerCounts: Sendable {
  /// Respondents to whom at least one item was shown.
  package private(set) var asked = 0
  /// Respondents who answered at least one item.
  package private(set) var answered = 0
  /// Answers that were given, over all items.
  package private(set) var given = 0
  /// Answers that are absent, by reason.
  package private(set) var absent: [AbsenceReason: Int] = [:]

  /// Counts the answers of a sample to the items of a scale.
  package init<R>(_ scale: Scale<R>, in sample: Sample<R>) {
    for respondent in sample {
      var (shown, answers) = (0, 0)
      for path in scale.items.compactMap(\.path) {
        let absence = Self.absence(respondent[keyPath: path])
        if let absence { absent[absence, default: 0] += 1 } else { answers += 1 }
        if absence != .notShown { shown += 1 }
      }
      given += answers
      if shown > 0 { asked += 1 }
      if answers > 0 { answered += 1 }
    }
  }

  private static func absence(_ answer: Any) -> AbsenceReason? {
    switch answer {
    case let answer as Answer<Agreement>: answer.absence
    case let answer as Answer<ZeroToTen>: answer.absence
    default: nil
    }
  }
}
