import SurveyProbability
import SurveyVocabulary

/// Fleiss' kappa: agreement beyond chance of any number of ratings to a unit, given by raters who need
/// not be the same from unit to unit.
///
/// Chance is what ratings drawn from the pooled shares of the categories would agree. Two standard
/// errors are given, for two purposes: that of Fleiss, Nee and Landis holds if there is no agreement
/// beyond chance and serves the test; Gwet's linearization holds at any agreement and serves the
/// interval. Where the number of ratings differs between units, kappa is Gwet's generalization.
///
/// Reference: Fleiss (1971), doi:10.1037/h0031619; test: Fleiss, Nee & Landis (1979),
/// doi:10.1037/0033-2909.86.5.974; interval and absent ratings: Gwet (2008),
/// doi:10.1348/000711006X126600.
public struct FleissKappa: Finding {
  /// The stable name of the method.
  public static let methodID = "fleiss-kappa/1"

  /// Kappa with the standard error of Gwet's linearization and its interval.
  public let kappa: Estimate
  /// The standard error under no agreement beyond chance (Fleiss, Nee & Landis 1979); `nil` with weights
  /// or where the number of ratings differs between units, for which it is not defined.
  public let nullStandardError: Double?
  /// Kappa over ``nullStandardError``, judged by the normal distribution; `nil` where that is.
  public let statistic: TestStatistic?
  /// The two-sided probability of the statistic; `nil` where that is.
  public let pValue: Double?
  /// The mean agreement of pairs of ratings of a unit.
  public let observedAgreement: Double
  /// The agreement by chance.
  public let chanceAgreement: Double
  /// Each declared category against all others, without weights, in the order of the declaration.
  public let categories: [Category]
  /// The standard error of each category's kappa if there is no agreement beyond chance (Fleiss, Nee &
  /// Landis 1979), the same for all; `nil` where the number of ratings differs between units.
  public let categoryNullStandardError: Double?
  /// Units, ratings and categories.
  public let sizes: RatingSizes
  /// How much ratings in different categories agree.
  public let weights: AgreementWeights
  /// The units that these were drawn from without replacement; `nil` for many.
  public let population: Int?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// One category against all others.
  public struct Category: Hashable, Sendable {
    /// The words of the category.
    public let label: String
    /// The share of the ratings that fall into it, averaged over units.
    public let share: Double
    /// Kappa of this category against all others; `nil` if nobody used it, or nobody another.
    public let kappa: Double?
    /// Kappa over its null standard error; `nil` where one of the two is.
    public let statistic: TestStatistic?
  }

  /// Fleiss' kappa of a table of ratings; any rating may be absent.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - weights: How much ratings in different categories agree.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if no unit has two ratings, all ratings fall into one category, the weights
  ///   do not fit the categories, or the population is smaller than the number of units.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, population: Int? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let tally = try AgreementTally(ratings, weights: weights)
    let pooled = try PooledAgreement(tally, population: population, confidence: confidence)
    kappa = pooled.estimate
    observedAgreement = 1 - tally.observed
    chanceAgreement = 1 - pooled.expected
    let size = tally.constantSize.map(Double.init)
    let categoryError = size.map { size in
      (2 / (Double(tally.units) * size * (size - 1))).squareRoot()
    }
    categoryNullStandardError = categoryError
    nullStandardError = weights == .identity ? pooled.nullStandardError : nil
    statistic = nullStandardError.map { TestStatistic("z", pooled.estimate.value / $0, reference: .normal) }
    pValue = statistic?.pValue()
    categories = tally.categories.indices.map { place in
      let value = tally.kappa(ofCategory: place)
      let statistic = value.flatMap { value in
        categoryError.map { TestStatistic("z", value / $0, reference: .normal) }
      }
      return Category(
        label: tally.categories[place].label, share: tally.prevalence[place], kappa: value,
        statistic: statistic)
    }
    sizes = RatingSizes(tally)
    self.weights = weights
    self.population = population
    context = tally.context
  }
}

extension FleissKappa {
  /// Kappa with its interval and test, and the categories one to a line.
  public var report: Report {
    var report = AgreementReport(
      methodID: Self.methodID, title: "Fleiss' kappa", label: "kappa", estimate: kappa, context: context,
      agreement: observedAgreement, chance: chanceAgreement, sizes: sizes, weights: weights,
      population: population,
      citation: Citation("Fleiss", 1971, "Psychological Bulletin 76, 378-382", doi: "10.1037/h0031619")
    ).report
    report.rows[0].statistic = statistic
    report.rows[0].pValue = pValue
    let lines = categories.map { category -> [Report.Cell] in
      [
        .text(category.label), .number(category.share, .bounded(3)),
        category.kappa.map { .number($0, .bounded(2)) } ?? .empty,
        category.statistic.map { .number($0.value, .decimals(2)) } ?? .empty,
        category.statistic.map { .pValue($0.pValue()) } ?? .empty,
      ]
    }
    report.grids = [
      Report.Grid(
        "each category against all others", columns: ["", "share", "kappa", "z", "p"], lines: lines)
    ]
    if let nullStandardError {
      report.facts.append(Report.Fact("null standard error", .number(nullStandardError)))
      report.method?.options.append(Report.Fact("test", .text("Fleiss, Nee & Landis")))
    } else {
      report.notes.append(
        "The test of Fleiss, Nee & Landis is defined without weights and for equally many ratings of each unit."
      )
    }
    return report
  }
}
