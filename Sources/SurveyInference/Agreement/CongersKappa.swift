import SurveyVocabulary

/// Conger's kappa: Cohen's kappa for two or more raters, each with frequencies of their own.
///
/// Chance is what pairs of different raters would agree if each drew from their own shares of the
/// categories. For two raters it is Cohen's kappa. Raters must be the same for all units: units that lack
/// a rating are left out and are in the ledger.
///
/// Reference: Conger (1980), doi:10.1037/0033-2909.88.2.322; standard error by linearization over units
/// as in Gwet (2008), doi:10.1348/000711006X126600.
public struct CongersKappa: Finding {
  /// The stable name of the method.
  public static let methodID = "congers-kappa/1"

  /// Kappa with the standard error of Gwet's linearization and its interval.
  public let kappa: Estimate
  /// The mean agreement of pairs of raters.
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

  /// Conger's kappa of the units that every rater has rated.
  ///
  /// - Parameters:
  ///   - ratings: The ratings; not counts, which do not say who rated what.
  ///   - weights: How much ratings in different categories agree.
  ///   - population: The number of units that these were drawn from; narrows the interval by the
  ///     finite population correction.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two raters, no unit is rated by all, all ratings fall
  ///   into one category, the weights do not fit the categories, or the population is smaller than the
  ///   number of units.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, population: Int? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try ratings.completeTable(for: "Conger's kappa")
    let tally = try AgreementTally(complete, weights: weights)
    let places = (complete.places ?? []).map { Int($0) }
    let (width, raters) = (complete.categories.count, complete.raters?.count ?? 0)
    guard raters <= RatingTable.largestSize / 10 / width else {
      throw .infeasible(
        "raters", "\(raters) raters with frequencies of \(width) categories exceed the memory",
        remedy: "use Fleiss' kappa")
    }
    var own = [Double](repeating: 0, count: raters * width)
    for (index, place) in places.enumerated() {
      own[(index % raters) * width + place] += 1
    }
    for index in own.indices { own[index] /= Double(complete.unitCount) }
    let losses = Self.losses(against: own, tally, raters)
    let expected = zip(own, losses).reduce(0.0) { $0 + $1.0 * $1.1 }
    let value = try tally.coefficient(expected: expected)
    kappa = try tally.estimate(
      value, expected: expected,
      influence: { unit in
        (0..<raters).reduce(0.0) { $0 + losses[$1 * width + places[unit * raters + $1]] }
      }, population: population, confidence: confidence)
    observedAgreement = 1 - tally.observed
    chanceAgreement = 1 - expected
    sizes = RatingSizes(tally)
    self.weights = weights
    self.population = population
    context = tally.context
  }

  /// The mean loss of a category given by one rater against the other raters' shares, over the number of
  /// raters; rater by rater.
  private static func losses(against own: [Double], _ tally: AgreementTally, _ raters: Int) -> [Double] {
    let width = tally.categories.count
    var mean = [Double](repeating: 0, count: raters * width)
    var total = [Double](repeating: 0, count: width)
    for rater in 0..<raters {
      for row in 0..<width {
        var sum = 0.0
        for column in 0..<width { sum += tally.losses[row * width + column] * own[rater * width + column] }
        mean[rater * width + row] = sum
        total[row] += sum
      }
    }
    let pairs = Double(raters) * Double(raters - 1)
    return mean.enumerated().map { index, own in (total[index % width] - own) / pairs }
  }
}

extension CongersKappa {
  /// Kappa with its interval.
  public var report: Report {
    AgreementReport(
      methodID: Self.methodID, title: "Conger's kappa", label: "kappa", estimate: kappa, context: context,
      agreement: observedAgreement, chance: chanceAgreement, sizes: sizes, weights: weights,
      population: population,
      citation: Citation(
        "Conger", 1980, "Psychological Bulletin 88, 322-328", doi: "10.1037/0033-2909.88.2.322")
    ).report
  }
}
