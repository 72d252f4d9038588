import SurveyProbability
import SurveyVocabulary

/// Scott's pi: agreement beyond chance of two ratings to each unit, where both raters are taken to use the
/// categories with the same frequencies.
///
/// The standard error of the test holds if there is no agreement beyond chance; that of the interval, by
/// linearization over units, holds at any agreement. Pi is ``FleissKappa`` for two ratings.
///
/// Reference: Scott (1955), doi:10.1086/266577; test: Fleiss, Nee & Landis (1979),
/// doi:10.1037/0033-2909.86.5.974; interval: Gwet (2008), doi:10.1348/000711006X126600.
public struct ScottsPi: Finding {
  /// The stable name of the method.
  public static let methodID = "scotts-pi/1"

  /// Pi with the standard error of Gwet's linearization and its interval.
  public let coefficient: Estimate
  /// The standard error under no agreement beyond chance (Fleiss, Nee & Landis 1979); `nil` with weights,
  /// for which it is not defined.
  public let nullStandardError: Double?
  /// Pi over ``nullStandardError``, judged by the normal distribution; `nil` where that is.
  public let statistic: TestStatistic?
  /// The two-sided probability of the statistic; `nil` where that is.
  public let pValue: Double?
  /// The share of units on which the raters agree.
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

  /// Scott's pi of the ratings of two raters, or of counts with two ratings to a unit.
  ///
  /// Units that lack a rating are left out and are in the ledger.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - weights: How much ratings in different categories agree.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are not two raters, no unit has two ratings, a unit of counts has
  ///   more, all ratings fall into one category, the weights do not fit the categories, or the population
  ///   is smaller than the number of units.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, population: Int? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings.pairs(), weights: weights)
    let pooled = try PooledAgreement(tally, population: population, confidence: confidence)
    coefficient = pooled.estimate
    nullStandardError = weights == .identity ? pooled.nullStandardError : nil
    statistic = nullStandardError.map { TestStatistic("z", pooled.estimate.value / $0, reference: .normal) }
    pValue = statistic?.pValue()
    observedAgreement = 1 - tally.observed
    chanceAgreement = 1 - pooled.expected
    sizes = RatingSizes(tally)
    self.weights = weights
    self.population = population
    context = tally.context
  }
}

extension RatingTable {
  /// The units with two ratings, for a method of two raters.
  fileprivate func pairs() throws(InputError) -> RatingTable {
    if let raters, raters.count != 2 {
      throw InputError(
        .definition, "raters", "\(raters.count) found, Scott's pi takes 2", remedy: "use Fleiss' kappa")
    }
    let width = categories.count
    var kept: [Int32] = []
    for unit in 0..<unitCount {
      let row = counts[(unit * width)..<((unit + 1) * width)]
      switch row.reduce(0, +) {
      case 2: kept += row
      case 0, 1: break
      case let ratings:
        throw InputError(
          .definition, "unit \(unit + 1)", "has \(ratings) ratings, Scott's pi takes 2",
          remedy: "use Fleiss' kappa")
      }
    }
    let units = kept.count / width
    let left = CaseLedger.Exclusion("with fewer than two ratings", count: unitCount - units)
    // Counts are all that pi needs; the raters' names stay for print.
    return RatingTable(
      categories: categories, raters: raters, unitCount: units, subject: subject,
      cases: CaseLedger(used: units, exclusions: cases.exclusions + [left]), places: nil, counts: kept)
  }
}

extension ScottsPi {
  /// Pi with its interval and test.
  public var report: Report {
    var report = AgreementReport(
      methodID: Self.methodID, title: "Scott's pi", label: "pi", estimate: coefficient, context: context,
      agreement: observedAgreement, chance: chanceAgreement, sizes: sizes, weights: weights,
      population: population,
      citation: Citation("Scott", 1955, "Public Opinion Quarterly 19, 321-325", doi: "10.1086/266577")
    ).report
    report.rows[0].statistic = statistic
    report.rows[0].pValue = pValue
    if let nullStandardError {
      report.facts.append(Report.Fact("null standard error", .number(nullStandardError)))
      report.method?.options.append(Report.Fact("test", .text("Fleiss, Nee & Landis")))
    } else {
      report.notes.append("The test of Fleiss, Nee & Landis is defined without weights.")
    }
    return report
  }
}
