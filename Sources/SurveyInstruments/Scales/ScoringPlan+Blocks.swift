extension ScoringPlan {
  /// The scores of all respondents of a source.
  func observations(of source: some AnswerSource) -> [Observation] {
    var observations: [Observation] = []
    observations.reserveCapacity(source.count)
    withUnsafeTemporaryAllocation(of: Double.self, capacity: Self.blockSize) { scores in
      scores.initialize(repeating: 0)
      forEachBlock(of: source) { rows, base in
        score(rows, base, source, into: scores)
        for (place, row) in rows.enumerated() {
          let score = scores[place]
          observations.append(
            score == score ? .value(score) : .absent(reason(base + place, row, source)))
        }
      }
    }
    return observations
  }

  /// Calls with ranges of rows and their keyed answers, item after item, ``blockSize`` apart.
  func forEachBlock(
    of source: some AnswerSource, _ body: (Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    forEachBlock(of: source, rows: 0..<source.count, body)
  }

  /// The number of rows that are scored together.
  static var blockSize: Int { 256 }

  /// The absent answers of a row, whose keyed answers stand ``blockSize`` apart.
  func absences(
    _ answers: UnsafePointer<Double>, _ row: Int, _ source: some AnswerSource
  ) -> AbsenceTally {
    var tally = AbsenceTally()
    for item in 0..<itemCount where answers[item * Self.blockSize].isNaN {
      if let part = parts[item], let own = source.part(item) {
        tally.add(part.reason(row: row, own))
      } else {
        tally.add(source.reason(item: item, row: row))
      }
    }
    return tally
  }

  private func forEachBlock(
    of source: some AnswerSource, rows all: Range<Int>,
    _ body: (Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    let size = Self.blockSize
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size * itemCount) { block in
      guard let base = block.baseAddress else { return }
      block.initialize(repeating: 0)
      for start in stride(from: all.lowerBound, to: all.upperBound, by: size) {
        let rows = start..<min(start + size, all.upperBound)
        for item in 0..<itemCount {
          let scores = UnsafeMutableBufferPointer(start: base + item * size, count: rows.count)
          read(item, rows, source, into: scores)
          guard mirrors[item] != nil || rescaling != .none else { continue }
          for place in scores.indices { scores[place] = keyed(scores[place], item: item) }
        }
        body(rows, UnsafePointer(base))
      }
    }
  }

  /// The answers to an item, or the scores of a scale that is one.
  private func read(
    _ item: Int, _ rows: Range<Int>, _ source: some AnswerSource,
    into scores: UnsafeMutableBufferPointer<Double>
  ) {
    guard let part = parts[item] else { return source.read(item: item, rows, into: scores) }
    guard let own = source.part(item) else { return scores.update(repeating: .nan) }
    part.forEachBlock(of: own, rows: rows) { rows, base in part.score(rows, base, own, into: scores) }
  }

  /// The scores of a block of rows; NaN where there is none.
  private func score(
    _ rows: Range<Int>, _ base: UnsafePointer<Double>, _ source: some AnswerSource,
    into scores: UnsafeMutableBufferPointer<Double>
  ) {
    let count = rows.count
    // Weights and numbers of the answers, 0 for each row to begin with; sums collect in the scores.
    withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * count) { tallies in
      guard let weight = tallies.baseAddress, let sum = scores.baseAddress else { return }
      let answered = weight + count
      tallies.initialize(repeating: 0)
      sum.update(repeating: 0, count: count)
      for item in 0..<itemCount {
        let (answers, own) = (base + item * Self.blockSize, weights[item])
        for place in 0..<count {
          let answer = answers[place]
          let isGiven = answer == answer
          sum[place] += isGiven ? own * answer : 0
          weight[place] += isGiven ? own : 0
          answered[place] += isGiven ? 1 : 0
        }
      }
      for place in 0..<count {
        sum[place] = score(sum: sum[place], weight: weight[place], answered: Int(answered[place]))
      }
    }
    guard let norms else { return }
    for (place, row) in rows.enumerated() where !scores[place].isNaN {
      let norm = norm(norms, row, source)
      scores[place] = norm.map { norms.metric.score(scores[place], by: $0) } ?? .nan
    }
  }

  /// The norm that a respondent is compared with; `nil` where the level is absent or has none.
  private func norm(_ norms: Norms, _ row: Int, _ source: some AnswerSource) -> Norm? {
    guard norms.factor != nil else { return norms.references.first?.norm }
    guard let level = source.normLevel(row: row) else { return nil }
    return norms.references.first { $0.level == level }?.norm
  }

  /// Why a row has no score, in words that follow a number of cases.
  private func reason(
    _ answers: UnsafePointer<Double>, _ row: Int, _ source: some AnswerSource
  ) -> String {
    let tally = absences(answers, row, source)
    // Enough answers and yet no score: the norm is what is lacking.
    guard norms != nil, itemCount - tally.count >= needed else { return words(for: tally) }
    guard let level = source.normLevel(row: row) else {
      return "without a norm (\(source.normFactor) missing)"
    }
    return "without a norm (\(source.normFactor) \(level))"
  }

  /// The reason that all absent answers of a row share; `nil` where they differ or the norm is lacking.
  private func reason(row: Int, _ source: some AnswerSource) -> AbsenceReason? {
    var reason: AbsenceReason?
    forEachBlock(of: source, rows: row..<(row + 1)) { _, base in
      reason = absences(base, row, source).reason
    }
    return reason
  }
}
