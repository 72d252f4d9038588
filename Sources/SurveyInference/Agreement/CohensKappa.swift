import SurveyProbability
import SurveyVocabulary

/// Cohen's kappa: agreement beyond chance of two raters, each with frequencies of their own.
///
/// Two standard errors of Fleiss, Cohen and Everitt are given, for two purposes: the one at the kappa
/// found makes the interval, the one without agreement beyond chance makes the test. Both hold for many
/// units. Units that lack a rating are left out and are in the ledger.
///
/// Reference: Cohen (1960), doi:10.1177/001316446002000104; weights: Cohen (1968), doi:10.1037/h0026256;
/// standard errors: Fleiss, Cohen & Everitt (1969), doi:10.1037/h0028106.
public struct CohensKappa: Finding {
  /// The stable name of the method.
  public static let methodID = "cohens-kappa/1"

  /// Kappa with the standard error at this kappa and its normal interval; both are absent for one unit,
  /// and if a rater put all units into one category, where kappa is 0 whatever the other did.
  public let kappa: Estimate
  /// The standard error under no agreement beyond chance; `nil` where it is 0.
  public let nullStandardError: Double?
  /// Kappa over ``nullStandardError``, judged by the normal distribution; `nil` where that is.
  public let statistic: TestStatistic?
  /// The two-sided probability of the statistic; `nil` where that is.
  public let pValue: Double?
  /// The agreement of the two ratings of a unit, in the mean.
  public let observedAgreement: Double
  /// The agreement by chance.
  public let chanceAgreement: Double
  /// The largest kappa that the two raters' frequencies allow; `nil` for weights under which sorted
  /// ratings need not agree best.
  public let maximumKappa: Double?
  /// For two categories: the difference between the shares of units on which the raters agree in the one
  /// and in the other, in size (Byrt, Bishop & Carlin 1993); else `nil`.
  public let prevalenceIndex: Double?
  /// For two categories: the difference between the raters' shares of a category, in size; else `nil`.
  public let biasIndex: Double?
  /// The number of units in each pair of categories, the first rater's in rows.
  public let table: [[Int]]
  /// The words of the categories.
  public let categories: [String]
  /// How much ratings in different categories agree.
  public let weights: AgreementWeights
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Cohen's kappa of a table of ratings with two raters.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - weights: How much ratings in different categories agree.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are not two raters, no unit is rated by both, both put all units into
  ///   the same category, or the weights do not fit the categories.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, confidence: Double = 0.95
  ) throws(InputError) {
    let raters = try ratings.knownRaters(for: "Cohen's kappa")
    guard raters.count == 2 else {
      throw InputError(
        .definition, "raters", "\(raters.count) found, Cohen's kappa takes 2",
        remedy: "use Conger's, Light's or Fleiss' kappa")
    }
    let complete = try ratings.completeTable(for: "Cohen's kappa")
    try self.init(
      complete.pair(0, 1, losses: weights.losses(for: ratings.categories)), ratings.categories,
      weights: weights, confidence: confidence,
      context: DataContext(subject: ratings.subject, parts: raters, cases: complete.cases))
  }

  /// Cohen's kappa of a published table of counts.
  ///
  /// - Parameters:
  ///   - counts: The number of units in each pair of categories, the first rater's in rows.
  ///   - categories: The words of the categories, in the order of rows and columns.
  ///   - weights: How much ratings in different categories agree.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the table is not square, a count is negative, there is no unit, both raters
  ///   put all units into the same category, or the weights do not fit the categories.
  public init(
    counts: [[Int]], categories: [String], weights: AgreementWeights = .identity, confidence: Double = 0.95
  ) throws(InputError) {
    let declared = try RatingTable.declared(
      categories.enumerated().map { RatingTable.Category($1, value: Double($0 + 1)) })
    let (flat, units) = try Self.flat(counts, width: declared.count)
    let losses = try weights.losses(for: declared)
    try self.init(
      RatingPair(counts: flat, losses: losses, width: declared.count), declared, weights: weights,
      confidence: confidence,
      context: DataContext(parts: ["rater 1", "rater 2"], cases: CaseLedger(all: units)))
  }

  /// Cohen's kappa of the words that two raters gave, units in the same order.
  ///
  /// - Parameters:
  ///   - first: The ratings of one rater; `nil` is absent.
  ///   - second: The ratings of the other.
  ///   - categories: All categories, in order.
  ///   - weights: How much ratings in different categories agree.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for a table of ratings, or if a word is in no category or the lengths differ.
  public init(
    _ first: [String?], with second: [String?], categories: [String],
    weights: AgreementWeights = .identity, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      RatingTable(raters: [first, second], categories: categories), weights: weights, confidence: confidence)
  }

  /// Cohen's kappa of the whole-number grades that two raters gave, units in the same order.
  ///
  /// - Throws: `InputError` as for words.
  public init(
    _ first: [Int?], with second: [Int?], categories: some Collection<Int>,
    weights: AgreementWeights = .identity, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      RatingTable(raters: [first, second], categories: categories), weights: weights, confidence: confidence)
  }

  private init(
    _ pair: RatingPair, _ declared: [RatingTable.Category], weights: AgreementWeights, confidence: Double,
    context: DataContext
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard let value = pair.kappa else { throw AgreementTally.undefined }
    let (error, null) = pair.standardErrors()
    let hasError = pair.count >= 2 && !pair.hasConstantRater
    let half = error * (try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2))
    kappa =
      hasError
      ? Estimate(
        value, standardError: error,
        interval: ConfidenceInterval(
          lower: value - half, upper: value + half, level: confidence, method: "Fleiss, Cohen & Everitt"))
      : Estimate(value)
    // Influences are of order 1: what is smaller is rounding.
    nullStandardError = hasError && null * pair.count.squareRoot() > 1e-12 ? null : nil
    statistic = nullStandardError.map { TestStatistic("z", value / $0, reference: .normal) }
    pValue = statistic?.pValue()
    observedAgreement = 1 - pair.observed
    chanceAgreement = 1 - pair.expected
    let order = declared.indices.sorted { declared[$0].value < declared[$1].value }
    maximumKappa = pair.leastDisagreement(isIdentity: weights == .identity, order: order)
      .map { 1 - $0 / pair.expected }
    let isTwo = declared.count == 2
    prevalenceIndex = isTwo ? (pair.counts[0] - pair.counts[3]).magnitude / pair.count : nil
    biasIndex = isTwo ? (pair.counts[1] - pair.counts[2]).magnitude / pair.count : nil
    let width = declared.count
    table = (0..<width).map { row in (0..<width).map { Int(pair.counts[row * width + $0]) } }
    categories = declared.map(\.label)
    self.weights = weights
    self.context = context
  }

  /// The counts row by row, and their sum, each an exact `Double`.
  private static func flat(_ counts: [[Int]], width: Int) throws(InputError) -> ([Double], Int) {
    try checkEqualLength(counts.count, "table", width, "the list of categories")
    var (flat, units) = ([Double](), 0)
    for (index, row) in counts.enumerated() {
      try checkEqualLength(row.count, "row \(index + 1)", width, "the list of categories")
      for count in row {
        guard count >= 0 else {
          throw .outOfRange("row \(index + 1)", value: Double(count), allowed: "a count of 0 or more")
        }
        guard count <= 1 << 52 - units else {
          throw InputError(.outOfRange, "table", "the counts exceed 2^52 units")
        }
        units += count
        flat.append(Double(count))
      }
    }
    guard units >= 1 else { throw InputError(.tooFew, "units", "0 units found, at least 1 needed") }
    return (flat, units)
  }
}
