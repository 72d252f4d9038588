/// The counts of answers and of reasons for none, from which the lines of a frequency table are made.
struct FrequencyCounts {
  private let labels: [String]
  private let counts: [Int]
  private let weights: [Double]
  private let reasons: [String]
  private let reasonCounts: [Int]
  private let reasonWeights: [Double]
  private let validBase: PercentageBase
  let base: PercentageBase

  /// Counts some cases; `places` are those of their reasons for no answer.
  init(
    _ answers: CategoricalAnswers, _ reasons: ReasonCounts, places: [Int?], of rows: [Int],
    _ caseWeights: CaseWeights
  ) {
    let given = CategoryCounts(answers.codes, of: rows, levels: answers.levels.count, caseWeights)
    let absent = CategoryCounts(places, of: rows, levels: reasons.reasons.count, caseWeights)
    (labels, counts, weights) = (answers.levels, given.counts, given.weights)
    (self.reasons, reasonCounts, reasonWeights) = (reasons.reasons, absent.counts, absent.weights)
    validBase = caseWeights.base(of: rows.filter { answers.codes[$0] != nil })
    base = caseWeights.base(of: rows)
  }

  /// Takes counts that were made elsewhere.
  init(labels: [String], counts: [Int], reasons: [String], reasonCounts: [Int]) {
    (self.labels, self.counts, weights) = (labels, counts, counts.map(Double.init))
    (self.reasons, self.reasonCounts, reasonWeights) = (reasons, reasonCounts, reasonCounts.map(Double.init))
    let answered = counts.reduce(0, +)
    validBase = PercentageBase(count: answered)
    base = PercentageBase(count: answered + reasonCounts.reduce(0, +))
  }

  /// The lines, as those of a group.
  func group(_ label: String) -> FrequencyTable.Group {
    // Shares of sums that were added up in one order are exactly one at the end.
    let answered = weights.reduce(0, +)
    let all = (weights + reasonWeights).reduce(0, +)
    var running = 0.0
    let valid = zip(labels, zip(counts, weights)).map { label, line in
      running += line.1
      return FrequencyTable.Line(
        label: label, count: line.0, weight: line.1, shareOfAll: all > 0 ? line.1 / all : 0,
        shareOfValid: answered > 0 ? line.1 / answered : nil,
        cumulative: answered > 0 ? running / answered : nil)
    }
    let missing = zip(reasons, zip(reasonCounts, reasonWeights)).map { reason, line in
      FrequencyTable.Line(
        label: reason, count: line.0, weight: line.1, shareOfAll: all > 0 ? line.1 / all : 0,
        shareOfValid: nil, cumulative: nil)
    }
    return FrequencyTable.Group(
      label: label, valid: valid, missing: missing, validBase: validBase, base: base)
  }
}
