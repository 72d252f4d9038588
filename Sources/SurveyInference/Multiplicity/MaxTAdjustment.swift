import SurveyProbability
import SurveyVocabulary

/// Westfall and Young's step-down adjustment for several outcomes of two groups, by permuting cases.
///
/// Each outcome has Welch's t. Cases are divided anew with all their outcomes, so that the adjustment
/// knows how the outcomes depend on each other: the more they do, the less it adds.
///
/// Reference: Westfall & Young (1993), Resampling-based multiple testing, Wiley.
public struct MaxTAdjustment: Finding {
  /// The stable name of the method.
  public static let methodID = "max-t-adjustment/1"

  /// How the null distribution is found.
  public enum Method: Hashable, Sendable {
    /// By going through all divisions of the cases, of which there may be at most 1,000,000.
    case exact
    /// By random divisions, at most 10,000,000, from a seed.
    case monteCarlo(permutations: Int, seed: UInt64)
  }

  /// First mean minus second of each outcome, in its units.
  public let differences: [Double]
  /// Welch's t of each outcome.
  public let statistics: [Double]
  /// The permutation p-value of each outcome by itself.
  public let pValues: [Double]
  /// The adjusted p-values, in the order of the outcomes.
  public let adjusted: [Double]
  /// The sizes of the two groups.
  public let counts: [Int]
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// How the null distribution was found.
  public let method: Method
  /// The names of the outcomes for print, and the cases.
  public var context: DataContext

  /// Compares two groups on several outcomes, one array to an outcome, cases in the same order in each.
  ///
  /// - Parameters:
  ///   - group: The outcomes of the group whose means are the minuends.
  ///   - baseline: The same outcomes of the other group.
  ///   - names: The names of the outcomes, for print and errors; numbers where there are none.
  ///   - alternative: The side on which a difference is looked for, the same for all outcomes.
  ///   - method: All divisions, or random ones.
  /// - Throws: `InputError` if there is no outcome, the groups have not the same outcomes, a group has fewer
  ///   than two cases, outcomes are not equally long, a value is not finite, neither group varies on an
  ///   outcome, or the method is not feasible at this size.
  public init(
    _ group: [[Double]], against baseline: [[Double]], names: [String] = [],
    alternative: Alternative = .twoSided, method: Method = .monteCarlo(permutations: 9_999, seed: 1)
  ) throws(InputError) {
    guard !group.isEmpty else { throw .tooFew("outcomes", found: 0, needed: 1) }
    try checkEqualLength(group.count, "outcomes of the group", baseline.count, "the baseline")
    if !names.isEmpty { try checkEqualLength(names.count, "names", group.count, "the list of outcomes") }
    let labels = group.indices.map { names.isEmpty ? "outcome \($0 + 1)" : names[$0] }
    var tests: [WelchTest] = []
    for (index, label) in labels.enumerated() {
      try checkEqualLength(group[index].count, "\(label) of the group", group[0].count, labels[0])
      try checkEqualLength(baseline[index].count, "\(label) of the baseline", baseline[0].count, labels[0])
      do throws(InputError) {
        tests.append(try WelchTest(group[index], against: baseline[index]))
      } catch {
        throw InputError(error.code, "\(label), \(error.subject)", error.problem, remedy: error.remedy)
      }
    }
    let outcomes = PermutedOutcomes(group, baseline, alternative)
    let extra: Int
    let reached: PermutedOutcomes.Counts
    switch method {
    case .exact: (reached, extra) = (try outcomes.enumerated(), 0)
    // The observed division is one of them, which keeps a probability from being zero.
    case .monteCarlo(let permutations, let seed):
      (reached, extra) = (try outcomes.sampled(permutations, seed: seed), 1)
    }
    differences = tests.map(\.difference.value)
    statistics = tests.map(\.statistic.value)
    pValues = reached.single.map { Double($0 + extra) / Double(reached.all + extra) }
    adjusted = outcomes.adjusted(reached, adding: extra)
    counts = [group[0].count, baseline[0].count]
    self.alternative = alternative
    self.method = method
    context = DataContext(
      parts: names.isEmpty ? labels : names, cases: CaseLedger(all: group[0].count + baseline[0].count))
  }
}

extension MaxTAdjustment {
  /// The outcomes with their differences and p-values, one to a line.
  public var report: Report {
    let lines = differences.indices.map { index -> [Report.Cell] in
      [
        .text(context.part(index)), .number(differences[index]), .number(statistics[index]),
        .pValue(pValues[index]), .pValue(adjusted[index]),
      ]
    }
    var seed: UInt64?
    var how = "all divisions"
    if case .monteCarlo(let permutations, let given) = method {
      seed = given
      how = "\(DecimalText.grouped(permutations)) random divisions"
    }
    return Report(
      context.title("Step-down maxT adjustment"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("method", .text(how)), Report.Fact("alternative", .text(alternative.rawValue)),
        ], seed: seed,
        citation: Citation("Westfall & Young", 1993, "Resampling-based multiple testing, Wiley")),
      grids: [
        Report.Grid(columns: ["outcome", "difference", "t", "permutation p", "adjusted p"], lines: lines)
      ],
      facts: [
        Report.Fact("n", .counts(counts)), Report.Fact("outcomes in the family", .count(differences.count)),
      ], cases: context.cases)
  }
}
