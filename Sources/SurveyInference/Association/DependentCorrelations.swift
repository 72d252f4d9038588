import SurveyProbability
import SurveyVocabulary

/// The difference between two correlations of the same cases, which share a variable or do not.
///
/// Reference: Williams (1959) and Steiger (1980), doi:10.1037/0033-2909.87.2.245; interval: Zou (2007),
/// doi:10.1037/1082-989X.12.4.399.
public struct DependentCorrelations: Finding {
  /// The stable name of the method.
  public static let methodID = "dependent-correlations/1"

  /// How the difference is tested.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Williams's T₂, for correlations that share a variable.
    case williams = "Williams's T₂"
    /// Steiger's Z, with the pooled correlation in the covariance of Fisher's z.
    case steiger = "Steiger's Z"
  }

  /// The two correlations with Fisher's intervals, in the order given.
  public let correlations: [Estimate]
  /// First correlation minus second.
  public let difference: Estimate
  /// Williams's t or Steiger's z.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the correlations are equal.
  public let pValue: Double
  /// How the difference was tested.
  public let method: Method
  /// Whether the two correlations share a variable.
  public let isOverlapping: Bool
  /// The number of cases.
  public let count: Int
  /// The names of the two correlations for print, and the cases.
  public var context: DataContext

  /// Compares the correlations r₁₂ and r₁₃, which share the first variable.
  ///
  /// - Parameters:
  ///   - first: r₁₂.
  ///   - second: r₁₃.
  ///   - link: r₂₃, of the variables that are not shared.
  ///   - count: The number of cases.
  ///   - method: How the difference is tested.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a correlation is not between -1 and 1, which are excluded, the three cannot
  ///   belong to the same cases, or there are fewer than four cases or more than 10¹².
  public init(
    _ first: Double, against second: Double, linkedBy link: Double, count: Int, method: Method = .williams,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let sides = CorrelationPair.Sides(alternative: alternative, confidence: confidence)
    let pair = try CorrelationPair(first, second, count: count, sides)
    try CorrelationPair.checkLinks([link])
    let determinant = CorrelationPair.determinant(first, second, link)
    guard determinant > 0 else { throw CorrelationPair.impossible }
    let (n, mean) = (Double(count), (first + second) / 2)
    switch method {
    case .williams:
      let cube = (1 - link) * (1 - link) * (1 - link)
      let scale = 2 * (n - 1) / (n - 3) * determinant + mean * mean * cube
      statistic = TestStatistic(
        "t", (first - second) * ((n - 1) * (1 + link) / scale).squareRoot(),
        reference: .t(degreesOfFreedom: n - 3))
    case .steiger:
      let covariance =
        link * (1 - 2 * mean * mean) - mean * mean * (1 - 2 * mean * mean - link * link) / 2
      statistic = try pair.steiger(covariance, mean: mean)
    }
    let squares = first * first + second * second + link * link
    let top = (link - first * second / 2) * (1 - squares) + link * link * link
    difference = pair.difference(top, sides)
    pValue = statistic.pValue(alternative)
    correlations = pair.estimates
    (self.alternative, self.method, isOverlapping) = (alternative, method, true)
    self.count = count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }

  /// Compares the correlations r₁₂ and r₃₄ of four variables, by Steiger's Z.
  ///
  /// - Parameters:
  ///   - first: r₁₂.
  ///   - second: r₃₄.
  ///   - links: r₁₃, r₁₄, r₂₃ and r₂₄, in this order.
  ///   - count: The number of cases.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a correlation is not between -1 and 1, which are excluded, there are not four
  ///   links, the six cannot belong to the same cases, or there are fewer than four cases or more than 10¹².
  public init(
    _ first: Double, against second: Double, linkedBy links: [Double], count: Int,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let sides = CorrelationPair.Sides(alternative: alternative, confidence: confidence)
    let pair = try CorrelationPair(first, second, count: count, sides)
    try checkEqualLength(links.count, "links", 4, "the list of r₁₃, r₁₄, r₂₃ and r₂₄")
    try CorrelationPair.checkLinks(links)
    guard CorrelationPair.isPossible(first, second, links) else { throw CorrelationPair.impossible }
    let mean = (first + second) / 2
    statistic = try pair.steiger(CorrelationPair.covariance(mean, mean, links), mean: mean)
    difference = pair.difference(CorrelationPair.covariance(first, second, links), sides)
    pValue = statistic.pValue(alternative)
    correlations = pair.estimates
    (self.alternative, method, isOverlapping) = (alternative, .steiger, false)
    self.count = count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }

  /// Compares how two variables correlate with a third, cases in the same order in all.
  ///
  /// - Throws: `InputError` as for known correlations and as for Pearson's correlations.
  public init(
    of shared: some Collection<Double>, with first: some Collection<Double>,
    against second: some Collection<Double>,
    method: Method = .williams, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let one = try PearsonCorrelation(shared, with: first)
    let other = try PearsonCorrelation(shared, with: second)
    let link = try PearsonCorrelation(first, with: second)
    try self.init(
      one.correlation.value, against: other.correlation.value, linkedBy: link.correlation.value,
      count: one.variables[0].count, method: method, alternative: alternative, confidence: confidence)
  }
}

extension DependentCorrelations {
  /// The correlations and their difference with its test.
  public var report: Report {
    Report(
      context.title("Two dependent correlations", "\(context.part(0)) - \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("test", .text(method.rawValue)),
          Report.Fact("alternative", .text(alternative.rawValue)),
        ],
        citation: Citation(
          "Steiger", 1980, "Psychological Bulletin 87, 245-251", doi: "10.1037/0033-2909.87.2.245")),
      rows: [
        Report.Row("r \(context.part(0))", correlations[0], style: .bounded(2)),
        Report.Row("r \(context.part(1))", correlations[1], style: .bounded(2)),
        Report.Row(
          "difference", difference, statistic: statistic, pValue: pValue, alternative: alternative),
      ],
      facts: [
        Report.Fact("n", .count(count)),
        Report.Fact("correlations share a variable", .text(isOverlapping ? "yes" : "no")),
      ], cases: context.cases)
  }
}
