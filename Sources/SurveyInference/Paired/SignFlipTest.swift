import SurveyProbability
import SurveyVocabulary

/// The permutation test of paired differences: the observed mean among those with other signs.
///
/// If the differences are symmetric about zero, each sign was as likely as its opposite. The mean
/// difference is set against those of all assignments of signs; its t statistic would give the same
/// probability, because the squares of the differences do not change with their signs.
///
/// Reference: Fisher (1935), The Design of Experiments, section 21; Phipson & Smyth (2010),
/// doi:10.2202/1544-6115.1585.
public struct SignFlipTest: Finding {
  /// The stable name of the method.
  public static let methodID = "sign-flip-test/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all signs of at most 40 differences that are not zero.
    case exact
    /// By counting sums, for at most 1,000 differences that are whole multiples of `unit`, such as 0.25
    /// for the means of four items.
    case grid(unit: Double)
    /// By random signs, at most 100,000,000 assignments, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// The mean difference, in units of the data.
  public let difference: Estimate
  /// The mean difference in units of the root mean of the two variances, with Bonett's interval; `nil`
  /// for fewer than two pairs, or where the values do not vary.
  public let effect: Estimate?
  /// The mean difference with its null distribution.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a mean at least as extreme if the differences are symmetric about zero.
  public let pValue: Double
  /// Where the probability of all signs lies, given the random ones (Clopper & Pearson); `nil` for an
  /// exact probability.
  public let pValueInterval: ConfidenceInterval?
  /// How the null distribution was found.
  public let method: Method
  /// How a two-sided probability is defined.
  public let twoSided: TwoSidedDefinition
  /// How many differences are positive, negative and zero.
  public let signs: SignedRankTest.Signs
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests the differences of pairs, `values` minus `baseline`, by 9,999 random assignments of signs, or
  /// as `method` says.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - method: All signs, a grid of sums, or random signs.
  ///   - tieTolerance: Sums closer than this, relative to the sum of the sizes of the differences, count
  ///     as equal.
  ///   - alternative: The side to test.
  ///   - twoSided: How a two-sided probability is defined; by distance and doubled are the same.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there is no pair, the lengths differ, a value is not finite, all
  ///   differences are zero, the method is not feasible at this size or does not fit the differences, or
  ///   random signs are to be judged by minimum likelihood or mid-p.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), tieTolerance: Double = 1e-12,
    alternative: Alternative = .twoSided, twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard tieTolerance >= 0, tieTolerance < 1 else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a number from 0 to below 1")
    }
    let differences = try pairedDifferences(values, baseline, atLeast: 1)
    let (positive, negative) = (differences.count { $0 > 0 }, differences.count { $0 < 0 })
    guard positive + negative > 0 else {
      throw InputError(
        .constant, "differences", "all of them are zero", remedy: "there is no sign to change")
    }
    let flips = SignFlips(differences, tolerance: tieTolerance)
    let reference: TestStatistic.Reference
    switch method {
    case .exact:
      reference = .exact(try flips.enumerated(twoSided))
      pValueInterval = nil
    case .grid(let unit):
      reference = .exact(try SignFlips.counted(differences, unit: unit, twoSided))
      pValueInterval = nil
    case .monteCarlo(let permutations, let seed):
      try twoSided.checkForDraws()
      let drawn = try flips.sampled(permutations, seed: seed)
      // The observed signs are one assignment, which keeps the probability from being zero.
      reference = .monteCarlo(
        try drawn.tails(twoSided, adding: 1), draws: permutations, seed: seed)
      pValueInterval = try drawn.interval(alternative, twoSided, confidence: confidence)
    }
    let moments = try Moments(finite: differences)
    difference = Estimate(moments.mean)
    statistic = TestStatistic("difference", moments.mean, reference: reference)
    pValue = statistic.pValue(alternative)
    effect = try Self.effect(
      PairSums(Array(values), Array(baseline)), moments, alternative, confidence)
    self.method = method
    self.twoSided = twoSided
    self.alternative = alternative
    signs = SignedRankTest.Signs(
      positive: positive, negative: negative, zero: differences.count - positive - negative)
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }

  private static func effect(
    _ pairs: PairSums, _ differences: Moments, _ alternative: Alternative, _ confidence: Double
  ) throws(InputError) -> Estimate? {
    guard differences.count >= 2, max(pairs.first.sumOfSquares, pairs.second.sumOfSquares) > 0 else {
      return nil
    }
    let effect = try PairedTTest.averageVarianceEffect(
      pairs, differences, alternative: alternative, confidence: confidence)
    return effect.value.isFinite && effect.standardError?.isFinite == true ? effect : nil
  }
}

extension SignFlipTest {
  /// The mean difference with the test, and the effect.
  public var report: Report {
    var seed: UInt64?
    var options: [Report.Fact] = []
    switch method {
    case .exact: options = [.init("null distribution", .text("all signs"))]
    case .grid(let unit):
      options = [
        .init("null distribution", .text("all signs, counted on a grid")), .init("unit", .number(unit)),
      ]
    case .monteCarlo(let permutations, let number):
      options = [
        .init("null distribution", .text("random signs")), .init("permutations", .count(permutations)),
      ]
      seed = number
    }
    if twoSided != .distance { options.append(.init("two-sided p", .text(twoSided.rawValue))) }
    var facts = [
      Report.Fact("positive", .count(signs.positive)), Report.Fact("negative", .count(signs.negative)),
      Report.Fact("zero", .count(signs.zero)),
    ]
    if let pValueInterval {
      facts.append(
        .init(
          "\(DecimalText.level(pValueInterval.level)) CI of p", .interval(pValueInterval, .bounded(4))))
    }
    return Report(
      context.title("Sign-flip test", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: Citation("Fisher", 1935, "The Design of Experiments, section 21")),
      rows: [
        .init("mean difference", difference, statistic: statistic, pValue: pValue, alternative: alternative)
      ] + (effect.map { [.init("average-variance d", $0)] } ?? []),
      facts: facts, cases: context.cases,
      notes: effect == nil
        ? ["The values do not vary enough, or are too few, for a standardized effect."] : [])
  }
}
