import SurveyProbability
import SurveyVocabulary

/// How wide Wilson's interval of a proportion will be, or how many cases make it as narrow as wanted.
///
/// The expected half-width is the exact mean over the binomial distribution of the count.
///
/// Reference: Wilson (1927), doi:10.1080/01621459.1927.10502953.
public struct ProportionPrecision: Finding {
  /// The method and the version of its definition.
  public static let methodID = "proportion-precision/1"

  /// The most cases that are computed with.
  public static let mostCases = 10_000_000

  /// The mean half-width of the interval.
  public let expectedHalfWidth: Double
  /// The half-width where the observed proportion is exactly the planned one.
  public let plannedHalfWidth: Double
  /// The planned true proportion.
  public let proportion: Double
  /// The number of cases.
  public let count: Int
  /// The half-width that was asked for; `nil` where the number of cases was given.
  public let wantedHalfWidth: Double?
  /// The level of the interval.
  public let confidence: Double
  /// What was measured.
  public var context: DataContext

  /// The half-width to expect with a number of cases.
  ///
  /// - Parameters:
  ///   - proportion: The planned true proportion; .50 gives the widest interval.
  ///   - cases: The number of cases, from 1 to 10,000,000.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range.
  public init(_ proportion: Double = 0.5, cases: Int, confidence: Double = 0.95) throws(InputError) {
    let z = try Self.critical(proportion, confidence)
    guard cases >= 1 else { throw .tooFew("cases", found: cases, needed: 1) }
    guard cases <= Self.mostCases else {
      throw .infeasible(
        "cases", "\(cases) are more than 10,000,000", remedy: "half-widths beyond are below .0004")
    }
    try self.init(proportion, cases, nil, z, confidence)
  }

  /// The smallest number of cases with an expected half-width that is no larger than wanted.
  ///
  /// - Parameters:
  ///   - proportion: The planned true proportion; .50 needs the most cases.
  ///   - halfWidth: The wanted half-width, above 0 and below .50.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range, or if more than 10,000,000 cases are needed.
  public init(
    _ proportion: Double = 0.5, halfWidth: Double, confidence: Double = 0.95
  ) throws(InputError) {
    let z = try Self.critical(proportion, confidence)
    guard halfWidth > 0, halfWidth < 0.5 else {
      throw .outOfRange("half-width", value: halfWidth, allowed: "a number above 0 and below .50")
    }
    // The mean half-width falls with the number of cases.
    var (low, high) = (0, 1)
    while try Self.expected(proportion, high, z) > halfWidth {
      guard high < Self.mostCases else {
        throw .infeasible(
          "cases", "more than 10,000,000 are needed for this half-width", remedy: "ask for a wider interval")
      }
      (low, high) = (high, min(2 * high, Self.mostCases))
    }
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if try Self.expected(proportion, middle, z) > halfWidth { low = middle } else { high = middle }
    }
    try self.init(proportion, high, halfWidth, z, confidence)
  }

  private init(
    _ proportion: Double, _ cases: Int, _ wanted: Double?, _ z: Double, _ confidence: Double
  ) throws(InputError) {
    expectedHalfWidth = try Self.expected(proportion, cases, z)
    plannedHalfWidth = Self.halfWidth(proportion * (1 - proportion), Double(cases), z)
    self.proportion = proportion
    count = cases
    wantedHalfWidth = wanted
    self.confidence = confidence
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }
}

extension ProportionPrecision {
  private static func critical(_ proportion: Double, _ confidence: Double) throws(InputError) -> Double {
    try checkConfidence(confidence)
    guard proportion >= 0, proportion <= 1 else {
      throw .outOfRange("proportion", value: proportion, allowed: "a number from 0 to 1")
    }
    return try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
  }

  /// z/(n + z²) √(n v + z²/4) with the variance v of one case.
  private static func halfWidth(_ v: Double, _ n: Double, _ z: Double) -> Double {
    z / (n + z * z) * (n * v + z * z / 4).squareRoot()
  }

  /// The mean over the counts that have a probability a double can show.
  private static func expected(_ p: Double, _ cases: Int, _ z: Double) throws(InputError) -> Double {
    let n = Double(cases)
    let binomial = try BinomialDistribution(trials: cases, probability: p)
    let (center, spread) = (n * p, (n * p * (1 - p)).squareRoot())
    let first = Int(max(0, center - 12 * spread - 20))
    let last = Int(min(n, center + 12 * spread + 40))
    var (sum, mass) = (0.0, 0.0)
    for count in first...last {
      let weight = binomial.mass(count)
      let share = Double(count) / n
      sum += weight * halfWidth(share * (1 - share), n, z)
      mass += weight
    }
    return sum / mass
  }

  /// The half-widths and what they rest on.
  public var report: Report {
    Report(
      context.title("Precision of a proportion"),
      method: .init(
        Self.methodID,
        options: [.init("interval", .text("Wilson, \(DecimalText.level(confidence))"))],
        citation: Citation(
          "Wilson", 1927, "Journal of the American Statistical Association 22, 209-212",
          doi: "10.1080/01621459.1927.10502953")),
      rows: [
        .init("expected half-width", Estimate(expectedHalfWidth), style: .halfWidth(expectedHalfWidth)),
        .init(
          "half-width at the planned proportion", Estimate(plannedHalfWidth),
          style: .halfWidth(plannedHalfWidth)),
      ],
      facts: (wantedHalfWidth.map { [.init("wanted", .number($0, .halfWidth($0)))] } ?? [])
        + [
          .init(wantedHalfWidth == nil ? "n" : "n (solved)", .count(count)),
          .init("planned proportion", .number(proportion, .bounded(2))),
        ], cases: nil)
  }
}
