import SurveyVocabulary

/// What the reports of agreement coefficients have in common.
struct AgreementReport {
  let methodID: String
  let title: String
  let label: String
  let estimate: Estimate
  let context: DataContext
  let agreement: Double
  let chance: Double?
  let sizes: RatingSizes
  let weights: AgreementWeights?
  let population: Int?
  /// Whether chance depends on the shares of the categories, to which single ratings add.
  var usesShares = true
  let citation: Citation

  /// The report, to which a method may add its own parts.
  var report: Report {
    var options: [Report.Fact] = []
    if let weights { options.append(Report.Fact("weights", .text(weights.name))) }
    options.append(Report.Fact("standard error", .text("Gwet's linearization over units")))
    if let population { options.append(Report.Fact("units in the population", .count(population))) }
    var facts = sizes.facts
    if let error = estimate.standardError { facts.append(Report.Fact("standard error", .number(error))) }
    if chance != nil { facts.append(Report.Fact("observed agreement", .number(agreement, .bounded(3)))) }
    if let chance { facts.append(Report.Fact("agreement by chance", .number(chance, .bounded(3)))) }
    var notes = sizes.notes(usesShares: usesShares)
    if estimate.standardError == nil { notes.append("A standard error needs at least two units.") }
    if estimate.standardError == 0 {
      notes.append("Every unit shows the same agreement: the interval is a point and says nothing.")
    }
    return Report(
      context.title(title), method: .init(methodID, options: options, citation: citation),
      rows: [Report.Row(label, estimate, style: .bounded(2))], facts: facts, cases: context.cases,
      notes: notes)
  }
}

/// How many units, ratings and categories a coefficient was computed from.
public struct RatingSizes: Hashable, Sendable {
  /// Units with at least one rating.
  public let units: Int
  /// Units with at least two ratings, which are those that can agree.
  public let pairableUnits: Int
  /// Ratings in all.
  public let ratings: Int
  /// The number of ratings of each unit; `nil` where it differs.
  public let ratingsPerUnit: Int?
  /// Declared categories.
  public let categories: Int

  init(_ tally: AgreementTally) {
    units = tally.units
    pairableUnits = tally.pairable
    ratings = tally.sizes.reduce(0, +)
    ratingsPerUnit = tally.constantSize
    categories = tally.categories.count
  }

  var facts: [Report.Fact] {
    var facts = [Report.Fact("units", .count(units))]
    if let ratingsPerUnit {
      facts.append(Report.Fact("ratings of each", .count(ratingsPerUnit)))
    } else {
      facts.append(Report.Fact("ratings", .count(ratings)))
    }
    return facts + [Report.Fact("categories", .count(categories))]
  }

  func notes(usesShares: Bool) -> [String] {
    let single = units - pairableUnits
    guard single > 0 else { return [] }
    let (subject, verb) = single == 1 ? ("1 unit", "counts") : ("\(single) units", "count")
    let unit = single == 1 ? "a unit" : "units"
    let role = usesShares ? "for the shares of the categories" : "as \(unit) of the standard error"
    return ["\(subject) with a single rating \(verb) \(role) only."]
  }
}
