import SurveyVocabulary

/// Units rated by several raters into declared categories, any rating of which may be absent.
///
/// The categories are declared, never read off the data: one that nobody used is still a category that
/// could have been used, and matters for weights and for coefficients of Brennan and Prediger's and of
/// Gwet's kind. A table made from counts knows how often each category was given to a unit, but not by
/// whom.
public struct RatingTable: Hashable, Sendable {
  /// A category that a rating may fall into.
  public struct Category: Hashable, Sendable {
    /// The words or the number of the category, for print.
    public let label: String
    /// The number that weights and metrics are computed from: the score of numeric categories, the place
    /// from 1 on in the declared order of others.
    public let value: Double

    /// Makes a category.
    public init(_ label: String, value: Double) {
      self.label = label
      self.value = value
    }
  }

  /// The categories in the order of their declaration.
  public let categories: [Category]
  /// The names of the raters; `nil` where only counts are known.
  public let raters: [String]?
  /// The number of units, those without ratings too.
  public let unitCount: Int
  /// What was rated, for print.
  public var subject: String?
  /// The units that came in, and those that were left out before the table was made.
  public let cases: CaseLedger
  /// The place of each rating in ``categories``, unit by unit; -1 is absent, and `nil` stands for counts.
  let places: [Int32]?
  /// How often each category was given to each unit, unit by unit.
  let counts: [Int32]

  /// The most cells that a table may have, units times categories or units times raters.
  package static let largestSize = 20_000_000
  /// The most categories.
  package static let mostCategories = 1_000
  /// The most raters of a unit.
  package static let mostRaters = 100_000

  /// The place in ``categories`` of a rating; `nil` where it is absent, out of the table, or not known
  /// because the table was made from counts.
  public func place(unit: Int, rater: Int) -> Int? {
    guard let places, let raters, raters.indices.contains(rater), (0..<unitCount).contains(unit) else {
      return nil
    }
    let place = places[unit * raters.count + rater]
    return place < 0 ? nil : Int(place)
  }

  /// How often each category was given to each unit, one array to a unit.
  public var countsOfUnits: [[Int]] {
    let width = categories.count
    return (0..<unitCount).map { unit in counts[(unit * width)..<((unit + 1) * width)].map { Int($0) } }
  }

  /// How many ratings there are.
  public var ratingCount: Int { counts.reduce(0) { $0 + Int($1) } }

  /// The table with words for its categories, a name for what was rated, and the cases that were left
  /// out before.
  package func with(labels: [String], subject: String?, earlier: CaseLedger) -> RatingTable {
    let named = categories.enumerated().map { index, category in
      labels.indices.contains(index) ? Category(labels[index], value: category.value) : category
    }
    return RatingTable(
      categories: named, raters: raters, unitCount: unitCount, subject: subject,
      cases: CaseLedger(used: unitCount, exclusions: earlier.exclusions), places: places, counts: counts)
  }

  /// A table whose parts fit each other.
  init(
    categories: [Category], raters: [String]?, unitCount: Int, subject: String? = nil, cases: CaseLedger,
    places: [Int32]?, counts: [Int32]
  ) {
    self.categories = categories
    self.raters = raters
    self.unitCount = unitCount
    self.subject = subject
    self.cases = cases
    self.places = places
    self.counts = counts
  }
}

extension RatingTable {
  /// The raters of a table, for methods that need to know who rated what.
  func knownRaters(for method: String) throws(InputError) -> [String] {
    guard let raters else {
      throw InputError(
        .definition, "ratings", "are counts that do not say who rated what, which \(method) needs",
        remedy: "make the table from the ratings of each rater, or use Fleiss' kappa")
    }
    guard raters.count >= 2 else {
      throw InputError(
        .tooFew, "raters",
        "\(raters.count) \(raters.count == 1 ? "rater" : "raters") found, "
          + "at least 2 needed")
    }
    return raters
  }

  /// The units rated by every rater, for methods that are defined for complete ratings only; the others
  /// are in the ledger.
  func completeTable(for method: String) throws(InputError) -> RatingTable {
    let width = try knownRaters(for: method).count
    let all = places ?? []
    let classes = categories.count
    var (kept, keptCounts) = ([Int32](), [Int32]())
    for unit in 0..<unitCount {
      let row = all[(unit * width)..<((unit + 1) * width)]
      guard row.allSatisfy({ $0 >= 0 }) else { continue }
      kept += row
      keptCounts += counts[(unit * classes)..<((unit + 1) * classes)]
    }
    let units = kept.count / width
    guard units >= 1 else {
      throw InputError(
        .tooFew, "units", "0 units rated by every rater found, at least 1 needed",
        remedy: "Fleiss' kappa, Krippendorff's alpha and Gwet's coefficients allow absent ratings")
    }
    let left = CaseLedger.Exclusion("without a rating by every rater", count: unitCount - units)
    return RatingTable(
      categories: categories, raters: raters, unitCount: units, subject: subject,
      cases: CaseLedger(used: units, exclusions: cases.exclusions + [left]), places: kept,
      counts: keptCounts)
  }
}
