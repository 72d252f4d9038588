import SurveyProbability
import SurveyVocabulary

/// Pearson's product-moment correlation, with Student's t test and Fisher's z interval.
///
/// The test is exact and the interval approximate for normal data.
///
/// Reference: Fisher (1915), doi:10.1093/biomet/10.4.507, and Fisher (1921), Metron 1, 3-32.
public struct PearsonCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "pearson-correlation/1"

  /// The correlation with Fisher's interval; the interval is absent for three pairs.
  ///
  /// A one-sided interval ends at -1 or 1 on its open side.
  public let correlation: Estimate
  /// Student's t of the correlation; infinite if the pairs lie on a line.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the variables are not correlated.
  public let pValue: Double
  /// Size, mean and variance of the two variables, in the order given.
  public let variables: [Moments]
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than three pairs (two always lie on a line), the
  ///   lengths differ, a value is not finite, or a variable is constant.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let pairs = try PairSums.checked(first, second)
    guard let r = pairs.correlation else {
      let isFirst = pairs.first.minimum == pairs.first.maximum
      throw .constant(
        isFirst ? "first variable" : "second variable",
        remedy: "a correlation is undefined where one variable does not vary")
    }
    let count = pairs.first.count
    statistic = CorrelationTest.statistic(r, count: count)
    pValue = statistic.pValue(alternative)
    correlation = Estimate(
      r,
      interval: try CorrelationTest.fisherInterval(
        r, count: count, varianceFactor: 1, method: "Fisher z", alternative: alternative,
        confidence: confidence))
    variables = [pairs.first, pairs.second]
    self.alternative = alternative
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }
}

extension PearsonCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    var facts = [Report.Fact("n", .count(variables[0].count))]
    for (index, variable) in variables.enumerated() {
      facts.append(Report.Fact("mean \(context.part(index))", .number(variable.mean)))
      if let deviation = variable.standardDeviation {
        facts.append(Report.Fact("SD \(context.part(index))", .number(deviation)))
      }
    }
    var notes: [String] = []
    if correlation.interval == nil { notes.append("Fisher's interval needs at least four pairs.") }
    if correlation.value.magnitude == 1 { notes.append("The pairs lie on a line.") }
    return Report(
      context.title("Pearson correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(alternative.rawValue))],
        citation: Citation("Fisher", 1915, "Biometrika 10, 507-521", doi: "10.1093/biomet/10.4.507")),
      rows: [
        Report.Row(
          "r", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: facts, cases: context.cases, notes: notes)
  }
}
