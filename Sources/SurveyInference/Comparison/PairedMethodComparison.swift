import SurveyProbability
import SurveyVocabulary

/// Five tests of the difference between two occasions of the same cases, side by side.
///
/// Means by the paired t test and by sign flips, trimmed means by Yuen's test for pairs, the pseudomedian by
/// Wilcoxon's signed ranks, the median by the sign test. The finding states where they agree and where they
/// do not, and chooses none of them: a method chosen by its probability has no probability.
///
/// Reference: Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), doi:10.1177/1745691616658637.
public struct PairedMethodComparison: Finding {
  /// The method and the version of its definition.
  public static let methodID = "paired-method-comparison/1"

  /// The methods in a fixed order, each with what it found or the reason why it found nothing.
  public let methods: [ComparedMethod]
  /// The level that the probabilities are compared with: 1 less the level of the intervals.
  public let level: Double
  /// The share trimmed at each end of an occasion for Yuen's test.
  public let trim: Double
  /// What the signed-rank test does with differences of zero.
  public let zeros: SignedRankTest.ZeroRule
  /// How the probability of the signed-rank test was found.
  public let rankMethod: SignedRankTest.Method
  /// How the distribution of the mean under changed signs was found.
  public let flipMethod: SignFlipTest.Method
  /// The side that was tested.
  public let alternative: Alternative
  /// How many differences are positive, negative and zero.
  public let signs: SignedRankTest.Signs
  /// The names of the two occasions for print, and the cases.
  public var context: DataContext

  /// Tests the differences of pairs, `values` minus `baseline`, by five methods.
  ///
  /// - Parameters:
  ///   - values: The later or first-named values.
  ///   - baseline: The values they are compared with, in the same order of cases.
  ///   - trim: The share that Yuen's test trims at each end of an occasion, from 0 to below one half.
  ///   - zeros: What the signed-rank test does with differences of zero; the sign test leaves them out.
  ///   - ranks: How the probability of the signed-rank test is found.
  ///   - flips: All signs, counted sums, or random signs.
  ///   - tieTolerance: Absolute differences no further apart than this are tied, and no larger are zeros, for
  ///     the signed-rank test and the sign test.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals; probabilities are compared with 1 less this.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite, or
  ///   an option is out of its range. A method that refuses the data does not fail the others.
  public init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, trim: Double = 0.2,
    zeros: SignedRankTest.ZeroRule = .pratt, ranks: SignedRankTest.Method = .exact,
    flips: SignFlipTest.Method = .monteCarlo(permutations: 9_999, seed: 1), tieTolerance: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try TrimmedSummary.check(trim: trim)
    try Self.check(flips)
    guard tieTolerance >= 0, tieTolerance.isFinite else {
      throw .outOfRange("tie tolerance", value: tieTolerance, allowed: "a finite number of at least 0")
    }
    let differences = try pairedDifferences(values, baseline, atLeast: 2)
    let (later, earlier) = (Array(values), Array(baseline))
    methods = [
      ComparedMethod(Self.paired) { () throws(InputError) in
        let test = try PairedTTest(later, against: earlier, alternative: alternative, confidence: confidence)
        return .init(test.difference, test.statistic, test.pValue)
      },
      ComparedMethod(Self.flipped) { () throws(InputError) in
        let test = try SignFlipTest(
          later, against: earlier, method: flips, alternative: alternative, confidence: confidence)
        return .init(test.difference, test.statistic, test.pValue, test.pValueInterval)
      },
      ComparedMethod(Self.yuen(trim)) { () throws(InputError) in
        let test = try PairedYuenTest(
          later, against: earlier, trim: trim, alternative: alternative, bootstrap: nil,
          confidence: confidence)
        return .init(test.difference, test.statistic, test.pValue)
      },
      ComparedMethod(Self.signedRank) { () throws(InputError) in
        let test = try SignedRankTest(
          later, against: earlier, zeros: zeros, method: ranks, tieTolerance: tieTolerance,
          alternative: alternative, confidence: confidence)
        return .init(test.pseudomedian, test.statistic, test.pValue)
      },
      ComparedMethod(Self.sign) { () throws(InputError) in
        let test = try SignTest(
          later, against: earlier, tieTolerance: tieTolerance, alternative: alternative,
          confidence: confidence)
        return .init(test.median, test.statistic, test.pValue)
      },
    ]
    level = 1 - confidence
    self.trim = trim
    self.zeros = zeros
    rankMethod = ranks
    flipMethod = flips
    self.alternative = alternative
    let (positive, negative) = (differences.count { $0 > 0 }, differences.count { $0 < 0 })
    signs = SignedRankTest.Signs(
      positive: positive, negative: negative, zero: differences.count - positive - negative)
    context = DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }

  private static func check(_ method: SignFlipTest.Method) throws(InputError) {
    switch method {
    case .exact: return
    case .grid(let unit):
      guard unit > 0, unit.isFinite else {
        throw .outOfRange("unit", value: unit, allowed: "a finite number above 0")
      }
    case .monteCarlo(let permutations, _):
      try GroupDivisions.Counts.check(permutations, "permutations")
    }
  }
}

