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
  }

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By counting all assignments of signs to the ranks.
    case exact
    /// By the normal distribution with the variance that the ties leave.
    case asymptotic(continuityCorrection: Bool = true)
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
  /// How many differences are positive, negative and zero.
  public let signs: Signs
  /// What became of differences of zero.
  public let zeros: ZeroRule
  /// How the null distribution was found.
  public let method: Method
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
  ///   - confidence: The level of the interval of the pseudomedian.
  /// - Throws: `InputError` if there is no pair, the lengths differ, a value is not finite, all
  ///   differences are zero, or there are too many pairs for an exact test.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, zeros: ZeroRule = .pratt,
    method: Method = .exact, tieTolerance: Double = 0, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance.isFinite else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a finite number of at least 0")
    }
    let differences = try pairedDifferences(values, baseline, atLeast: 1)
    let ranks = SignedRanks(differences, zeros, tolerance: tieTolerance)
    guard !ranks.doubled.isEmpty else {
      throw InputError(
        .constant, "differences", "all of them are zero", remedy: "there is nothing to rank")
    }
    let finding = try Self.test(ranks, method, alternative)
    statistic = finding
    pValue = finding.pValue(alternative)
    sumOfPositiveRanks = Double(ranks.positiveSum) / 2
    sumOfNegativeRanks = Double(ranks.sum - ranks.positiveSum) / 2
    rankBiserial = Double(2 * ranks.positiveSum - ranks.sum) / Double(ranks.sum)
    pseudomedian = try Pseudomedian.estimate(differences, method, alternative, confidence)
    signs = ranks.signs
    nearTies = ranks.nearTies
    self.alternative = alternative
    self.zeros = zeros
    self.method = method
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }

  private static func test(
    _ ranks: SignedRanks, _ method: Method, _ alternative: Alternative
  ) throws(InputError) -> TestStatistic {
    switch method {
    case .exact:
      let distribution = try SignedRankCounts(doubledRanks: ranks.doubled)
      let lower = distribution.lower(ranks.positiveSum)
      let upper = distribution.upper(ranks.positiveSum)
      // Symmetric about its mean, so that both definitions of two-sided are one.
      let tails = TailProbabilities(
        lower: lower, upper: upper, twoSided: min(1, 2 * min(lower, upper)),
        definition: "distance from the mean, here the same as the doubled smaller tail")
      return TestStatistic("V", Double(ranks.positiveSum) / 2, reference: .exact(tails))
    case .asymptotic(let continuityCorrection):
      let distance = Double(2 * ranks.positiveSum - ranks.sum) / 4
      let variance = ranks.doubled.reduce(0) { $0 + Double($1) * Double($1) } / 16
      let corrected = continuityCorrection ? correct(distance, alternative) : distance
      return TestStatistic("z", corrected / variance.squareRoot(), reference: .normal)
    }
  }
}

extension SignedRankTest {
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

  /// The pseudomedian with its interval and the test, and the effect.
  public var report: Report {
    var options = [Report.Fact("zeros", .text(zeros == .pratt ? "Pratt" : "Wilcoxon (left out)"))]
    switch method {
    case .exact: options.append(Report.Fact("null distribution", .text("exact, conditional on ties")))
    case .asymptotic(let corrected):
      options.append(
        Report.Fact(
          "null distribution",
          .text("normal, \(corrected ? "with" : "without") continuity correction")))
    }
    let warnings =
      nearTies == 0
      ? []
      : [
        "Some absolute differences are unequal only by rounding and were not tied (\(nearTies)): "
          + "tieTolerance: 1e-9 ties them."
      ]
    let notes =
      pseudomedian.interval == nil
      ? ["There are too few pairs for an interval of the pseudomedian at this level."] : []
    return Report(
      context.title("Signed-rank test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation("Wilcoxon", 1945, "Biometrics Bulletin 1, 80-83", doi: "10.2307/3001968")),
      rows: [
        Report.Row(
          "pseudomedian of the differences", pseudomedian, statistic: statistic, pValue: pValue,
          alternative: alternative),
        Report.Row("rank-biserial r", Estimate(rankBiserial), style: .bounded(2)),
      ],
      facts: [
        Report.Fact("positive", .count(signs.positive)), Report.Fact("negative", .count(signs.negative)),
        Report.Fact("zero", .count(signs.zero)),
        Report.Fact("sum of positive ranks", .number(sumOfPositiveRanks)),
        Report.Fact("of negative ranks", .number(sumOfNegativeRanks)),
      ],
      cases: context.cases, notes: notes, warnings: warnings)
  }
}
