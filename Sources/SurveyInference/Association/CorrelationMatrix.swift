import SurveyProbability
import SurveyVocabulary

/// The correlations of several variables with each other, with intervals and p-values adjusted for their number.
///
/// Values may be missing: listwise takes the cases that have all variables, pairwise those that have the two.
///
/// Reference: Fisher (1915), doi:10.1093/biomet/10.4.507, and Spearman (1904), doi:10.2307/1412159.
public struct CorrelationMatrix: Finding {
  /// The stable name of the method.
  public static let methodID = "correlation-matrix/1"

  /// What is correlated.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The values: ``PearsonCorrelation``.
    case pearson = "Pearson"
    /// Their ranks: ``SpearmanCorrelation`` with its t approximation.
    case spearman = "Spearman"
  }

  /// Which cases a correlation rests on.
  public enum CaseRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The cases that have every variable.
    case listwise
    /// The cases that have both variables of the pair.
    case pairwise
  }

  /// Two variables and their correlation.
  public struct Pair: Hashable, Sendable {
    /// The place of the first variable.
    public let first: Int
    /// The place of the second variable, after the first.
    public let second: Int
    /// The correlation with its interval.
    public let correlation: Estimate
    /// The covariance of the values, with n - 1 in the denominator.
    public let covariance: Double
    /// Student's t of the correlation.
    public let statistic: TestStatistic
    /// Its two-sided probability.
    public let pValue: Double
    /// The same, adjusted for the number of pairs.
    public let adjusted: Double
    /// The number of cases.
    public let count: Int
  }

  /// The pairs of variables: the second with the first, then the third with the first and the second, and so on.
  public let pairs: [Pair]
  /// The number of variables.
  public let variableCount: Int
  /// What was correlated.
  public let kind: Kind
  /// Which cases a correlation rests on.
  public let rule: CaseRule
  /// How the p-values were adjusted.
  public let adjustment: PAdjustment
  /// The names of the variables for print, and the cases.
  public var context: DataContext

  /// Correlates variables, one array to a variable, `nil` where a case has no value.
  ///
  /// - Parameters:
  ///   - variables: The variables, cases in the same order in each.
  ///   - names: The names of the variables, for print and errors; numbers where there are none.
  ///   - kind: What is correlated.
  ///   - rule: Which cases a correlation rests on.
  ///   - adjustment: How the p-values of all pairs are adjusted.
  ///   - confidence: The level of the intervals, each by itself.
  /// - Throws: `InputError` if there are fewer than two variables or more than 200, they are not equally long, a
  ///   value is not finite, or a pair has fewer than three cases or a variable that is constant in them.
  public init(
    _ variables: [[Double?]], names: [String] = [], kind: Kind = .pearson, rule: CaseRule = .listwise,
    adjustment: PAdjustment = .holm, confidence: Double = 0.95
  ) throws(InputError) {
    guard variables.count >= 2 else { throw .tooFew("variables", found: variables.count, needed: 2) }
    guard variables.count <= 200 else {
      throw .infeasible(
        "variables", "\(variables.count) variables found", remedy: "200 variables are the most")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", variables.count, "the list of variables") }
    let labels = variables.indices.map { names.isEmpty ? "variable \($0 + 1)" : names[$0] }
    for (index, variable) in variables.enumerated() {
      try checkEqualLength(variable.count, labels[index], variables[0].count, labels[0])
    }
    let all = variables[0].indices
    let complete = all.filter { row in variables.allSatisfy { $0[row] != nil } }
    var found: [(first: Int, second: Int, part: Part)] = []
    for second in variables.indices {
      for first in 0..<second {
        let rows =
          rule == .listwise
          ? complete : all.filter { variables[first][$0] != nil && variables[second][$0] != nil }
        do throws(InputError) {
          let part = try Part(
            rows.compactMap { variables[first][$0] }, rows.compactMap { variables[second][$0] }, kind,
            confidence)
          found.append((first, second, part))
        } catch {
          throw InputError(
            error.code, "\(labels[first]) with \(labels[second]), \(error.subject)", error.problem,
            remedy: error.remedy)
        }
      }
    }
    let adjusted = try adjustment.adjusted(found.map(\.part.pValue))
    pairs = zip(found, adjusted).map { one, value in
      Pair(
        first: one.first, second: one.second, correlation: one.part.correlation,
        covariance: one.part.covariance,
        statistic: one.part.statistic, pValue: one.part.pValue, adjusted: value, count: one.part.count)
    }
    variableCount = variables.count
    (self.kind, self.rule, self.adjustment) = (kind, rule, adjustment)
    let used =
      rule == .listwise ? complete.count : all.filter { row in variables.contains { $0[row] != nil } }.count
    context = DataContext(
      parts: labels,
      cases: CaseLedger(
        used: used,
        exclusions: [
          .init(
            rule == .listwise ? "without all variables" : "without any variable", count: all.count - used)
        ]))
  }

  /// The pair of two variables by their places, in either order; `nil` where there is none.
  public func pair(_ one: Int, _ other: Int) -> Pair? {
    let (first, second) = (min(one, other), max(one, other))
    guard first >= 0, first < second, second < variableCount else { return nil }
    return pairs[second * (second - 1) / 2 + first]
  }
}