extension PairedMethodComparison {
  private static let paired = ComparedMethod.Kind(
    name: "paired t test", methodID: PairedTTest.methodID, quantity: "mean difference",
    hypothesis: "a mean difference of zero")
  private static let flipped = ComparedMethod.Kind(
    name: "sign flips", methodID: SignFlipTest.methodID, quantity: "mean difference",
    hypothesis: "symmetry about zero, judged by the mean")
  private static func yuen(_ trim: Double) -> ComparedMethod.Kind {
    ComparedMethod.Kind(
      name: "Yuen's test for pairs", methodID: PairedYuenTest.methodID,
      quantity: "difference in \(DecimalText.level(trim)) trimmed means", hypothesis: "equal trimmed means")
  }
  private static let signedRank = ComparedMethod.Kind(
    name: "signed-rank test", methodID: SignedRankTest.methodID, quantity: "pseudomedian of the differences",
    hypothesis: "symmetry about zero, judged by ranks")
  private static let sign = ComparedMethod.Kind(
    name: "sign test", methodID: SignTest.methodID, quantity: "median difference",
    hypothesis: "increases as likely as decreases")

  /// The methods as rows, what each one asks as a table, and what follows from them as notes.
  public var report: Report {
    Report(
      context.title("Comparison of methods for pairs", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: ComparedMethod.citation),
      rows: methods.compactMap { $0.row(alternative) }, grids: [methods.grid],
      facts: [
        .init("pairs", .count(signs.positive + signs.negative + signs.zero)),
        .init("positive", .count(signs.positive)), .init("negative", .count(signs.negative)),
        .init("zero", .count(signs.zero)),
      ], cases: context.cases,
      notes: methods.notes(
        level: level, trim: trim, ("\(context.part(0)) is higher", "\(context.part(1)) is higher")))
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = flipMethod else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let signs: String =
      switch flipMethod {
      case .exact: "all signs"
      case .grid(let unit): "all signs, counted on a grid of \(unit)"
      case .monteCarlo(let count, _): "\(DecimalText.grouped(count)) random assignments of signs"
      }
    let ranks: String =
      switch rankMethod {
      case .exact: "exact given the ties"
      case .asymptotic(let corrects): ComparedMethod.approximation(corrects)
      case .monteCarlo(let count, let seed):
        "\(DecimalText.grouped(count)) random assignments of signs, seed \(seed)"
      }
    return ComparedMethod.options(alternative, trim: trim) + [
      .init("signed ranks", .text("\(ranks), zeros by \(zeros.rawValue)")), .init("sign flips", .text(signs)),
    ]
  }
}
