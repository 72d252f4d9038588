extension Scale {
  /// The score of one respondent; `nil` where too few items are answered.
  ///
  /// To score many respondents, ``scores(in:)`` checks the scale only once.
  ///
  /// - Throws: ``InputError`` with the ``faults`` of the scale.
  public func score(_ respondent: R) throws(InputError) -> Double? { try observe(respondent).value }

  /// The score of one respondent, or why there is none.
  ///
  /// - Throws: ``InputError`` with the ``faults`` of the scale.
  public func observe(_ respondent: R) throws(InputError) -> Observation {
    observe(respondent, by: try plan())
  }

  /// The scores of a sample, with the reasons of those that are absent and the definition's fingerprint.
  ///
  /// - Throws: ``InputError`` with the ``faults`` of the scale.
  public func scores(in sample: Sample<R>) throws(InputError) -> Observations {
    try sample.values(of: Variable(self))
  }

  func observe(_ respondent: R, by plan: ScoringPlan) -> Observation {
    var (sum, answered, absences) = (0.0, 0, AbsenceTally())
    for (index, item) in items.enumerated() {
      switch item.answer(respondent) {
      case .given(let answer):
        sum += plan.keyed(answer, item: index)
        answered += 1
      case .absent(let reason): absences.add(reason)
      }
    }
    return plan.score(sum: sum, answered: answered).map(Observation.value)
      ?? .absent(plan.words(for: absences))
  }

  /// The keyed answers of the respondents who answered every item: what alpha and its kin take.
  ///
  /// - Throws: ``InputError`` with the ``faults`` of the scale.
  public func itemMatrix(in sample: Sample<R>) throws(InputError) -> ItemMatrix {
    let plan = try plan()
    var matrix = ItemMatrix.Assembly(plan, count: sample.count)
    for respondent in sample {
      for (index, item) in items.enumerated() {
        switch item.answer(respondent) {
        case .given(let answer): matrix.add(answer, item: index)
        case .absent(let reason): matrix.add(reason, item: index)
        }
      }
      matrix.endRespondent(id: respondent.id)
    }
    return matrix.matrix(after: sample.cases)
  }
}
