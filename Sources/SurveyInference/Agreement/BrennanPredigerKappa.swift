import SurveyVocabulary

/// Brennan and Prediger's kappa: agreement beyond that of ratings spread evenly over the declared
/// categories, for any number of ratings to a unit.
///
/// Chance does not depend on the data but on how many categories are declared, used or not. With two
/// raters and two categories it is the "prevalence-adjusted bias-adjusted" kappa of Byrt, Bishop and
/// Carlin.
///
/// Reference: Brennan & Prediger (1981), doi:10.1177/001316448104100307; weights, absent ratings and
/// interval: Gwet (2014), Handbook of Inter-Rater Reliability.
public struct BrennanPredigerKappa: Finding {
  /// The stable name of the method.
  public static let methodID = "brennan-prediger-kappa/1"

  /// Kappa with the standard error of Gwet's linearization and its interval.
  public let kappa: Estimate
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

  /// Brennan and Prediger's kappa of a table of ratings; any rating may be absent.
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
    _ ratings: RatingTable, weights: AgreementWeights = .identity, population: Int? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings, weights: weights)
    let width = Double(tally.categories.count)
    let expected = tally.losses.reduce(0, +) / (width * width)
    let value = try tally.coefficient(expected: expected)
    kappa = try tally.estimate(
      value, expected: expected, influence: nil, population: population, confidence: confidence)
    observedAgreement = 1 - tally.observed
    chanceAgreement = 1 - expected
    sizes = RatingSizes(tally)
    self.weights = weights
    self.population = population
    context = tally.context
  }
}

extension BrennanPredigerKappa {
  /// The coefficient with its interval.
  public var report: Report {
    AgreementReport(
      methodID: Self.methodID, title: "Brennan and Prediger's kappa", label: "kappa", estimate: kappa,
      context: context, agreement: observedAgreement, chance: chanceAgreement, sizes: sizes,
      weights: weights, population: population, usesShares: false,
      citation: Citation(
        "Brennan & Prediger", 1981, "Educational and Psychological Measurement 41, 687-699",
        doi: "10.1177/001316448104100307")
    ).report
  }
}
