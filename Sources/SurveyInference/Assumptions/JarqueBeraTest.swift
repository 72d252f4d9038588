import SurveyProbability
import SurveyVocabulary

/// Jarque and Bera's test of normality by skewness and kurtosis.
///
/// Its chi-square distribution is an approximation for large samples (some hundreds): for small ones
/// ``DAgostinoTest`` is closer. The test is information about the data: no method of this library chooses by it.
///
/// Reference: Jarque & Bera (1987), doi:10.2307/1403192.
public struct JarqueBeraTest: Finding {
  /// The stable name of the method.
  public static let methodID = "jarque-bera-test/1"

  /// The skewness g₁, with n in the denominators.
  public let skewness: Double
  /// The kurtosis g₂ in excess of the normal distribution's, with n in the denominators.
  public let excessKurtosis: Double
  /// n (g₁²/6 + g₂²/24), chi-square with two degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of a statistic as large or larger for normal data.
  public let pValue: Double
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Throws: `InputError` if there are fewer than three values or more than a million, a value is not
  ///   finite, or all are equal.
  public init(_ values: some Collection<Double>) throws(InputError) {
    let scores = try NormalScores(values, atLeast: 3)
    let (skewness, excess) = scores.shape
    let n = Double(scores.scores.count)
    (self.skewness, excessKurtosis) = (skewness, excess)
    statistic = TestStatistic(
      "χ²", n * (skewness * skewness / 6 + excess * excess / 24), reference: .chiSquare(degreesOfFreedom: 2))
    pValue = statistic.pValue()
    count = scores.scores.count
    context = DataContext(parts: [], cases: CaseLedger(all: scores.scores.count))
  }
}

extension JarqueBeraTest {
  /// The shape with its test.
  public var report: Report {
    Report(
      context.title("Jarque-Bera test"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Jarque & Bera", 1987, "International Statistical Review 55, 163-172", doi: "10.2307/1403192")),
      rows: [Report.Row("skewness and kurtosis", statistic: statistic, pValue: pValue)],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("skewness", .number(skewness)),
        Report.Fact("excess kurtosis", .number(excessKurtosis)),
      ], cases: context.cases, notes: [NormalScores.note])
  }
}
