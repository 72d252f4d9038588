import SurveyProbability
import SurveyVocabulary

/// Anderson and Darling's test of normality with mean and variance estimated.
///
/// A² weighs the distance between the sample's distribution function and the normal one by how well its ends
/// are known. The test is information about the data: no method of this library chooses by it.
///
/// Reference: Stephens (1974), doi:10.1080/01621459.1974.10480196; probabilities: Stephens in D'Agostino &
/// Stephens (1986), Goodness-of-fit techniques, table 4.9.
public struct AndersonDarlingTest: Finding {
  /// The stable name of the method.
  public static let methodID = "anderson-darling-test/1"

  /// A², zero or more.
  public let aSquared: Double
  /// A² (1 + 0.75/n + 2.25/n²), whose distribution hardly depends on n.
  public let modified: Double
  /// The approximate probability of an A² as large or larger for normal data; 3.7e-24 where the modified
  /// statistic is 10 or more, to which the approximation was fitted.
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
    var sum = 0.0
    for (place, score) in scores.enumerated() {
      let opposite = scores[scores.count - 1 - place]
      sum +=
        Double(2 * place + 1)
        * (NormalDistribution.standard.logLowerTail(score)
          + NormalDistribution.standard.logUpperTail(opposite))
    }
    let statistic = -n - sum / n
    let modified = statistic * (1 + 0.75 / n + 2.25 / (n * n))
    aSquared = statistic
    self.modified = modified
    pValue = Self.probability(modified)
    count = scores.count
    context = DataContext(parts: [], cases: CaseLedger(all: scores.count))
  }

  private static func probability(_ a: Double) -> Double {
    if a < 0.2 { return -SpecialFunctions.expm1(-13.436 + a * (101.14 - 223.73 * a)) }
    if a < 0.34 { return -SpecialFunctions.expm1(-8.318 + a * (42.796 - 59.938 * a)) }
    if a < 0.6 { return libmExp(0.9177 + a * (-4.279 - 1.38 * a)) }
    return a < 10 ? libmExp(1.2937 + a * (-5.709 + 0.0186 * a)) : 3.7e-24
  }
}

extension AndersonDarlingTest {
  /// A² with its probability.
  public var report: Report {
    Report(
      context.title("Anderson-Darling test of normality"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Stephens", 1974, "Journal of the American Statistical Association 69, 730-737",
          doi: "10.1080/01621459.1974.10480196")),
      rows: [Report.Row("A²", Estimate(aSquared), style: .decimals(3), pValue: pValue)],
      facts: [Report.Fact("n", .count(count)), Report.Fact("modified A²", .number(modified, .decimals(3)))],
      cases: context.cases, notes: [NormalScores.note])
  }
}
