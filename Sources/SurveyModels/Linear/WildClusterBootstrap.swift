import SurveyProbability
import SurveyVocabulary

/// The wild bootstrap test of a weighted sum of regression coefficients for few clusters, with the interval of the
/// values that it does not reject.
///
/// In each sample the residuals of a whole cluster are multiplied with one random number of mean zero and variance
/// one, so that what cases of a cluster share is kept; the t statistic is set against those of the samples. The
/// interval inverts the test. With each case a cluster of its own it is the wild bootstrap for unequal variances.
///
/// References: Cameron, Gelbach & Miller (2008), doi:10.1162/rest.90.3.414; Roodman, MacKinnon, Nielsen & Webb
/// (2019), doi:10.1177/1536867X19830877.
public struct WildClusterBootstrap: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "wild-cluster-bootstrap/1"

  /// What the residuals of a cluster are multiplied with.
  public enum Multipliers: String, Hashable, Sendable, Codable, CaseIterable {
    /// 1 or -1, each equally likely.
    case rademacher = "Rademacher"
    /// ±√(1/2), ±1 or ±√(3/2), each equally likely (Webb): for fewer than about ten clusters.
    case webb = "Webb"
    /// (1 - √5)/2 with probability (√5 + 1)/(2√5), else (1 + √5)/2 (Mammen 1993), which also has a third moment
    /// of one.
    case mammen = "Mammen"
  }

  /// Whether samples are made under the null hypothesis.
  public enum Null: String, Hashable, Sendable, Codable, CaseIterable {
    /// By the fit with the sum at its tested value (WCR), which keeps the level far better.
    case imposed = "imposed (WCR)"
    /// By the fit itself (WCU).
    case notImposed = "not imposed (WCU)"
  }

  /// Which vectors of multipliers make the samples.
  public enum Draws: Hashable, Sendable {
    /// All of them, at most 1,048,576; not for Mammen's multipliers, which are not equally likely.
    case all
    /// Random ones, at most 1,000,000, from a seed.
    case random(resamples: Int, seed: UInt64)
  }

  /// The sum of weight times coefficient with its standard error, and the values that are not rejected. The
  /// interval is infinite on a side on which every value is kept, and there is none where the test rejects the
  /// estimate itself.
  public let estimate: Estimate
  /// The value that the sum is tested against.
  public let value: Double
  /// The estimate minus the value over its standard error, with its bootstrap distribution.
  public let statistic: TestStatistic
  /// The side on which a departure from the value was looked for.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme; random draws count the observed one as one more.
  public let pValue: Double
  /// How a two-sided probability is defined: by distance (symmetric) or doubled (equal tails).
  public let twoSided: TwoSidedDefinition
  /// The weight of each coefficient that has one, in the order of the design.
  public let weights: [(name: String, weight: Double)]
  /// How the standard errors of the estimate and of every sample were found.
  public let errors: CoefficientErrors
  /// What the residuals were multiplied with.
  public let multipliers: Multipliers
  /// Whether samples were made under the null hypothesis.
  public let null: Null
  /// Which vectors made the samples.
  public let draws: Draws
  /// The number of clusters with a case.
  public let clusterCount: Int
  /// How many different vectors of multipliers there are; `nil` above 1,048,576.
  public let possibleDraws: Int?
  /// How many different ones made samples; `nil` where more than 1,048,576 are possible.
  public let distinctDraws: Int?
  /// The samples without a statistic at the tested value, which count as extreme.
  public let undefinedCount: Int
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests a sum of coefficients of a regression of clustered cases.
  ///
  /// - Parameters:
  ///   - regression: The coefficients; its estimator makes the standard errors of all samples.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - multipliers: What the residuals of a cluster are multiplied with.
  ///   - null: Whether samples are made under the null hypothesis.
  ///   - draws: All vectors of multipliers, or random ones.
  ///   - alternative: The side on which a departure is looked for.
  ///   - twoSided: How a two-sided probability is defined, by distance or doubled.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for a linear combination, if there are too many vectors or draws, for all vectors
  ///   of Mammen's multipliers, or for another definition of two-sided probabilities.
  public init(
    of regression: ClusteredRegression, _ weights: [String: Double], equals value: Double = 0,
    multipliers: Multipliers = .rademacher, null: Null = .imposed,
    draws: Draws = .random(resamples: 9_999, seed: 1), alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      of: regression, weights, equals: value, multipliers: multipliers, null: null, draws: draws,
      alternative: alternative, twoSided: twoSided, confidence: confidence,
      errors: .clustered(regression.estimator))
  }

  private init(
    of regression: ClusteredRegression, _ weights: [String: Double], equals value: Double,
    multipliers: Multipliers, null: Null, draws: Draws, alternative: Alternative,
    twoSided: TwoSidedDefinition,
    confidence: Double, errors: CoefficientErrors
  ) throws(InputError) {
    let plain = try LinearCombination(
      of: regression, weights, equals: value, alternative: alternative, confidence: confidence)
    guard let t = plain.statistic?.value, let error = plain.estimate.standardError else {
      throw .noVarianceOfSum
    }
    let contrast = try regression.sums.contrast(weights)
    let form = try WildBootstrapForm(regression, contrast, isImposed: null == .imposed)
    let samples =
      switch draws {
      case .all: try WildBootstrapSamples(allOf: form, multipliers, order: contrast.count, twoSided)
      case .random(let resamples, let seed):
        try WildBootstrapSamples(
          resamples, of: form, multipliers, order: contrast.count, seed: seed, twoSided)
      }
    // The factor of the estimator is in the observed statistic alone.
    let root = regression.estimator.factor(
      clusters: regression.clusterCount, cases: regression.regression.fit.caseCount,
      freedom: regression.regression.residualDegreesOfFreedom
    ).squareRoot()
    let tails = try samples.tails(t * root)
    let level = 1 - confidence
    // A positive τ belongs to values below the estimate.
    let below = alternative == .less ? nil : try samples.limit(1, level: level, alternative)
    let above = alternative == .greater ? nil : try samples.limit(-1, level: level, alternative)
    let center = plain.estimate.value
    let lower = alternative == .less ? -.infinity : below.map { center - $0 / root * error }
    let upper = alternative == .greater ? .infinity : above.map { center - $0 / root * error }
    var interval: ConfidenceInterval?
    if let lower, let upper {
      interval = ConfidenceInterval(
        lower: lower, upper: upper, level: confidence, method: "wild bootstrap, inverted test")
    }
    estimate = Estimate(center, standardError: error, interval: interval)
    statistic =
      switch draws {
      case .all: TestStatistic("t", t, reference: .exact(tails))
      case .random(let resamples, let seed):
        TestStatistic("t", t, reference: .monteCarlo(tails, draws: resamples, seed: seed))
      }
    pValue = statistic.pValue(alternative)
    self.value = value
    self.alternative = alternative
    self.twoSided = twoSided
    self.weights = plain.weights
    self.errors = errors
    self.multipliers = multipliers
    self.null = null
    self.draws = draws
    clusterCount = regression.clusterCount
    possibleDraws = samples.possible
    distinctDraws = samples.distinct
    undefinedCount = samples.undefinedCount(t * root)
    context = regression.context
  }

  /// Tests a sum of coefficients of a regression of independent cases of unequal variances: each case is a
  /// cluster of its own.
  ///
  /// - Parameters:
  ///   - regression: The fit with standard errors HC0, HC1, HC2 or HC3, which those of all samples are too.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - multipliers: What the residual of a case is multiplied with.
  ///   - null: Whether samples are made under the null hypothesis.
  ///   - draws: All vectors of multipliers, or random ones.
  ///   - alternative: The side on which a departure is looked for.
  ///   - twoSided: How a two-sided probability is defined, by distance or doubled.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for clustered cases, and for other standard errors.
  public init(
    of regression: LinearRegression, _ weights: [String: Double], equals value: Double = 0,
    multipliers: Multipliers = .rademacher, null: Null = .imposed,
    draws: Draws = .random(resamples: 9_999, seed: 1), alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    let estimators: [StandardErrors: ClusteredRegression.Estimator] = [
      .hc0: .cr0, .hc1: .cr1s, .hc2: .cr2, .hc3: .cr3,
    ]
    guard let estimator = estimators[regression.standardErrors] else {
      throw InputError(
        .definition, "standard errors",
        "there is no wild bootstrap with \(regression.standardErrors.rawValue)",
        remedy: "fit with .hc0, .hc1, .hc2 or .hc3")
    }
    try self.init(
      of: ClusteredRegression(
        of: regression, clusters: regression.fit.outcome.indices, estimator: estimator, confidence: confidence
      ),
      weights, equals: value, multipliers: multipliers, null: null, draws: draws, alternative: alternative,
      twoSided: twoSided, confidence: confidence, errors: .independent(regression.standardErrors))
  }
}
