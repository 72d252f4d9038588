import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The correlation of two variables when control variables are taken out of both.
///
/// Reference: Fisher (1924), Metron 3, 329-332.
public struct PartialCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "partial-correlation/1"

  /// What is correlated.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The values.
    case pearson = "Pearson"
    /// Their midranks, those of the control variables too.
    case spearman = "Spearman"
  }

  /// The correlation of what the controls leave of both, with Fisher's interval; absent where n - k < 4.
  public let correlation: Estimate
  /// Student's t of the partial correlation, with n - 2 - k degrees of freedom for k control variables.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if nothing is left to correlate.
  public let pValue: Double
  /// What was correlated.
  public let kind: Kind
  /// The number of control variables.
  public let controlCount: Int
  /// The number of cases.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables given others, cases in the same order in all.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - controls: The control variables, one array to a variable.
  ///   - kind: What is correlated.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no control variable, there are fewer than three more cases than controls,
  ///   lengths differ, a value is not finite, a variable is constant, the control variables depend on each other,
  ///   or a variable is a linear combination of them.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, given controls: [[Double]],
    kind: Kind = .pearson, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let parts = try ControlledVariables(first, second, given: controls, ranked: kind == .spearman)
    // Residuals of variables that vary beyond the controls vary themselves.
    let r = try PairSums.checked(parts.firstResidual, parts.secondResidual).correlation ?? 0
    let effective = parts.first.count - parts.controlCount
    statistic = CorrelationTest.statistic(r, count: effective)
    pValue = statistic.pValue(alternative)
    // Bonett and Wright's variance for ranks, as for the plain correlation.
    correlation = Estimate(
      r,
      interval: kind == .spearman && r.magnitude == 1
        ? nil
        : try CorrelationTest.fisherInterval(
          r, count: effective, varianceFactor: kind == .spearman ? 1 + r * r / 2 : 1,
          method: kind == .spearman ? "Bonett-Wright" : "Fisher z", alternative: alternative,
          confidence: confidence))
    (self.kind, self.alternative) = (kind, alternative)
    (count, controlCount) = (parts.first.count, parts.controlCount)
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: parts.first.count))
  }
}

extension PartialCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    Report(
      context.title("Partial correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("kind", .text(kind.rawValue)), Report.Fact("alternative", .text(alternative.rawValue)),
        ], citation: Citation("Fisher", 1924, "Metron 3, 329-332")),
      rows: [
        Report.Row(
          "partial r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [Report.Fact("n", .count(count)), Report.Fact("control variables", .count(controlCount))],
      cases: context.cases,
      notes: correlation.interval == nil
        ? ["There is no interval for so few cases, nor at a perfect order."] : [])
  }
}
