import SurveyVocabulary

/// Effects of rank tests within cases for any choice of the cases, one block of centered doubled ranks to a case.
struct BlockRanks {
  private let blocks: [[Double]]
  private let conditions: Int

  init(_ blocks: [[Int]]) {
    self.blocks = blocks.map { $0.map(Double.init) }
    conditions = blocks.first?.count ?? 0
  }

  /// Kendall's W corrected for ties: the squared sums over n times the sum of squares; `nil` without a difference.
  func concordance(_ rows: UnsafeBufferPointer<Int>) -> Double? {
    share(of: rows, weights: [Int](repeating: 1, count: rows.count))
  }

  /// The share of the weighted ranks' squares that lies between conditions; `nil` without a difference.
  func share(of rows: UnsafeBufferPointer<Int>, weights: [Int]) -> Double? {
    var sums = [Double](repeating: 0, count: conditions)
    var total = 0.0
    for (row, weight) in zip(rows, weights) {
      for (condition, rank) in blocks[row].enumerated() {
        let score = Double(weight) * rank
        sums[condition] += score
        total += score * score
      }
    }
    guard total > 0 else { return nil }
    return sums.reduce(0) { $0 + $1 * $1 } / (Double(rows.count) * total)
  }

  /// The mean over the cases of the rank correlation with the order of the conditions.
  func meanCorrelation(_ rows: UnsafeBufferPointer<Int>) -> Double? {
    let k = Double(conditions)
    var sum = 0.0
    for row in rows {
      for (condition, rank) in blocks[row].enumerated() { sum += Double(condition + 1) * rank / 2 }
    }
    return sum / (Double(rows.count) * k * (k * k - 1) / 12)
  }

  /// Cochran's Q over its largest value, for blocks of ones and zeros; `nil` where every case has one answer.
  func shareOfAnswers(_ rows: UnsafeBufferPointer<Int>) -> Double? {
    let k = Double(conditions)
    var sums = [Double](repeating: 0, count: conditions)
    var spread = 0.0
    for row in rows {
      var count = 0.0
      for (condition, answer) in blocks[row].enumerated() {
        sums[condition] += answer
        count += answer
      }
      spread += count * (k - count)
    }
    guard spread > 0 else { return nil }
    let total = sums.reduce(0, +)
    return (k * sums.reduce(0) { $0 + $1 * $1 } - total * total) / (spread * Double(rows.count))
  }
}
