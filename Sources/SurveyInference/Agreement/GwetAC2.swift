import SurveyVocabulary

/// Gwet's AC2: AC1 with weights, so that ratings in neighbouring categories agree in part.
///
/// With identity weights it is ``GwetAC1``. The weights are named by the caller: they decide the value.
///
/// Reference: Gwet (2014), Handbook of Inter-Rater Reliability; interval: Gwet (2008),
/// doi:10.1348/000711006X126600.
public struct GwetAC2: Finding {
  /// The stable name of the method.
  public static let methodID = "gwet-ac2/1"

  /// AC2 with the standard error of Gwet's linearization and its interval.
  public let coefficient: Estimate
  /// The mean agreement of pairs of ratings of a unit.
  public let observedAgreement: Double
  /// The agreement by chance.
  public let chanceAgreement: Double
  /// Units, ratings and categories.
  public let sizes: RatingSizes
  /// How much ratings in different categories agree.
  public let weights: AgreementWeights
  /// The units that these were drawn from without replacement; `nil` for many.
  public let population: Int?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Gwet's AC2 of a table of ratings; any rating may be absent.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - weights: How much ratings in different categories agree.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if no unit has two ratings, the weights do not fit the categories or are 1
  ///   throughout, or the population is smaller than the number of units.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights, population: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings, weights: weights)
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
    self.weights = weights
    self.population = population
    context = tally.context
  }
}

extension GwetAC2 {
  /// The coefficient with its interval.
  public var report: Report {
    AgreementReport(
      methodID: Self.methodID, title: "Gwet's AC2", label: "AC2", estimate: coefficient,
      context: context, agreement: observedAgreement, chance: chanceAgreement, sizes: sizes,
      weights: weights, population: population,
      citation: Citation(
        "Gwet", 2014, "Handbook of Inter-Rater Reliability, 4th edition, Advanced Analytics")
    ).report
  }
}
