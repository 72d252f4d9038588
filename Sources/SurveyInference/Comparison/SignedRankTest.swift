import SurveyProbability
import SurveyVocabulary

/// Wilcoxon's signed-rank test of paired differences.
///
/// The differences are the first argument minus the second. The statistic V is the sum of the midranks
/// of the positive differences. The exact null distribution is conditional on the ties and zeros that
/// are there. The estimate is the pseudomedian, the median of the averages of all pairs of differences.
///
/// Reference: Wilcoxon (1945), doi:10.2307/3001968; zeros: Pratt (1959),
/// doi:10.1080/01621459.1959.10501526.
public struct SignedRankTest: Finding {
  /// The stable name of the method.
  public static let methodID = "signed-rank-test/1"

  /// What becomes of differences of zero.
  public enum ZeroRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// Zeros are ranked with the others and their ranks then left out.
    case pratt
    /// Zeros are left out before ranking.
    case wilcoxon
    /// Zeros are ranked with the others, and half of their ranks counts as positive, half as negative. Both
    /// halves stay what they are under the null hypothesis, so that the probabilities are those of `pratt`;
    /// the sums of ranks and the rank-biserial correlation hold the zeros too.
    case split
  }

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By counting all assignments of signs to the ranks.
    case exact
    /// By the normal distribution with the variance that the ties leave.
    case asymptotic(continuityCorrection: Bool = true)
    /// By random signs of the ranks, at most 100,000,000 assignments, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// The sum of the midranks of the positive differences.
  public let sumOfPositiveRanks: Double
  /// The sum of the midranks of the negative differences.
  public let sumOfNegativeRanks: Double
  /// The pseudomedian of the differences, in units of the data, zeros included.
  public let pseudomedian: Estimate
  /// The matched-pairs rank-biserial correlation: the difference of the two sums over their sum.
  public let rankBiserial: Double
  /// V with its counted distribution, or z.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the differences are symmetric about zero.
  public let pValue: Double
  /// Where the probability of all signs lies, given the random ones (Clopper & Pearson); `nil` for other
  /// methods.
  public let pValueInterval: ConfidenceInterval?
  /// How many differences are positive, negative and zero.
  public let signs: Signs
  /// What became of differences of zero.
  public let zeros: ZeroRule
  /// How the null distribution was found.
  public let method: Method
  /// How a two-sided probability of signs is defined.
  public let twoSided: TwoSidedDefinition
  /// The number of absolute differences that are unequal only by rounding and were not tied.
  public let nearTies: Int
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// How many differences are of each sign.
  public struct Signs: Hashable, Sendable {
    /// Differences above zero.
    public let positive: Int
    /// Differences below zero.
    public let negative: Int
    /// Differences of zero.
    public let zero: Int
  }

  /// Tests the differences of pairs, `values` minus `baseline`.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - zeros: What becomes of differences of zero.
  ///   - method: How the null distribution is found.
  ///   - tieTolerance: Absolute differences that lie no further apart than this are tied, and those no
  ///     larger than this are zeros. Decimal data are rarely exact in binary: 1.1 - 0.8 and 0.7 - 0.4
  ///     differ in the last digit unless a tolerance such as 1e-9 ties them.
  ///   - alternative: The side to test.
  ///   - twoSided: How a two-sided probability of signs is defined; by distance and doubled are the same.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is no pair, the lengths differ, a value is not finite, all
  ///   differences are zero, there are too many pairs for an exact test, or random signs are none, too many,
  ///   or to be judged by minimum likelihood or mid-p.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, zeros: ZeroRule = .pratt,
    method: Method = .exact, tieTolerance: Double = 0, alternative: Alternative = .twoSided,
    twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance.isFinite else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a finite number of at least 0")
    }
    let differences = try pairedDifferences(values, baseline, atLeast: 1)
    let ranks = SignedRanks(differences, zeros, tolerance: tieTolerance)
    guard !ranks.signed.isEmpty else {
      throw InputError(
        .constant, "differences", "all of them are zero", remedy: "there is nothing to rank")
    }
    let finding = try Self.test(ranks, method, alternative, twoSided)
    statistic = finding.statistic
    pValue = finding.statistic.pValue(alternative)
    pValueInterval = try finding.counts.map { counts throws(InputError) in
      try counts.interval(alternative, twoSided, confidence: confidence)
    }
    let (positive, all) = (ranks.positiveSum + ranks.zeroHalf, ranks.sum + 2 * ranks.zeroHalf)
    sumOfPositiveRanks = Double(positive) / 2
    sumOfNegativeRanks = Double(all - positive) / 2
    rankBiserial = Double(2 * positive - all) / Double(all)
    pseudomedian = try Pseudomedian.estimate(differences, method, alternative, confidence)
    signs = ranks.signs
    nearTies = ranks.nearTies
    self.alternative = alternative
    self.zeros = zeros
    self.method = method
    self.twoSided = twoSided
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }

  private static func test(
    _ ranks: SignedRanks, _ method: Method, _ alternative: Alternative, _ twoSided: TwoSidedDefinition
  ) throws(InputError) -> (statistic: TestStatistic, counts: GroupDivisions.Counts?) {
    let value = Double(ranks.positiveSum + ranks.zeroHalf) / 2
    switch method {
    case .exact:
      let distribution = try SignedRankCounts(doubledRanks: ranks.doubled)
      let own = ranks.positiveSum
      let tails = try twoSided.symmetricTails(
        about: "the mean", lower: distribution.lower(own), upper: distribution.upper(own),
        equal: distribution.probability(own),
        improbable: distribution.improbable(own, margin: TwoSidedDefinition.tie))
      return (TestStatistic("V", value, reference: .exact(tails)), nil)
    case .monteCarlo(let permutations, let seed):
      try twoSided.checkForDraws()
      // Whole numbers in units of a power of two have exact sums: no tolerance is needed.
      let drawn = try SignFlips(ranks.signed.map(Double.init), tolerance: 0)
        .sampled(permutations, seed: seed)
      // The observed signs are one assignment, which keeps the probability from being zero.
      let tails = try drawn.tails(twoSided, adding: 1)
      return (
        TestStatistic("V", value, reference: .monteCarlo(tails, draws: permutations, seed: seed)), drawn
      )
    case .asymptotic(let continuityCorrection):
      let distance = Double(2 * ranks.positiveSum - ranks.sum) / 4
      let variance = ranks.signed.reduce(0) { $0 + Double($1) * Double($1) } / 16
      let corrected = continuityCorrection ? correct(distance, alternative) : distance
      return (TestStatistic("z", corrected / variance.squareRoot(), reference: .normal), nil)
    }
  }

  /// The distance moved by half a rank, so that the tail holds all of the observed sum: up for the lower
  /// tail, down for the upper, and towards the mean, never across it, for both.
  private static func correct(_ distance: Double, _ alternative: Alternative) -> Double {
    switch alternative {
    case .less: return distance + 0.5
    case .greater: return distance - 0.5
    case .twoSided:
      let size = max(distance.magnitude - 0.5, 0)
      return distance < 0 ? -size : size
    }
  }
}
