extension ScoringPlan {
  /// The absent answers of a row, whose keyed answers stand ``blockSize`` apart.
  func absences(
    _ answers: UnsafePointer<Double>, _ row: Int, _ source: some AnswerSource
  ) -> AbsenceTally {
    var tally = AbsenceTally()
    for item in 0..<itemCount where answers[item * Self.blockSize].isNaN {
      if let part = parts[item], let own = source.part(item) {
        tally.add(part.gap(row, own) ?? .mixed)
      } else {
        tally.add(.reason(source.reason(item: item, row: row)))
      }
    }
    return tally
  }

  /// Why a row has no score, in words that follow a number of cases.
  func reason(_ answers: UnsafePointer<Double>, _ row: Int, _ source: some AnswerSource) -> String {
    let tally = absences(answers, row, source)
    // Enough answers and yet no score: the norm is what is lacking.
    guard norms != nil, !lacksAnswers(tally) else { return words(for: tally) }
    guard let level = source.normLevel(row: row) else {
      return "without a norm (\(source.normFactor) missing)"
    }
    return "without a norm (\(source.normFactor) \(level))"
  }

  /// The norm that a respondent is compared with; `nil` where the level is absent or has none.
  func norm(_ norms: Norms, _ row: Int, _ source: some AnswerSource) -> Norm? {
    guard norms.factor != nil else { return norms.references.first?.norm }
    guard let level = source.normLevel(row: row) else { return nil }
    return norms.references.first { $0.level == level }?.norm
  }

  private func lacksAnswers(_ tally: AbsenceTally) -> Bool {
    lacksAnswers(answered: itemCount - tally.count, notShown: tally.notShown)
  }

  /// Why a row lacks an item; `nil` where it has it.
  private func gap(_ item: Int, _ row: Int, _ source: some AnswerSource) -> Gap? {
    if let part = parts[item], let own = source.part(item) { return part.gap(row, own) }
    var answer = Double.nan
    withUnsafeMutablePointer(to: &answer) {
      source.read(item: item, row..<(row + 1), into: UnsafeMutableBufferPointer(start: $0, count: 1))
    }
    return answer.isNaN ? .reason(source.reason(item: item, row: row)) : nil
  }

  /// Why a row has no score on a scale that is an item; `nil` where it has one.
  private func gap(_ row: Int, _ source: some AnswerSource) -> Gap? {
    var tally = AbsenceTally()
    for item in 0..<itemCount {
      if let gap = gap(item, row, source) { tally.add(gap) }
    }
    if lacksAnswers(tally) { return neededByShown == nil ? tally.gap : tally.gapOfShown }
    guard let norms, norm(norms, row, source) == nil else { return nil }
    return .mixed
  }
}
