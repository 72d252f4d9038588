/// Where the answers to a scale's items come from: typed respondents, or the rows of a codebook.
protocol AnswerSource {
  /// The number of respondents.
  var count: Int { get }
  /// Writes the scores of the answers to an item, as they were given, for a range of respondents; NaN
  /// where there is none.
  func read(item: Int, _ rows: Range<Int>, into scores: UnsafeMutableBufferPointer<Double>)
  /// Why an answer is absent.
  func reason(item: Int, row: Int) -> AbsenceReason
}

extension ScoringPlan {
  /// The scores of all respondents of a source.
  func observations(of source: some AnswerSource) -> [Observation] {
    var observations: [Observation] = []
    observations.reserveCapacity(source.count)
    forEachRow(of: source) { row, answers in
      var (sum, answered) = (0.0, 0)
      for item in 0..<itemCount {
        let answer = answers[item * blockSize]
        if answer == answer {
          sum += answer
          answered += 1
        }
      }
      if let score = score(sum: sum, answered: answered) {
        observations.append(.value(score))
      } else {
        observations.append(.absent(words(for: absences(answers, row, source))))
      }
    }
    return observations
  }

  /// The keyed answers of the respondents of a source who answered every item.
  func matrix(of source: some AnswerSource, ids: [String], after cases: CaseLedger) -> ItemMatrix {
    var columns = Array(repeating: [Double](), count: itemCount)
    for item in columns.indices { columns[item].reserveCapacity(source.count) }
    var complete: [String] = []
    var exclusions = ExclusionTally()
    forEachBlock(of: source) { rows, base in
      let gaps = gaps(in: base, count: rows.count)
      guard gaps.contains(true) else {
        for item in 0..<itemCount {
          columns[item].append(
            contentsOf: UnsafeBufferPointer(start: base + item * blockSize, count: rows.count))
        }
        complete += ids[rows]
        return
      }
      for (place, row) in rows.enumerated() {
        let answers = base + place
        guard gaps[place] else {
          for item in 0..<itemCount { columns[item].append(answers[item * blockSize]) }
          complete.append(ids[row])
          continue
        }
        let tally = absences(answers, row, source)
        // One absent item is named; several are not, because none of them alone is the cause.
        if tally.count == 1, let item = (0..<itemCount).first(where: { answers[$0 * blockSize].isNaN }) {
          exclusions.add(tally.reason?.words ?? "missing", variable: self.columns[item])
        } else {
          exclusions.add(tally.words(items: itemCount, tolerated: 0))
        }
      }
    }
    return ItemMatrix(
      name: name, items: self.columns, columns: columns, ids: complete,
      cases: exclusions.ledger(used: complete.count, after: cases))
  }

  private var blockSize: Int { 256 }

  /// Which rows of a block lack an answer.
  private func gaps(in base: UnsafePointer<Double>, count: Int) -> [Bool] {
    var sums = Array(repeating: 0.0, count: count)
    for item in 0..<itemCount {
      for place in 0..<count { sums[place] += base[item * blockSize + place] * 0 }
    }
    return sums.map(\.isNaN)
  }

  /// Calls with each row and its keyed answers, which stand ``blockSize`` apart; NaN where absent.
  private func forEachRow(of source: some AnswerSource, _ body: (Int, UnsafePointer<Double>) -> Void) {
    forEachBlock(of: source) { rows, base in
      for (place, row) in rows.enumerated() { body(row, base + place) }
    }
  }

  /// Calls with ranges of rows and their keyed answers, item after item, ``blockSize`` apart.
  private func forEachBlock(
    of source: some AnswerSource, _ body: (Range<Int>, UnsafePointer<Double>) -> Void
  ) {
    let size = blockSize
    withUnsafeTemporaryAllocation(of: Double.self, capacity: size * itemCount) { block in
      guard let base = block.baseAddress else { return }
      block.initialize(repeating: 0)
      for start in stride(from: 0, to: source.count, by: size) {
        let rows = start..<min(start + size, source.count)
        for item in 0..<itemCount {
          let scores = UnsafeMutableBufferPointer(start: base + item * size, count: rows.count)
          source.read(item: item, rows, into: scores)
          guard isReversed[item] || rescaling != .none else { continue }
          for place in scores.indices { scores[place] = keyed(scores[place], item: item) }
        }
        body(rows, UnsafePointer(base))
      }
    }
  }

  private func absences(
    _ answers: UnsafePointer<Double>, _ row: Int, _ source: some AnswerSource
  ) -> AbsenceTally {
    var tally = AbsenceTally()
    for item in 0..<itemCount where answers[item * blockSize].isNaN {
      tally.add(source.reason(item: item, row: row))
    }
    return tally
  }
}
