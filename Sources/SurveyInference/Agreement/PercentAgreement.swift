import SurveyVocabulary

/// The share of pairs of ratings of a unit that agree, averaged over units.
///
/// It is not corrected for chance. With two raters it is the share of units on which they agree; with
/// more, the mean over units of the share of agreeing pairs. Units with a single rating have no pair.
///
/// Reference: Fleiss (1971), doi:10.1037/h0031619, for the mean over pairs; interval: Gwet (2008),
/// doi:10.1348/000711006X126600.
public struct PercentAgreement: Finding {
  /// The stable name of the method.
  public static let methodID = "percent-agreement/1"

  /// The mean share of agreeing pairs, 1 at most, with Gwet's linearized standard error.
  public let agreement: Estimate
  /// The number of units all ratings of which fall into one category, among those with two or more.
  public let unanimousUnits: Int
  /// Units, ratings and categories.
  public let sizes: RatingSizes
  /// How much ratings in different categories agree.
  public let weights: AgreementWeights
  /// The units that these were drawn from without replacement; `nil` for many.
  public let population: Int?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// The percent agreement of a table of ratings; any rating may be absent.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - weights: How much ratings in different categories agree.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if no unit has two ratings, the weights do not fit the categories, or the
  ///   population is smaller than the number of units.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, population: Int? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings, weights: weights)
    // Agreement is its own coefficient with an expected disagreement of 1.
    agreement = try tally.estimate(
      1 - tally.observed, expected: 1, influence: nil, population: population, confidence: confidence)
    unanimousUnits = (0..<tally.units).count { unit in
      let size = tally.sizes[unit]
      return size >= 2
        && tally.categories.indices.contains { tally.count(unit: unit, category: $0) == Double(size) }
    }
    sizes = RatingSizes(tally)
    self.weights = weights
    self.population = population
    context = tally.context
  }
}

extension PercentAgreement {
  /// The agreement with its interval.
  public var report: Report {
    var report = AgreementReport(
      methodID: Self.methodID, title: "Percent agreement", label: "agreement", estimate: agreement,
      context: context, agreement: agreement.value, chance: nil, sizes: sizes, weights: weights,
      population: population, usesShares: false,
      citation: Citation("Fleiss", 1971, "Psychological Bulletin 76, 378-382", doi: "10.1037/h0031619")
    ).report
    report.rows[0].style = .percent(1)
    report.facts.append(Report.Fact("unanimous units", .count(unanimousUnits)))
    return report
  }
}
