import SurveyProbability
import SurveyVocabulary

/// How wide the interval of a mean difference will be, or how many cases make it as narrow as wanted.
///
/// The half-width of a t interval is random, because the standard deviation is estimated. Its mean is
/// exact, and so is the half-width that it keeps within with a wanted probability, the assurance.
///
/// Reference: Kelley, Maxwell & Rausch (2003), doi:10.1177/0163278703255242.
public struct MeanPrecision: Finding {
  /// The method and the version of its definition.
  public static let methodID = "mean-precision/1"

  /// What the interval is of.
  public enum Design: String, Hashable, Sendable, CaseIterable {
    /// The difference between the means of two groups with equal variances.
    case twoGroups = "two groups"
    /// The mean of the differences of pairs; the standard deviation is theirs.
    case pairs
    /// One mean.
    case oneMean = "one mean"
  }

  /// What the interval is of.
  public let design: Design
  /// The sizes: of both groups, or the pairs or cases.
  public let sizes: [Int]
  /// The sizes before they were rounded up, where they were solved for.
  public let exactSizes: [Double]
  /// The mean half-width of the interval at these sizes, in the unit of the standard deviation.
  public let expectedHalfWidth: Double
  /// The half-width that the interval does not exceed with the probability ``assurance``.
  public let assuredHalfWidth: Double
  /// The assurance.
  public let assurance: Double
  /// The half-width that was asked for; `nil` where the sizes were given.
  public let wantedHalfWidth: Double?
  /// Whether the wanted half-width is kept with the assurance, and not only on average.
  public let isAssured: Bool
  /// The true standard deviation that is expected.
  public let standardDeviation: Double
  /// The level of the interval.
  public let confidence: Double
  /// What was measured.
  public var context: DataContext

  /// The half-width to expect at given sizes.
  ///
  /// - Parameters:
  ///   - design: Two groups, pairs or one mean.
  ///   - sizes: Two sizes for two groups, else one; at least 2 each.
  ///   - standardDeviation: The expected standard deviation, 1 for half-widths in standard deviations.
  ///   - assurance: The probability of the half-width that is not exceeded.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range or there are not as many sizes as the design has.
  public init(
    _ design: Design, sizes: [Int], standardDeviation: Double = 1, assurance: Double = 0.8,
    confidence: Double = 0.95
  ) throws(InputError) {
    let exact = sizes.map(Double.init)
    try design.test.check(exact)
    try self.init(design, exact, nil, false, standardDeviation, assurance, confidence)
  }

  /// The sizes for an interval that is no wider than wanted on average.
  ///
  /// - Parameters:
  ///   - design: Two groups, pairs or one mean.
  ///   - halfWidth: The wanted half-width, in the unit of the standard deviation.
  ///   - standardDeviation: The expected standard deviation.
  ///   - allocation: The relation of two sizes; equal where left away.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range, or if no sizes up to 10^15 suffice.
  public init(
    _ design: Design, halfWidth: Double, standardDeviation: Double = 1, allocation: [Double]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      design, halfWidth, standardDeviation, 0.8, isAssured: false, allocation, confidence)
  }

  /// The sizes for an interval that is no wider than wanted with a probability, the assurance (Kelley).
  ///
  /// - Parameters:
  ///   - design: Two groups, pairs or one mean.
  ///   - halfWidth: The wanted half-width, in the unit of the standard deviation.
  ///   - assurance: The wanted probability that the interval is no wider.
  ///   - standardDeviation: The expected standard deviation.
  ///   - allocation: The relation of two sizes; equal where left away.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if a number is outside its range, or if no sizes up to 10^15 suffice.
  public init(
    _ design: Design, halfWidth: Double, assurance: Double, standardDeviation: Double = 1,
    allocation: [Double]? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      design, halfWidth, standardDeviation, assurance, isAssured: true, allocation, confidence)
  }

  private init(
    _ design: Design, _ wanted: Double, _ deviation: Double, _ assurance: Double, isAssured: Bool,
    _ allocation: [Double]?, _ confidence: Double
  ) throws(InputError) {
    guard wanted > 0, wanted.isFinite else {
      throw .outOfRange("half-width", value: wanted, allowed: "a finite number above 0")
    }
    try Self.check(deviation, assurance, confidence)
    let search = try SizeSearch(
      allocation, count: design.test.sizeNames.count, least: 2, subject: design.rawValue)
    let found = try search.sizes { sizes throws(InputError) in
      let half = try Self.halfWidths(design, sizes, assurance, confidence)
      return wanted / deviation - (isAssured ? half.assured : half.expected)
    }
    guard let found else {
      throw .infeasible(
        "sizes", "none up to 10^15 gives this half-width", remedy: "ask for a wider interval")
    }
    try self.init(design, found, wanted, isAssured, deviation, assurance, confidence)
  }

  private init(
    _ design: Design, _ exact: [Double], _ wanted: Double?, _ isAssured: Bool, _ deviation: Double,
    _ assurance: Double, _ confidence: Double
  ) throws(InputError) {
    try Self.check(deviation, assurance, confidence)
    sizes = SizeSearch.whole(exact)
    let half = try Self.halfWidths(design, sizes.map(Double.init), assurance, confidence)
    expectedHalfWidth = half.expected * deviation
    assuredHalfWidth = half.assured * deviation
    exactSizes = exact
    wantedHalfWidth = wanted
    self.design = design
    self.isAssured = isAssured
    self.assurance = assurance
    standardDeviation = deviation
    self.confidence = confidence
    context = DataContext(parts: design.test.sizeNames, cases: CaseLedger(all: 0))
  }
}

