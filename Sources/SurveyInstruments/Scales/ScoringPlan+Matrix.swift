extension ScoringPlan {
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
            contentsOf: UnsafeBufferPointer(start: base + item * Self.blockSize, count: rows.count))
        }
        complete += ids[rows]
        return
      }
      let kept = gaps.indices.filter { !gaps[$0] }
      for item in 0..<itemCount {
        let answers = base + item * Self.blockSize
        columns[item].append(contentsOf: kept.lazy.map { answers[$0] })
      }
      for (place, row) in rows.enumerated() {
        guard gaps[place] else {
          complete.append(ids[row])
          continue
        }
        let answers = base + place
        let tally = absences(answers, row, source)
        // One absent item is named; several are not, because none of them alone is the cause.
        if tally.count == 1, let item = (0..<itemCount).first(where: { answers[$0 * Self.blockSize].isNaN }) {
          exclusions.add(tally.gap.words, variable: self.columns[item])
        } else {
          exclusions.add(listwiseWords(for: tally))
        }
      }
    }
    return ItemMatrix(
      name: name, items: self.columns, columns: columns, ids: complete,
      cases: exclusions.ledger(used: complete.count, after: cases))
  }

  /// The keyed answers of all respondents of a source, times the weights of the items, one array to an
  /// item; NaN where there is no answer.
  func answers(of source: some AnswerSource) -> [[Double]] {
    var columns = Array(repeating: [Double](), count: itemCount)
    for item in columns.indices { columns[item].reserveCapacity(source.count) }
    forEachBlock(of: source) { rows, base in
      for item in 0..<itemCount {
        for place in 0..<rows.count {
          columns[item].append(weights[item] * base[item * Self.blockSize + place])
        }
      }
    }
    return columns
  }

  /// Which rows of a block lack an answer.
  private func gaps(in base: UnsafePointer<Double>, count: Int) -> [Bool] {
    var sums = Array(repeating: 0.0, count: count)
    for item in 0..<itemCount {
      for place in 0..<count { sums[place] += base[item * Self.blockSize + place] * 0 }
    }
    return sums.map(\.isNaN)
  }
}
