import SurveyVocabulary

extension RatingTable {
  /// How often each whole-number category was given to each unit, one array to a unit.
  ///
  /// Such a table does not say who rated what, which Cohen's, Light's and Conger's kappa need.
  ///
  /// - Parameters:
  ///   - counts: For each unit the number of ratings in each category, in the order of `categories`.
  ///   - categories: All categories, in order.
  /// - Throws: `InputError` if there is no unit, a unit has not one count for each category, a count is
  ///   negative, categories are fewer than two or declared twice, or the table is too large.
  public init(counts: [[Int]], categories: some Collection<Int>) throws(InputError) {
    try self.init(
      counts: counts,
      declaring: Self.declared(
        Self.bounded(categories).map { Category("\($0)", value: Double($0)) }))
  }

  /// How often each category with words was given to each unit, one array to a unit.
  ///
  /// - Throws: `InputError` as for whole numbers.
  public init(counts: [[Int]], categories: [String]) throws(InputError) {
    try self.init(
      counts: counts,
      declaring: Self.declared(
        categories.enumerated().map { Category($1, value: Double($0 + 1)) }))
  }

  private init(counts: [[Int]], declaring categories: [Category]) throws(InputError) {
    guard !counts.isEmpty else { throw InputError(.tooFew, "units", "0 units found, at least 1 needed") }
    try Self.checkSize(units: counts.count, categories: categories.count, raters: 0)
    var flat: [Int32] = []
    flat.reserveCapacity(counts.count * categories.count)
    for (unit, row) in counts.enumerated() {
      try checkEqualLength(row.count, "unit \(unit + 1)", categories.count, "the list of categories")
      var ratings = 0
      for count in row {
        guard count >= 0 else {
          throw .outOfRange("unit \(unit + 1)", value: Double(count), allowed: "a count of 0 or more")
        }
        guard count <= Self.mostRaters, ratings + count <= Self.mostRaters else {
          throw .infeasible(
            "unit \(unit + 1)", "more than \(Self.mostRaters) ratings",
            remedy: "\(Self.mostRaters) ratings of a unit are the most")
        }
        ratings += count
        flat.append(Int32(count))
      }
    }
    self.init(
      categories: categories, raters: nil, unitCount: counts.count, cases: CaseLedger(all: counts.count),
      places: nil, counts: flat)
  }
}
