import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The analysis of variance of the same cases under several conditions, with the corrections for departures
/// from sphericity.
///
/// Reference: Greenhouse & Geisser (1959), doi:10.1007/BF02289823; Huynh & Feldt (1976),
/// doi:10.3102/10769986001001069; Mauchly (1940), doi:10.1214/aoms/1177731915; Olejnik & Algina (2003),
/// doi:10.1037/1082-989X.8.4.434. Agrees with `Anova` of R's car to 8 digits and more.
public struct RepeatedMeasuresANOVA: Finding {
  /// The method and the version of its definition.
  public static let methodID = "repeated-measures-anova/1"

  /// Size, mean and variance of each condition.
  public let conditions: [Moments]
  /// The sum of squares between conditions, in squared units of the data.
  public let effectSumOfSquares: Double
  /// The sum of squares of what cases and conditions leave, in squared units of the data.
  public let errorSumOfSquares: Double
  /// The sum of squares between cases, in squared units of the data.
  public let caseSumOfSquares: Double
  /// F with k - 1 and (n - 1)(k - 1) degrees of freedom, right under sphericity.
  public let statistic: TestStatistic
  /// The probability of an F at least as large if all means are equal, under sphericity.
  public let pValue: Double
  /// Mauchly's test of sphericity; `nil` for two conditions, or where there are not more cases than conditions.
  public let mauchly: SphericityTest?
  /// F with degrees of freedom times Greenhouse and Geisser's ε; `nil` for two conditions.
  public let greenhouseGeisser: CorrectedTest?
  /// F with degrees of freedom times Huynh and Feldt's ε, at most 1; `nil` for two conditions, or where ε has no
  /// value because there are too few cases.
  public let huynhFeldt: CorrectedTest?
  /// Partial η², the share of the sum of squares within cases; the interval is that of λ/(λ + n(k - 1)), with λ
  /// the noncentrality of F under sphericity.
  public let partialEtaSquared: Estimate
  /// Generalized η², the share of the whole sum of squares, which studies with other designs can be compared by.
  public let generalizedEtaSquared: Double
  /// The names of the conditions and the cases behind them.
  public var context: DataContext

  /// A test with corrected degrees of freedom.
  public struct CorrectedTest: Hashable, Sendable {
    /// The estimate of ε as defined; Huynh and Feldt's may exceed 1, which then counts as 1.
    public let epsilon: Double
    /// F with the corrected degrees of freedom.
    public let statistic: TestStatistic
    /// The probability of an F at least as large.
    public let pValue: Double
  }

  /// Mauchly's test.
  public struct SphericityTest: Hashable, Sendable {
    /// The determinant of the contrasts' covariance matrix over the power of its mean eigenvalue: 1 under sphericity.
    public let w: Double
    /// The probability of a W at most as large under sphericity, with the second term of the expansion.
    public let pValue: Double
  }

  /// Compares the means of conditions.
  ///
  /// - Parameters:
  ///   - conditions: The scores of each condition, the cases in the same order.
  ///   - names: The names of the conditions.
  ///   - confidence: The level of the interval of partial η².
  /// - Throws: `InputError` if there are fewer than two or more than 200 conditions, fewer than two cases, the
  ///   conditions differ in length, a score is not finite, or nothing is left as error.
  public init(
    _ conditions: [[Double]], names: [String] = [], confidence: Double = 0.90
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try RepeatedScores(conditions, names: names)
    let (n, k) = (Double(table.count), Double(conditions.count))
    let (first, second) = (k - 1, (n - 1) * (k - 1))
    let f = table.effect / first / (table.error / second)
    guard f.isFinite else {
      throw InputError(
        .outOfRange, "conditions", "F exceeds the range of Double", remedy: "rescale the scores")
    }
    func corrected(_ epsilon: Double) -> CorrectedTest {
      let factor = min(epsilon, 1)
      let test = TestStatistic("F", f, reference: .f(numerator: factor * first, denominator: factor * second))
      return CorrectedTest(epsilon: epsilon, statistic: test, pValue: test.pValue())
    }
    statistic = TestStatistic("F", f, reference: .f(numerator: first, denominator: second))
    pValue = statistic.pValue()
    if conditions.count > 2 {
      let sphericity = try Sphericity(table.contrasts)
      let greenhouse = sphericity.epsilon
      greenhouseGeisser = corrected(greenhouse)
      let denominator = first * (n - 1 - first * greenhouse)
      // Where every eigenvalue but n - 1 is zero the estimate has no value.
      huynhFeldt =
        denominator > 1e-9 * n && n * first * greenhouse > 2
        ? corrected((n * first * greenhouse - 2) / denominator) : nil
      mauchly = try sphericity.mauchly(cases: table.count)
    } else {
      (greenhouseGeisser, huynhFeldt, mauchly) = (nil, nil, nil)
    }
    let (size, overflow) = table.count.multipliedReportingOverflow(by: conditions.count - 1)
    partialEtaSquared = Estimate(
      table.effect / (table.effect + table.error),
      interval: try ExplainedShare.interval(
        f: f, numerator: first, denominator: second, cases: overflow ? .max : size, confidence: confidence))
    generalizedEtaSquared = table.effect / (table.effect + table.error + table.cases)
    self.conditions = table.moments
    effectSumOfSquares = table.effect
    errorSumOfSquares = table.error
    caseSumOfSquares = table.cases
    context = DataContext(parts: table.names, cases: CaseLedger(all: table.count))
  }
}
