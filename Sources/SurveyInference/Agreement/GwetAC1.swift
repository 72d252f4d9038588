import SurveyVocabulary

/// Gwet's AC1: agreement beyond chance of any number of ratings to a unit, where chance stays small if
/// nearly all ratings fall into one category.
///
/// Kappa falls, and may become negative, where one category prevails although raters agree on nearly
/// every unit. AC1 takes chance agreement to be that of ratings given at random, the probability of which
/// it estimates from how evenly the categories are used.
///
/// Reference: Gwet (2008), doi:10.1348/000711006X126600.
public struct GwetAC1: Finding {
  /// The stable name of the method.
  public static let methodID = "gwet-ac1/1"

  /// AC1 with the standard error of Gwet's linearization and its interval.
  public let coefficient: Estimate
  /// The mean agreement of pairs of ratings of a unit.
  public let observedAgreement: Double
  /// The agreement by chance.
  public let chanceAgreement: Double
  /// Units, ratings and categories.
  public let sizes: RatingSizes
  /// The units that these were drawn from without replacement; `nil` for many.
  public let population: Int?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Gwet's AC1 of a table of ratings; any rating may be absent.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if no unit has two ratings, or the population is smaller than the number of
  ///   units.
  public init(
    _ ratings: RatingTable, population: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings, weights: .identity)
    let chance = GwetChance(tally)
    let expected = chance.expected
    let value = try tally.coefficient(expected: expected)
    coefficient = try tally.estimate(
      value, expected: expected, influence: { tally.mean(of: chance.influences, unit: $0) },
      population: population,
      confidence: confidence)
    observedAgreement = 1 - tally.observed
    chanceAgreement = 1 - expected
    sizes = RatingSizes(tally)
    self.population = population
    context = tally.context
  }
}

extension GwetAC1 {
  /// The coefficient with its interval.
  public var report: Report {
    AgreementReport(
      methodID: Self.methodID, title: "Gwet's AC1", label: "AC1", estimate: coefficient,
      context: context, agreement: observedAgreement, chance: chanceAgreement, sizes: sizes,
      weights: nil, population: population,
      citation: Citation(
        "Gwet", 2008, "British Journal of Mathematical and Statistical Psychology 61, 29-48",
        doi: "10.1348/000711006X126600")
    ).report
  }
}
