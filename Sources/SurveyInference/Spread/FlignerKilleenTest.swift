import SurveyProbability
import SurveyVocabulary

/// Fligner and Killeen's rank test of equal spread in two or more groups, with deviations from medians.
///
/// The absolute deviations of the scores from the median of their group are ranked together; rank r of N has
/// the score Φ⁻¹(½ + r/(2(N + 1))).
///
/// Reference: Fligner & Killeen (1976); with medians: Conover, Johnson & Johnson (1981),
/// doi:10.1080/00401706.1981.10487680. Agrees with R's `fligner.test` of whole numbers to 10 digits.
public struct FlignerKilleenTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "fligner-killeen-test/1"

  /// The sizes of the groups, in their order.
  public let sizes: [Int]
  /// The medians of the groups, in the units of the data.
  public let medians: [Double]
  /// The mean of the normal scores of each group: above the others where the spread is larger.
  public let meanScores: [Double]
  /// χ² with k - 1 degrees of freedom, or with the distribution of its arrangements.
  public let statistic: TestStatistic
  /// The probability of a χ² at least as large if all groups have the same spread.
  public let pValue: Double
  /// ε² = χ²/(N - 1), the share of the variance of the normal scores that lies between the groups.
  public let epsilonSquared: Double
  /// How the probability was found.
  public let method: NullDistributionMethod
  /// Where the probability of all arrangements lies, given the random ones; `nil` for other methods.
  public let pValueInterval: ConfidenceInterval?
  /// The names of the groups and the cases behind them.
  public var context: DataContext

  /// Compares the spread of groups by ranks.
  ///
  /// Deviations that differ by no more than four units in the last place of the largest score are tied:
  /// decimal scores are not exact in binary, and 0.3 - 0.2 is not 0.2 - 0.1.
  ///
  /// - Parameters:
  ///   - groups: The scores of each group, at least two in each.
  ///   - method: The chi-square distribution, or all or random arrangements of the normal scores.
  /// - Throws: `InputError` if there are fewer than two groups, a group has fewer than two scores, a score is
  ///   not finite, all deviations are equal, or the arrangements are too many to go through.
  public init(_ groups: ScoreGroups, method: NullDistributionMethod = .asymptotic) throws(InputError) {
    let scores = try groups.checked(atLeast: 2)
    var centered: [CenteredScores] = []
    for (name, group) in zip(groups.names, scores) {
      centered.append(try CenteredScores(group, from: .median, name))
    }
    let largest = scores.joined().reduce(0) { max($0, $1.magnitude) }
    let midranks = Midranks(
      Self.tied(centered.flatMap(\.deviations), within: largest * (4 * Double.ulpOfOne)))
    guard midranks.tieSizes.count > 1 else {
      throw InputError(
        .constant, "groups", "all absolute deviations from the medians are equal",
        remedy: "there is no difference in spread to test")
    }
    let n = Double(midranks.doubled.count)
    var normal: [Double] = []
    for doubled in midranks.doubled {
      // The upper tail of ½ + r/(2(N + 1)), free of cancellation at the highest ranks.
      normal.append(
        try NormalDistribution.standard.quantile(
          upperTail: (2 * (n + 1) - Double(doubled)) / (4 * (n + 1))))
    }
    let mean = normal.reduce(0, +) / n
    let variance = normal.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / (n - 1)
    var parts: [[Double]] = []
    var start = 0
    for group in scores {
      parts.append(Array(normal[start..<(start + group.count)]))
      start += group.count
    }
    let means = parts.map { $0.reduce(0, +) / Double($0.count) }
    let between = zip(parts, means).reduce(0) { sum, part in
      sum + Double(part.0.count) * (part.1 - mean) * (part.1 - mean)
    }
    let reference: TestStatistic.Reference
    var interval: ConfidenceInterval?
    switch method {
    case .asymptotic: reference = .chiSquare(degreesOfFreedom: Double(parts.count - 1))
    case .exact: reference = try GroupArrangements(parts).enumerated().exactUpper
    case .monteCarlo(let draws, let seed):
      let counts = try GroupArrangements(parts).sampled(draws, seed: seed)
      reference = counts.sampledUpper(draws, seed)
      interval = try counts.interval(count: counts.upper)
    }
    sizes = parts.map(\.count)
    medians = centered.map(\.center)
    meanScores = means
    statistic = TestStatistic("χ²", between / variance, reference: reference)
    pValue = statistic.pValue()
    epsilonSquared = between / variance / (n - 1)
    self.method = method
    pValueInterval = interval
    context = groups.context
  }

  /// Gives values that differ by rounding only the least of them.
  private static func tied(_ values: [Double], within slack: Double) -> [Double] {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var result = values
    var first = -Double.infinity
    for index in order {
      if values[index] - first > slack { first = values[index] }
      result[index] = first
    }
    return result
  }
}

extension FlignerKilleenTest {
  private static let advice = "Do not choose between Student's and Welch's test by this test."
  private static let exchangeability =
    "Arrangements take the deviations as exchangeable, which is approximate, since the medians are estimated."

  /// The finding as rows, tables and choices for any renderer.
  public var report: Report {
    let lines = sizes.indices.map { index -> [Report.Cell] in
      [
        .text(context.part(index)), .count(sizes[index]), .number(medians[index]), .number(meanScores[index]),
      ]
    }
    return Report(
      context.title("Fligner-Killeen test of spread"),
      method: .init(
        Self.methodID, options: [method.option], seed: method.seed,
        citation: Citation(
          "Conover, Johnson & Johnson", 1981, "Technometrics 23, 351-361",
          doi: "10.1080/00401706.1981.10487680")),
      rows: [
        .init(
          "ε² of normal scores", Estimate(epsilonSquared), style: .bounded(3), statistic: statistic,
          pValue: pValue)
      ],
      grids: [Report.Grid(columns: ["group", "n", "median", "mean score"], lines: lines)],
      facts: pValueInterval.map { [$0.factOfP] } ?? [], cases: context.cases,
      notes: method == .asymptotic ? [Self.advice] : [Self.exchangeability, Self.advice])
  }
}