/// One pair, before its p-value is adjusted.
private struct Part {
  let correlation: Estimate
  let covariance: Double
  let statistic: TestStatistic
  let pValue: Double
  let count: Int

  init(
    _ first: [Double], _ second: [Double], _ kind: CorrelationMatrix.Kind, _ confidence: Double
  ) throws(InputError) {
    let pearson = try PearsonCorrelation(first, with: second, confidence: confidence)
    let deviations = pearson.variables.map { $0.standardDeviation ?? 0 }
    covariance = pearson.correlation.value * deviations[0] * deviations[1]
    guard covariance.isFinite else {
      throw InputError(
        .outOfRange, "values", "the covariance exceeds the range of Double", remedy: "rescale the values")
    }
    count = first.count
    switch kind {
    case .pearson: (correlation, statistic, pValue) = (pearson.correlation, pearson.statistic, pearson.pValue)
    case .spearman:
      let ranks = try SpearmanCorrelation(first, with: second, confidence: confidence)
      (correlation, statistic, pValue) = (ranks.correlation, ranks.statistic, ranks.pValue)
    }
  }
}

extension CorrelationMatrix {
  /// The correlations below the diagonal, and each pair with its interval and p-values.
  public var report: Report {
    let names = (0..<variableCount).map { context.part($0) }
    var lines: [[Report.Cell]] = []
    for row in 0..<variableCount {
      var line: [Report.Cell] = [.text(names[row])]
      for column in 0..<variableCount {
        let value = column < row ? pair(column, row)?.correlation.value : nil
        line.append(value.map { .number($0, .bounded(2)) } ?? (column == row ? .text("1") : .empty))
      }
      lines.append(line)
    }
    let tests = pairs.map { pair -> [Report.Cell] in
      [
        .text("\(names[pair.first]) with \(names[pair.second])"),
        .number(pair.correlation.value, .bounded(2)),
        pair.correlation.interval.map { .interval($0, .bounded(2)) } ?? .empty, .count(pair.count),
        .pValue(pair.pValue), .pValue(pair.adjusted),
      ]
    }
    return Report(
      context.title("\(kind.rawValue) correlations"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("cases", .text(rule.rawValue)), Report.Fact("adjustment", .text(adjustment.rawValue)),
        ],
        citation: kind == .pearson
          ? Citation("Fisher", 1915, "Biometrika 10, 507-521", doi: "10.1093/biomet/10.4.507")
          : Citation("Spearman", 1904, "American Journal of Psychology 15, 72-101", doi: "10.2307/1412159")),
      grids: [
        Report.Grid(columns: [""] + names, lines: lines),
        Report.Grid("Pairs", columns: ["pair", "r", "interval", "n", "p", "adjusted p"], lines: tests),
      ],
      facts: [Report.Fact("tests in the family", .count(pairs.count))], cases: context.cases)
  }
}