extension MeanPrecision.Design {
  fileprivate var test: PlannedTest {
    switch self {
    case .twoGroups: .student()
    case .pairs: .paired()
    case .oneMean: .oneSample()
    }
  }
}

extension MeanPrecision {
  private static func check(
    _ deviation: Double, _ assurance: Double, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard deviation >= 1e-100, deviation <= 1e100 else {
      throw .outOfRange("standard deviation", value: deviation, allowed: "a number from 1e-100 to 1e100")
    }
    guard assurance > 0, assurance < 1 else {
      throw .outOfRange("assurance", value: assurance, allowed: "a probability above 0 and below 1")
    }
  }

  /// The mean half-width and its quantile, in standard deviations.
  private static func halfWidths(
    _ design: Design, _ sizes: [Double], _ assurance: Double, _ confidence: Double
  ) throws(InputError) -> (expected: Double, assured: Double) {
    let isTwo = design == .twoGroups
    let df = isTwo ? sizes[0] + sizes[1] - 2 : sizes[0] - 1
    let scale = (isTwo ? PlannedTest.harmonic(sizes) : sizes[0]).squareRoot()
    let unit =
      try StudentTDistribution(degreesOfFreedom: df).quantile(upperTail: (1 - confidence) / 2) / scale
    // E(S)/σ = √(2/ν) Γ((ν + 1)/2)/Γ(ν/2)
    let mean = HedgesG.factor(.exact, df + 1) * ((df + 1) / df).squareRoot()
    let square = try ChiSquareDistribution(degreesOfFreedom: df).quantile(lowerTail: assurance) / df
    return (unit * mean, unit * square.squareRoot())
  }

  /// The half-widths and what they rest on.
  public var report: Report {
    let share = NumberStyle.bounded(2).text(assurance)
    var facts: [Report.Fact] = []
    if let wantedHalfWidth {
      facts = [
        .init("wanted", .number(wantedHalfWidth, .automatic)),
        .init("n exactly", .list(exactSizes.map { .number($0, .decimals(2)) })),
      ]
    }
    facts += [
      .init(wantedHalfWidth == nil ? "n" : "n (solved)", .counts(sizes)),
      .init("SD", .number(standardDeviation, .automatic)),
    ]
    var options: [Report.Fact] = [.init("interval", .text("t, \(DecimalText.level(confidence))"))]
    if wantedHalfWidth != nil {
      options.append(.init("solved for", .text(isAssured ? "assurance \(share)" : "the expected half-width")))
    }
    return Report(
      context.title("Precision of a mean", design.rawValue),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Kelley, Maxwell & Rausch", 2003, "Evaluation & the Health Professions 26, 258-287",
          doi: "10.1177/0163278703255242")),
      rows: [
        .init("expected half-width", Estimate(expectedHalfWidth)),
        .init("half-width not exceeded with probability \(share)", Estimate(assuredHalfWidth)),
      ], facts: facts, cases: nil)
  }
}
