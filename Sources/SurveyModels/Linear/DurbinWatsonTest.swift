import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Durbin and Watson's test that the errors of consecutive cases of a linear regression are not correlated.
///
/// d is the sum of squared differences of consecutive residuals over the sum of their squares: near 2 without
/// autocorrelation, towards 0 for a positive one, towards 4 for a negative one. Its probability is exact for
/// normal errors and this design, so that no table with an inconclusive region is needed. It asks for cases
/// in an order that means something.
///
/// References: Durbin & Watson (1950), doi:10.1093/biomet/37.3-4.409; (1971), doi:10.1093/biomet/58.1.1; Imhof
/// (1961), doi:10.1093/biomet/48.3-4.419. Agrees with R's `lmtest::dwtest` in d, and in
/// probability to the four to ten digits of its rule.
public struct DurbinWatsonTest: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "durbin-watson-test/1"

  /// How the probability of d is found.
  public enum Probability: String, Hashable, Sendable, Codable, CaseIterable {
    /// From the distribution of d for normal errors and this design; up to 2,000 cases.
    case exact
    /// From the normal distribution with the mean and the variance that d has; for many cases.
    case normal
  }

  /// Durbin and Watson's d, from 0 to 4.
  public let d: Double
  /// The sum of products of consecutive residuals over the sum of their squares.
  public let autocorrelation: Double
  /// The mean of d for errors without autocorrelation and this design.
  public let expected: Double
  /// The standard deviation of d for normal errors without autocorrelation and this design.
  public let standardDeviation: Double
  /// d with its exact tails, or its standardized value with the normal distribution.
  public let statistic: TestStatistic
  /// The kind of autocorrelation that was looked for: greater is a positive one, for which d is small.
  public let alternative: Alternative
  /// The probability of a d at least as extreme without autocorrelation.
  public let pValue: Double
  /// How the probability was found.
  public let probability: Probability
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Tests the residuals in their order.
  ///
  /// The residuals of a weighted regression are times the root of the weight.
  ///
  /// - Parameters:
  ///   - regression: The fit; its standard errors play no part.
  ///   - order: Values that put the cases in order, such as times; the order of the data where there are none
  ///     and among equal values.
  ///   - alternative: The kind of autocorrelation that is looked for.
  ///   - probability: How the probability is found.
  /// - Throws: `InputError` if the outcome is fitted exactly, there are not two cases more than coefficients,
  ///   the order does not fit, d can have one value only, or there are too many cases for the exact
  ///   probability.
  public init(
    of regression: LinearRegression, orderedBy order: [Double]? = nil, alternative: Alternative = .twoSided,
    probability: Probability = .exact
  ) throws(InputError) {
    let cases = try WorkingCases(of: regression, orderedBy: order)
    let freedom = regression.residualDegreesOfFreedom
    guard freedom > 1 else {
      throw .tooFew("outcome", found: cases.count, needed: regression.coefficients.count + 2)
    }
    let largest = cases.residuals.reduce(0) { max($0, $1.magnitude) }
    let e = cases.residuals.map { $0 / largest }
    let total = e.reduce(0) { $0 + $1 * $1 }
    d = zip(e.dropFirst(), e).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) } / total
    autocorrelation = zip(e.dropFirst(), e).reduce(0) { $0 + $1.0 * $1.1 } / total
    let differences = try SerialDifferences(regression, cases)
    let moments = try differences.moments()
    expected = moments.mean
    standardDeviation = moments.deviation
    guard standardDeviation > 1e-10 else {
      throw InputError(.constant, "residuals", "d has one value only for this design")
    }
    switch probability {
    case .normal: statistic = TestStatistic("z", (d - expected) / standardDeviation, reference: .normal)
    case .exact:
      let value = d
      let tails = try QuadraticFormTails(weights: differences.eigenvalues().map { $0 - value })
      // Both tails hold the observed value, which has no probability of its own.
      let both = TailProbabilities(
        lower: tails.lower, upper: tails.upper, twoSided: min(1, 2 * min(tails.lower, tails.upper)),
        definition: TwoSidedDefinition.doubled.rawValue)
      statistic = TestStatistic("d", d, reference: .exact(both))
    }
    self.alternative = alternative
    // A positive autocorrelation makes d small.
    switch alternative {
    case .twoSided: pValue = statistic.pValue(.twoSided)
    case .greater: pValue = statistic.pValue(.less)
    case .less: pValue = statistic.pValue(.greater)
    }
    self.probability = probability
    context = regression.context
  }
}

extension DurbinWatsonTest {
  /// The finding as rows, facts and choices for any renderer.
  public var report: Report {
    Report(
      context.title("Durbin-Watson test of autocorrelation"),
      method: .init(
        Self.methodID,
        options: [
          .init("alternative", .text(alternative.rawValue)),
          .init("probability", .text(probability.rawValue)),
        ],
        citation: Citation(
          "Durbin & Watson", 1971, "Biometrika 58, 1-19", doi: "10.1093/biomet/58.1.1")),
      rows: [
        .init(
          "autocorrelation", Estimate(autocorrelation), style: .bounded(3), statistic: statistic,
          pValue: pValue,
          alternative: alternative)
      ],
      facts: (probability == .exact ? [] : [.init("d", .number(d, .decimals(3)))]) + [
        .init("expected d", .number(expected, .decimals(2))),
        .init("its SD", .number(standardDeviation, .decimals(2))),
      ], cases: context.cases)
  }
}
