import SurveyVocabulary

extension RatingTable {
  /// Ratings in whole-number categories, one array to a unit, raters in the same order in each.
  ///
  /// ```swift
  /// let table = try RatingTable(units: [[1, 2, 1], [3, nil, 3]], categories: 1...3)
  /// ```
  ///
  /// - Parameters:
  ///   - units: The ratings; `nil` is absent.
  ///   - categories: All categories that a rating may fall into, in order.
  ///   - names: The names of the raters; numbers where there are none.
  /// - Throws: `InputError` if there is no unit or no rater, the units are not equally long, a category
  ///   is declared twice, fewer than two are, a rating is in none of them, or the table is too large.
  public init(
    units: [[Int?]], categories: some Collection<Int>, names: [String] = []
  ) throws(InputError) {
    try self.init(
      units, order: .units, categories: Self.bounded(categories), names: names, value: { Double($0) })
  }

  /// Ratings in whole-number categories, one array to a rater, units in the same order in each.
  ///
  /// - Throws: `InputError` as for ratings unit by unit.
  public init(
    raters: [[Int?]], categories: some Collection<Int>, names: [String] = []
  ) throws(InputError) {
    try self.init(
      raters, order: .raters, categories: Self.bounded(categories), names: names, value: { Double($0) })
  }

  /// Ratings in numeric categories, one array to a unit.
  ///
  /// - Throws: `InputError` as for whole numbers, or if a category or a rating is not finite.
  public init(units: [[Double?]], categories: [Double], names: [String] = []) throws(InputError) {
    try self.init(units, order: .units, categories: categories, names: names, value: { $0 })
  }

  /// Ratings in numeric categories, one array to a rater.
  ///
  /// - Throws: `InputError` as for whole numbers, or if a category or a rating is not finite.
  public init(raters: [[Double?]], categories: [Double], names: [String] = []) throws(InputError) {
    try self.init(raters, order: .raters, categories: categories, names: names, value: { $0 })
  }

  /// Ratings in categories with words, one array to a unit.
  ///
  /// Weights and metrics take the place of a category in the declared order as its value.
  ///
  /// - Throws: `InputError` as for whole numbers.
  public init(units: [[String?]], categories: [String], names: [String] = []) throws(InputError) {
    try self.init(units, order: .units, categories: categories, names: names, value: nil)
  }

  /// Ratings in categories with words, one array to a rater.
  ///
  /// - Throws: `InputError` as for whole numbers.
  public init(raters: [[String?]], categories: [String], names: [String] = []) throws(InputError) {
    try self.init(raters, order: .raters, categories: categories, names: names, value: nil)
  }

  /// Measured values, one array to a unit: the categories are the values that occur, in ascending order.
  ///
  /// For Krippendorff's alpha, which takes no notice of categories that nobody used. Coefficients that
  /// count categories need them declared.
  ///
  /// - Throws: `InputError` as for numeric categories.
  public init(measurements units: [[Double?]], names: [String] = []) throws(InputError) {
    var seen: Set<Double> = []
    for (unit, row) in units.enumerated() {
      for (rater, value) in row.enumerated() {
        guard let value else { continue }
        guard value.isFinite else { throw .notFinite("unit \(unit + 1)", value: value, at: rater) }
        seen.insert(value)
      }
      guard seen.count <= Self.mostCategories else { throw Self.tooManyCategories(seen.count) }
    }
    guard seen.count >= 2 else {
      throw seen.isEmpty
        ? .tooFew("ratings", found: 0, needed: 2)
        : .constant("ratings", remedy: "agreement beyond chance is undefined where ratings do not vary")
    }
    try self.init(units, order: .units, categories: seen.sorted(), names: names, value: { $0 })
  }

  private enum Order { case units, raters }

