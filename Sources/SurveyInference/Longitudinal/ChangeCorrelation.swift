import SurveyProbability
import SurveyVocabulary

/// The correlation of the changes of two variables between the same two occasions.
///
/// The changes are Pearson-correlated, with his test and Fisher's interval. Errors that belong to the
/// occasion rather than to one variable make changes correlate without any true change:
/// ``sensitivity(reliabilities:shares:)`` shows how far.
public struct ChangeCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "change-correlation/1"

  /// The correlation of the changes, as observed, with its interval and test.
  public let observed: PearsonCorrelation
  /// The changes of the first variable and of the second.
  public let changes: [Moments]
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates the changes of two variables, cases in the same order in all four.
  ///
  /// ```swift
  /// try ChangeCorrelation(trustAfter, since: trustBefore, with: controlAfter, since: controlBefore)
  /// ```
  ///
  /// - Parameters:
  ///   - first: One variable on the later occasion.
  ///   - firstBaseline: The same variable on the earlier occasion.
  ///   - second: The other variable on the later occasion.
  ///   - secondBaseline: The same on the earlier occasion.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than three cases, the lengths differ, a value is not
  ///   finite, or all changes of a variable are equal.
  public init(
    _ first: some Collection<Double>, since firstBaseline: some Collection<Double>,
    with second: some Collection<Double>, since secondBaseline: some Collection<Double>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let firstChanges = try pairedDifferences(first, firstBaseline, atLeast: 3)
    let secondChanges = try pairedDifferences(second, secondBaseline, atLeast: 3)
    try checkEqualLength(firstChanges.count, "first variable", secondChanges.count, "second variable")
    let correlation = try PearsonCorrelation(
      firstChanges, with: secondChanges, alternative: alternative, confidence: confidence)
    observed = correlation
    changes = correlation.variables
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: firstChanges.count))
  }
}

extension ChangeCorrelation {
  /// The correlation with its interval and test, and the mean changes.
  public var report: Report {
    var facts = [Report.Fact("n", .count(changes[0].count))]
    for (index, change) in changes.enumerated() {
      facts.append(Report.Fact("mean change \(context.part(index))", .number(change.mean)))
      if let deviation = change.standardDeviation {
        facts.append(Report.Fact("SD of change \(context.part(index))", .number(deviation)))
      }
    }
    return Report(
      context.title("Correlation of changes", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(observed.alternative.rawValue))]),
      rows: [
        Report.Row(
          "r", observed.correlation, style: .bounded(2), statistic: observed.statistic,
          pValue: observed.pValue, alternative: observed.alternative)
      ],
      facts: facts, cases: context.cases,
      notes: ["Errors that two variables share on an occasion make their changes correlate by themselves."])
  }
}
