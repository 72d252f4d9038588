import SurveyProbability
import SurveyVocabulary

/// D'Agostino and Pearson's K² test of normality: skewness and kurtosis, each made normal.
///
/// The test is information about the data: no method of this library chooses by it.
///
/// Reference: D'Agostino & Pearson (1973), doi:10.1093/biomet/60.3.613; skewness: D'Agostino (1970),
/// doi:10.1093/biomet/57.3.679; kurtosis: Anscombe & Glynn (1983), doi:10.1093/biomet/70.1.227.
public struct DAgostinoTest: Finding {
  /// The stable name of the method.
  public static let methodID = "d-agostino-test/1"

  /// The skewness g₁, with n in the denominators.
  public let skewness: Double
  /// The kurtosis g₂ in excess of the normal distribution's, with n in the denominators.
  public let excessKurtosis: Double
  /// The normal score of the skewness.
  public let skewnessStatistic: TestStatistic
  /// The normal score of the kurtosis.
  public let kurtosisStatistic: TestStatistic
  /// The sum of their squares, chi-square with two degrees of freedom.
  public let statistic: TestStatistic
  /// The probability of a K² as large or larger for normal data.
  public let pValue: Double
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Throws: `InputError` if there are fewer than eight values or more than a million, a value is not
  ///   finite, or all are equal.
  public init(_ values: some Collection<Double>) throws(InputError) {
    let scores = try NormalScores(values, atLeast: 8)
    let (skewness, excess) = scores.shape
    let n = Double(scores.scores.count)
    (self.skewness, excessKurtosis) = (skewness, excess)
    let first = Self.skewnessScore(skewness, n)
    let second = try Self.kurtosisScore(excess + 3, n)
    skewnessStatistic = TestStatistic("z", first, reference: .normal)
    kurtosisStatistic = TestStatistic("z", second, reference: .normal)
    statistic = TestStatistic(
      "K²", first * first + second * second, reference: .chiSquare(degreesOfFreedom: 2))
    pValue = statistic.pValue()
    count = scores.scores.count
    context = DataContext(parts: [], cases: CaseLedger(all: scores.scores.count))
  }

  private static func skewnessScore(_ skewness: Double, _ n: Double) -> Double {
    let y = skewness * ((n + 1) * (n + 3) / (6 * (n - 2))).squareRoot()
    let beta =
      3 * (n * n + 27 * n - 70) * (n + 1) * (n + 3) / ((n - 2) * (n + 5) * (n + 7) * (n + 9))
    let square = (2 * (beta - 1)).squareRoot() - 1
    let delta = 1 / (libmLog(square) / 2).squareRoot()
    let ratio = y.magnitude / (2 / (square - 1)).squareRoot()
    // asinh of a magnitude, with the sign put back: the sum has no cancellation.
    let score = delta * SpecialFunctions.log1p(ratio + ratio * ratio / (1 + (1 + ratio * ratio).squareRoot()))
    return y < 0 ? -score : score
  }

  private static func kurtosisScore(_ kurtosis: Double, _ n: Double) throws(InputError) -> Double {
    let variance = 24 * n * (n - 2) * (n - 3) / ((n + 1) * (n + 1) * (n + 3) * (n + 5))
    let x = (kurtosis - 3 * (n - 1) / (n + 1)) / variance.squareRoot()
    let root =
      6 * (n * n - 5 * n + 2) / ((n + 7) * (n + 9))
      * (6 * (n + 3) * (n + 5) / (n * (n - 2) * (n - 3))).squareRoot()
    let a = 6 + 8 / root * (2 / root + (1 + 4 / (root * root)).squareRoot())
    let divisor = 1 + x * (2 / (a - 4)).squareRoot()
    guard divisor != 0 else {
      throw InputError(
        .outOfRange, "values", "their kurtosis has no normal score", remedy: "use ShapiroWilkTest")
    }
    let third = libmExp(libmLog((1 - 2 / a) / divisor.magnitude) / 3)
    return (1 - 2 / (9 * a) - (divisor < 0 ? -third : third)) / (2 / (9 * a)).squareRoot()
  }
}

extension DAgostinoTest {
  /// The shape with its tests.
  public var report: Report {
    Report(
      context.title("D'Agostino-Pearson test"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "D'Agostino & Pearson", 1973, "Biometrika 60, 613-622", doi: "10.1093/biomet/60.3.613")),
      rows: [
        Report.Row(
          "skewness", Estimate(skewness), statistic: skewnessStatistic, pValue: skewnessStatistic.pValue()),
        Report.Row(
          "excess kurtosis", Estimate(excessKurtosis), statistic: kurtosisStatistic,
          pValue: kurtosisStatistic.pValue()), Report.Row("both", statistic: statistic, pValue: pValue),
      ],
      facts: [Report.Fact("n", .count(count))], cases: context.cases, notes: [NormalScores.note])
  }
}
