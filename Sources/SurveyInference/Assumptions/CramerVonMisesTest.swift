import SurveyProbability
import SurveyVocabulary

/// Cramér and von Mises's test of normality with mean and variance estimated.
///
/// W² is the mean squared distance between the sample's distribution function and the normal one. The test is
/// information about the data: no method of this library chooses by it.
///
/// Reference: Stephens (1974), doi:10.1080/01621459.1974.10480196; probabilities: Stephens in D'Agostino &
/// Stephens (1986), Goodness-of-fit techniques, table 4.9.
public struct CramerVonMisesTest: Finding {
  /// The stable name of the method.
  public static let methodID = "cramer-von-mises-test/1"

  /// W², zero or more.
  public let wSquared: Double
  /// W² (1 + 0.5/n), whose distribution hardly depends on n.
  public let modified: Double
  /// The approximate probability of a W² as large or larger for normal data; 7.37e-10 where the modified
  /// statistic is 1.1 or more, to which the approximation was fitted.
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
    let scores = try NormalScores(values, atLeast: 8).scores
    let n = Double(scores.count)
    var sum = 1 / (12 * n)
    for (place, score) in scores.enumerated() {
      let distance = NormalDistribution.standard.lowerTail(score) - Double(2 * place + 1) / (2 * n)
      sum += distance * distance
    }
    let modified = sum * (1 + 0.5 / n)
    wSquared = sum
    self.modified = modified
    pValue = Self.probability(modified)
    count = scores.count
    context = DataContext(parts: [], cases: CaseLedger(all: scores.count))
  }

  private static func probability(_ w: Double) -> Double {
    if w < 0.0275 { return -SpecialFunctions.expm1(-13.953 + w * (775.5 - 12542.61 * w)) }
    if w < 0.051 { return -SpecialFunctions.expm1(-5.903 + w * (179.546 - 1515.29 * w)) }
    if w < 0.092 { return libmExp(0.886 + w * (-31.62 + 10.897 * w)) }
    return w < 1.1 ? libmExp(1.111 + w * (-34.242 + 12.832 * w)) : 7.37e-10
  }
}

extension CramerVonMisesTest {
  /// W² with its probability.
  public var report: Report {
    Report(
      context.title("Cramér-von Mises test of normality"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Stephens", 1974, "Journal of the American Statistical Association 69, 730-737",
          doi: "10.1080/01621459.1974.10480196")),
      rows: [Report.Row("W²", Estimate(wSquared), style: .decimals(4), pValue: pValue)],
      facts: [Report.Fact("n", .count(count)), Report.Fact("modified W²", .number(modified, .decimals(4)))],
      cases: context.cases, notes: [NormalScores.note])
  }
}
