import SurveyVocabulary

/// Items that are answered with 0 or 1, checked, with the sums that the Kuder-Richardson formulas need.
struct DichotomousItems {
  /// The share of ones of each item.
  let shares: [Double]
  /// The sum of the items of each case.
  let totals: [Double]

  /// - Throws: `InputError` if there are fewer than two items or cases, the items are not equally long,
  ///   or an answer is neither 0 nor 1.
  init(_ items: [[Double]], names: [String]) throws(InputError) {
    guard items.count >= 2 else { throw CronbachAlpha.tooFewItems(items.count) }
    try ItemCovariances.checkOrder(items.count)
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    let cases = items[0].count
    guard cases >= 2 else { throw .tooFew(CronbachAlpha.name(0, names), found: cases, needed: 2) }
    var totals = [Double](repeating: 0, count: cases)
    for (index, item) in items.enumerated() {
      let name = CronbachAlpha.name(index, names)
      try checkEqualLength(item.count, name, cases, CronbachAlpha.name(0, names))
      for (row, value) in item.enumerated() {
        guard value.isFinite else { throw .notFinite(name, value: value, at: row) }
        guard value == 0 || value == 1 else {
          throw InputError(
            .outOfRange, name, "the answer at index \(row) is \(value), allowed are 0 and 1",
            remedy: "use CronbachAlpha for items with more than two answers")
        }
        totals[row] += value
      }
    }
    // Counts of ones are whole numbers: their sums are exact.
    shares = items.map { $0.reduce(0, +) / Double(cases) }
    self.totals = totals
  }
}
