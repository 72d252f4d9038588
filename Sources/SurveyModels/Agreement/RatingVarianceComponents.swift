import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The variances of subjects, raters and error in ratings with gaps, by restricted maximum likelihood, and
/// the intraclass correlations that follow from them.
///
/// The model is y = μ + subject + rater + error with independent normal effects. On a complete table whose
/// estimates are positive it gives the numbers of the analysis of variance. Variances are not negative: one
/// that would be is zero, and the report says so.
///
/// Reference: Patterson & Thompson (1971), doi:10.1093/biomet/58.3.545; coefficients: McGraw & Wong (1996),
/// doi:10.1037/1082-989X.1.1.30. Agrees with R's `lme4::lmer(y ~ 1 + (1 | subject) + (1 | rater))`.
public struct RatingVarianceComponents: Finding {
  /// The stable name of the method.
  public static let methodID = "rating-variance-components/1"

  /// A coefficient for one rating and for the mean of several. Standard errors and intervals are those of
  /// the logarithm of odds; they are absent where the subjects' variance is zero.
  public struct Coefficient: Hashable, Sendable {
    /// For one rating.
    public let single: Estimate
    /// For the mean of several ratings.
    public let average: Estimate
  }

  /// The variance between subjects, in squared units of the ratings.
  public let subjectVariance: Double
  /// The variance between raters.
  public let raterVariance: Double
  /// The variance of error, the interaction of subjects and raters included.
  public let errorVariance: Double
  /// The generalized least squares estimate of the mean rating.
  public let mean: Double
  /// The restricted log-likelihood at the estimates.
  public let restrictedLogLikelihood: Double
  /// ICC(A,·): differences in level between raters count as error.
  public let agreement: Coefficient
  /// ICC(C,·): differences in level between raters do not count.
  public let consistency: Coefficient
  /// ICC(1,·), from the model without raters.
  public let oneWay: Coefficient
  /// The number of ratings in the mean that the average coefficients are about.
  public let averagedCount: Int
  /// The number of subjects with a rating.
  public let subjectCount: Int
  /// The number of raters with a rating.
  public let raterCount: Int
  /// The number of ratings.
  public let ratingCount: Int
  /// The harmonic mean of the numbers of ratings that the subjects have.
  public let ratingsPerSubject: Double
  /// The number of parts into which the design falls where no subject connects raters; 1 where it is whole.
  public let partCount: Int
  /// The names of raters without any rating, who take no part.
  public let unusedRaters: [String]
  /// The steps of the search.
  public let iterations: Int
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  private static let beyondRange = InputError(
    .outOfRange, "ratings", "their variances leave the range of Double", remedy: "rescale the ratings")

  /// The most raters and ratings that are taken.
  static let mostRaters = 100
  static let mostRatings = 10_000_000

  /// The components of ratings, one array to a rater, the subjects in the same order in each; `nil` is a
  /// rating that was not given.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - names: The names of the raters, for print and errors; numbers where there are none.
  ///   - raters: The number of ratings in the mean that the average coefficients are about; as many as
  ///     there are raters unless another number is given.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if raters did not have equally many subjects, a rating is not finite, there are
  ///   fewer than two raters or subjects with ratings, the ratings leave nothing to tell error from
  ///   subjects and raters, they have no error, there are too many, or the search does not settle.
  public init(
    _ ratings: [[Double?]], names: [String] = [], averagingOver raters: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try CrossedRatings(ratings, names: names)
    let count = raters ?? table.names.count
    guard (1...1_000_000).contains(count) else {
      throw .outOfRange("averaged ratings", value: Double(count), allowed: "a number from 1 to 1,000,000")
    }
    let sums = RatingSums(table.subjects, raterCount: table.names.count)
    guard sums.within.allSatisfy(\.isFinite) else { throw Self.beyondRange }
    let likelihood = RatingLikelihood(sums: sums)
    let found = try RatingSearch(likelihood, withRaters: true)
    let alone = try RatingSearch(likelihood, withRaters: false)
    let freedom = Double(sums.ratingCount - 1)
    let scaled = found.value.residual / freedom
    errorVariance = scaled * sums.unit * sums.unit
    subjectVariance = found.ratios[0] * errorVariance
    raterVariance = found.ratios[1] * errorVariance
    guard errorVariance.isNormal, (subjectVariance + raterVariance).isFinite else { throw Self.beyondRange }
    mean = sums.origin + found.value.mean * sums.unit
    restrictedLogLikelihood =
      -0.5
      * (found.value.criterion + freedom * (1 + naturalLog(2 * Double.pi) - naturalLog(freedom)))
      - freedom * naturalLog(sums.unit)
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    let coefficients = RatingCoefficients(averagedCount: Double(count), z: z, confidence: confidence)
    agreement = coefficients.agreement(found)
    consistency = coefficients.consistency(found)
    oneWay = coefficients.consistency(alone)
    averagedCount = count
    subjectCount = sums.subjectCount
    raterCount = sums.raterCount
    ratingCount = sums.ratingCount
    ratingsPerSubject = Double(sums.subjectCount) / sums.inverseSizes
    partCount = table.partCount
    unusedRaters = table.unusedRaters
    iterations = found.iterations
    context = DataContext(parts: table.names, cases: table.cases)
  }
}