  private init<Rating: Hashable>(
    _ rows: [[Rating?]], order: Order, categories: [Rating], names: [String], value: ((Rating) -> Double)?
  ) throws(InputError) {
    let declared = try Self.declared(
      categories.enumerated().map { index, rating in
        Category(Self.label(rating), value: value?(rating) ?? Double(index + 1))
      })
    let (one, other) = order == .units ? ("unit", "rater") : ("rater", "unit")
    let width = rows.first?.count ?? 0
    for (index, row) in rows.enumerated() where row.count != width {
      throw .lengthMismatch("\(one) \(index + 1)", count: row.count, "\(one) 1", count: width)
    }
    let (unitCount, raterCount) = order == .units ? (rows.count, width) : (width, rows.count)
    guard unitCount >= 1 else {
      throw InputError(.tooFew, "units", "0 units found, at least 1 needed")
    }
    guard raterCount >= 1 else {
      throw InputError(.tooFew, "raters", "0 raters found, at least 1 needed")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", raterCount, "the list of raters") }
    try Self.checkSize(units: unitCount, categories: declared.count, raters: raterCount)
    let known = Dictionary(categories.enumerated().map { ($1, $0) }) { first, _ in first }
    var places = [Int32](repeating: -1, count: unitCount * raterCount)
    var counts = [Int32](repeating: 0, count: unitCount * declared.count)
    for (index, row) in rows.enumerated() {
      for (inner, rating) in row.enumerated() {
        guard let rating else { continue }
        let (unit, rater) = order == .units ? (index, inner) : (inner, index)
        guard let place = known[rating] else {
          throw Self.undeclared(rating, "\(one) \(index + 1), \(other) \(inner + 1)", declared)
        }
        places[unit * raterCount + rater] = Int32(place)
        counts[unit * declared.count + place] += 1
      }
    }
    self.init(
      categories: declared, raters: names.isEmpty ? (1...raterCount).map { "rater \($0)" } : names,
      unitCount: unitCount, cases: CaseLedger(all: unitCount), places: places, counts: counts)
  }
}

extension RatingTable {
  private static func undeclared<Rating>(
    _ rating: Rating, _ where: String, _ declared: [Category]
  ) -> InputError {
    if let value = rating as? Double, !value.isFinite {
      return InputError(
        .notFinite, `where`, "the rating is \(value), which is not a finite number",
        remedy: "use nil for an absent rating")
    }
    return .unknownName(label(rating), among: declared.map(\.label), subject: `where`)
  }

  /// Numbers in their shortest form, without an idle decimal.
  private static func label<Rating>(_ rating: Rating) -> String {
    let text = "\(rating)"
    return rating is Double && text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// A copy of whole-number categories that cannot be endless.
  static func bounded(_ categories: some Collection<Int>) throws(InputError) -> [Int] {
    var kept: [Int] = []
    // One by one: the count of a range of all integers is itself out of range.
    for category in categories {
      kept.append(category)
      guard kept.count <= mostCategories else { throw tooManyCategories(kept.count) }
    }
    return kept
  }

  static func tooManyCategories(_ found: Int) -> InputError {
    .infeasible(
      "categories", "\(found) or more found", remedy: "\(mostCategories) are the most; group the values")
  }

  /// Categories that are distinct, finite, and at least two.
  static func declared(_ categories: [Category]) throws(InputError) -> [Category] {
    guard categories.count <= mostCategories else { throw tooManyCategories(categories.count) }
    guard categories.count >= 2 else {
      throw InputError(
        .tooFew, "categories", "\(categories.count) declared, at least 2 needed",
        remedy: "declare every category that could have been used")
    }
    var (labels, values) = (Set<String>(), Set<Double>())
    for (index, category) in categories.enumerated() {
      guard category.value.isFinite else {
        throw .notFinite("categories", value: category.value, at: index)
      }
      guard labels.insert(category.label).inserted, values.insert(category.value).inserted else {
        throw InputError(.definition, "categories", "\(category.label) is declared twice")
      }
    }
    return categories
  }

  static func checkSize(units: Int, categories: Int, raters: Int) throws(InputError) {
    guard raters <= mostRaters else {
      throw .infeasible("raters", "\(raters) found", remedy: "\(mostRaters) raters are the most")
    }
    let (cells, overflow) = units.multipliedReportingOverflow(by: max(categories, raters))
    guard !overflow, cells <= largestSize else {
      throw .infeasible(
        "ratings", "\(units) units with \(categories) categories and \(raters) raters exceed the memory",
        remedy: "units times categories and units times raters may be \(largestSize) at most")
    }
  }
}
