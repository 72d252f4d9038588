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
  ///
  /// The walk over items that are all columns is a loop of its own: it calls nothing that calls it again,
  /// so that it is compiled together with what is done to a block.
  func forEachBlock(
    of source: some AnswerSource, _ body: (Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    guard isFlat else { return forEachBlock(of: source, rows: 0..<source.count, body) }
    forEachBlock(rows: 0..<source.count, body) { source.read(item: $0, $1, into: $2) }
  }

  /// The number of rows that are scored together.
  static var blockSize: Int { 256 }

  /// The same for some of the rows, with scales among the items.
  private func forEachBlock(
    of source: some AnswerSource, rows: Range<Int>, _ body: (Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    forEachBlock(rows: rows, body) { read($0, $1, source, into: $2) }
  }

  @inline(__always)
  private func forEachBlock(
    rows all: Range<Int>, _ body: (Range<Int>, UnsafePointer<Double>) -> Void,
    reading read: (Int, Range<Int>, UnsafeMutableBufferPointer<Double>) -> Void
  ) {
    let size = Self.blockSize
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size * itemCount) { block in
      guard let base = block.baseAddress else { return }
      block.initialize(repeating: 0)
      for start in stride(from: all.lowerBound, to: all.upperBound, by: size) {
        let rows = start..<min(start + size, all.upperBound)
        for item in 0..<itemCount {
          let scores = UnsafeMutableBufferPointer(start: base + item * size, count: rows.count)
          read(item, rows, scores)
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
        let given = Int(answered[place])
        // Reasons are looked up only where they decide: fewer shown never means that more are needed.
        let isOpen = neededByShown != nil && given > 0 && given < needed
        let notShown = isOpen ? absences(base + place, rows.lowerBound + place, source).notShown : 0
        sum[place] =
          lacksAnswers(answered: given, notShown: notShown)
          ? .nan : score(sum: sum[place], weight: weight[place])
      }
    }
    guard let norms else { return }
    for (place, row) in rows.enumerated() where !scores[place].isNaN {
      let norm = norm(norms, row, source)
      scores[place] = norm.map { norms.metric.score(scores[place], by: $0) } ?? .nan
    }
  }
}
