import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The correlation of a variable with what control variables leave of another: its own share in a regression.
///
/// Its square is what the other variable adds to the explained variance beyond the controls. It is zero exactly where
/// the partial correlation is, and the test is that one.
///
/// Reference: Cohen, Cohen, West & Aiken (2003), Applied multiple regression/correlation analysis for the behavioral
/// sciences, 3rd edition.
public struct SemipartialCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "semipartial-correlation/1"

  /// What is correlated.
  public typealias Kind = PartialCorrelation.Kind

  /// The correlation of the first variable as it is with what the controls leave of the second.
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

  /// Correlates a variable with what others leave of a second, cases in the same order in all.
  ///
  /// - Parameters:
  ///   - first: The variable that is taken as it is.
  ///   - second: The variable that the controls are taken out of.
  ///   - controls: The control variables, one array to a variable.
  ///   - kind: What is correlated.
  ///   - alternative: The side to test.
  /// - Throws: `InputError` if there is no control variable, there are fewer than three more cases than controls,
  ///   lengths differ, a value is not finite, a variable is constant, the control variables depend on each other,
  ///   or a variable is a linear combination of them.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, given controls: [[Double]],
    kind: Kind = .pearson, alternative: Alternative = .twoSided
  ) throws(InputError) {
    let parts = try ControlledVariables(first, second, given: controls, ranked: kind == .spearman)
    // Residuals of variables that vary beyond the controls vary themselves.
    let r = try PairSums.checked(parts.first, parts.secondResidual).correlation ?? 0
    let partial = try PairSums.checked(parts.firstResidual, parts.secondResidual).correlation ?? 0
    statistic = CorrelationTest.statistic(partial, count: parts.first.count - parts.controlCount)
    pValue = statistic.pValue(alternative)
    correlation = Estimate(r)
    (self.kind, self.alternative) = (kind, alternative)
    (count, controlCount) = (parts.first.count, parts.controlCount)
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: parts.first.count))
  }
}

extension SemipartialCorrelation {
  /// The correlation with its test.
  public var report: Report {
    Report(
      context.title("Semipartial correlation", "\(context.part(0)) with what is left of \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("kind", .text(kind.rawValue)), Report.Fact("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation(
          "Cohen, Cohen, West & Aiken", 2003,
          "Applied multiple regression/correlation analysis for the behavioral sciences, 3rd edition")),
      rows: [
        Report.Row(
          "semipartial r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("control variables", .count(controlCount)),
        Report.Fact(
          "share of variance", .number(correlation.value * correlation.value, .bounded(3))),
      ], cases: context.cases,
      notes: ["The test is that of the partial correlation; the coefficient has no interval of its own here."]
    )
  }
}
