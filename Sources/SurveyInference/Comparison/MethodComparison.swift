import SurveyProbability
import SurveyVocabulary

/// Five tests of the difference between two independent groups, side by side.
///
/// Means by Welch's test and by its permutation, trimmed means by Yuen's test, superiority by the tests of
/// Mann and Whitney and of Brunner and Munzel. The finding states where they agree and where they do not, and
/// chooses none of them: a method chosen by its probability has no probability.
///
/// Reference: Steegen, Tuerlinckx, Gelman & Vanpaemel (2016), doi:10.1177/1745691616658637.
public struct MethodComparison: Finding {
  /// The method and the version of its definition.
  public static let methodID = "method-comparison/1"

  /// The methods in a fixed order, each with what it found or the reason why it found nothing.
  public let methods: [ComparedMethod]
  /// The level that the probabilities are compared with: 1 less the level of the intervals.
  public let level: Double
  /// The share trimmed at each end of a group for Yuen's test.
  public let trim: Double
  /// How the probability of the Mann-Whitney test was found.
  public let rankMethod: MannWhitneyTest.Method
  /// How the permutation distribution of Welch's t was found.
  public let permutationMethod: PermutationTest.Method
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The sizes of the two groups.
  public let sizes: [Int]
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares two groups by five methods.
  ///
  /// - Parameters:
  ///   - group: The first group: positive differences mean that its values are higher.
  ///   - baseline: The group it is compared with.
  ///   - trim: The share that Yuen's test trims at each end of a group, from 0 to below one half.
  ///   - ranks: How the probability of the Mann-Whitney test is found.
  ///   - permutation: All divisions or random ones.
  ///   - alternative: The side on which a difference is looked for.
  ///   - confidence: The level of the intervals; probabilities are compared with 1 less this.
  /// - Throws: `InputError` if a group has fewer than two observations or a value that is not finite, or if
  ///   an option is out of its range. A method that refuses the data does not fail the others.
  public init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, trim: Double = 0.2,
    ranks: MannWhitneyTest.Method = .exact(),
    permutation: PermutationTest.Method = .monteCarlo(permutations: 9_999, seed: 1),
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try TrimmedSummary.check(trim: trim)
    try Self.check(permutation)
    let first = try finiteValues(group, "group", atLeast: 2)
    let second = try finiteValues(baseline, "baseline", atLeast: 2)
    methods = [
      ComparedMethod(Self.welch) { () throws(InputError) in
        let test = try WelchTest(first, against: second, alternative: alternative, confidence: confidence)
        return .init(test.difference, test.statistic, test.pValue)
      },
      ComparedMethod(Self.permuted) { () throws(InputError) in
        let test = try PermutationTest(
          first, against: second, alternative: alternative, method: permutation, confidence: confidence)
        return .init(test.difference, test.statistic, test.pValue, test.pValueInterval)
      },
      ComparedMethod(Self.yuen(trim)) { () throws(InputError) in
        let test = try YuenTest(
          first, against: second, trim: trim, alternative: alternative, bootstrap: nil, confidence: confidence
        )
        return .init(test.difference, test.statistic, test.pValue)
      },
      ComparedMethod(Self.mannWhitney) { () throws(InputError) in
        let test = try MannWhitneyTest(
          first, against: second, alternative: alternative, method: ranks, confidence: confidence)
        return .init(test.effect, test.statistic, test.pValue)
      },
      ComparedMethod(Self.brunnerMunzel) { () throws(InputError) in
        let test = try BrunnerMunzelTest(
          first, against: second, alternative: alternative, confidence: confidence)
        return .init(test.effect, test.statistic, test.pValue)
      },
    ]
    level = 1 - confidence
    self.trim = trim
    rankMethod = ranks
    permutationMethod = permutation
    self.alternative = alternative
    sizes = [first.count, second.count]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: first.count + second.count))
  }

  private static func check(_ method: PermutationTest.Method) throws(InputError) {
    switch method {
    case .exact: return
    case .grid:
      throw InputError(
        .definition, "permutation", "a grid counts sums, and Welch's t is not a function of the sum",
        remedy: "use .exact or .monteCarlo")
    case .monteCarlo(let permutations, _):
      try GroupDivisions.Counts.check(permutations, "permutations")
    }
  }
}

extension MethodComparison {
  private static let welch = ComparedMethod.Kind(
    name: "Welch's test", methodID: WelchTest.methodID, quantity: "difference in means",
    hypothesis: "equal means, any spread")
  private static let permuted = ComparedMethod.Kind(
    name: "permutation of Welch's t", methodID: PermutationTest.methodID, quantity: "difference in means",
    hypothesis: "equal distributions, judged by t")
  private static func yuen(_ trim: Double) -> ComparedMethod.Kind {
    ComparedMethod.Kind(
      name: "Yuen's test", methodID: YuenTest.methodID,
      quantity: "difference in \(DecimalText.level(trim)) trimmed means",
      hypothesis: "equal trimmed means, any spread")
  }
  private static let mannWhitney = ComparedMethod.Kind(
    name: "Mann-Whitney test", methodID: MannWhitneyTest.methodID, quantity: "probability of superiority",
    hypothesis: "equal distributions, judged by ranks", nullValue: 0.5)
  private static let brunnerMunzel = ComparedMethod.Kind(
    name: "Brunner-Munzel test", methodID: BrunnerMunzelTest.methodID,
    quantity: "probability of superiority",
    hypothesis: "superiority of one half, any spread", nullValue: 0.5)

  /// The methods as rows, what each one asks as a table, and what follows from them as notes.
  public var report: Report {
    Report(
      context.title("Comparison of methods", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID, options: options, seed: seed,
        citation: ComparedMethod.citation),
      rows: methods.compactMap { $0.row(alternative) }, grids: [methods.grid],
      facts: [.init("n", .counts(sizes))], cases: context.cases,
      notes: methods.notes(
        level: level, trim: trim, ("\(context.part(0)) is higher", "\(context.part(1)) is higher")))
  }

  private var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = permutationMethod else { return nil }
    return seed
  }

  private var options: [Report.Fact] {
    let divisions: String =
      if case .monteCarlo(let count, _) = permutationMethod {
        "\(DecimalText.grouped(count)) random divisions"
      } else {
        "all divisions"
      }
    let ranks: String =
      switch rankMethod {
      case .exact(let definition): "exact given the ties, two-sided p by \(definition.rawValue)"
      case .asymptotic(let corrects): ComparedMethod.approximation(corrects)
      case .monteCarlo(let count, let seed, let definition):
        "\(DecimalText.grouped(count)) random divisions, seed \(seed), two-sided p by \(definition.rawValue)"
      }
    return ComparedMethod.options(alternative, trim: trim) + [
      .init("Mann-Whitney", .text(ranks)), .init("permutation", .text(divisions)),
    ]
  }
}
