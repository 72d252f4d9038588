import SurveyProbability
import SurveyVocabulary

/// The test that a proportion has a given value.
///
/// Reference: Clopper & Pearson (1934), doi:10.1093/biomet/26.4.404; mid-p: Lancaster (1961),
/// doi:10.1080/01621459.1961.10482105.
public struct BinomialTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "binomial-test/1"

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By the binomial distribution; with `midP` outcomes as probable as the observed one count half.
    case exact(twoSided: TwoSidedDefinition = .minimumLikelihood, midP: Bool = false)
    /// By the normal distribution of the standardized count.
    case score(continuityCorrection: Bool = false)
  }

  /// The observed proportion, with the interval that goes with the test: Clopper and Pearson's, the exact
  /// mid-p one, or Wilson's.
  public let proportion: Estimate
  /// The proportion of the null hypothesis.
  public let hypothesis: Double
  /// The count with its null distribution, or z.
  public let statistic: TestStatistic
  /// The side on which a difference was looked for.
  public let alternative: Alternative
  /// The probability of a count at least as extreme under the null hypothesis.
  public let pValue: Double
  /// The cases with the answer.
  public let count: Int
  /// All cases.
  public let total: Int
  /// How the probability was found.
  public let method: Method
  /// The names and the cases.
  public var context: DataContext

  /// Tests the share of `count` in `total` cases.
  ///
  /// - Parameters:
  ///   - count: The cases with the answer.
  ///   - total: All cases.
  ///   - hypothesis: The proportion of the null hypothesis.
  ///   - alternative: The side on which a difference is looked for.
  ///   - method: Exact, or the score test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no case or more than 2^52, the count is not between 0 and their
  ///   number, the hypothesis is not between 0 and 1, or is 0 or 1 for the score test.
  public init(
    _ count: Int, of total: Int, against hypothesis: Double = 0.5, alternative: Alternative = .twoSided,
    method: Method = .exact(), confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try Proportion.check(count, of: total)
    let null = try BinomialDistribution(trials: total, probability: hypothesis)
    let interval: ProportionInterval
    switch method {
    case .exact(let definition, let midP):
      let tails: TailProbabilities
      if hypothesis == 0 || hypothesis == 1 {
        tails = Self.certain(count, total, hypothesis, definition, midP)
      } else {
        tails = definition.tails(of: count, in: null, midP: midP)
      }
      statistic = TestStatistic("count", Double(count), reference: .exact(tails))
      interval = definition.halves(midP) ? .midP : .clopperPearson
    case .score(let corrects):
      guard hypothesis > 0, hypothesis < 1 else {
        throw .outOfRange("hypothesis", value: hypothesis, allowed: "above 0 and below 1 for the score test")
      }
      let distance = Double(count) - null.mean
      let correction = corrects ? min(0.5, distance.magnitude) : 0
      let size = (distance.magnitude - correction) / null.variance.squareRoot()
      statistic = TestStatistic("z", distance < 0 ? -size : size, reference: .normal)
      interval = corrects ? .wilsonCorrected : .wilson
    }
    pValue = statistic.pValue(alternative)
    proportion = Estimate(
      Double(count) / Double(total),
      interval: try interval.interval(of: count, in: total, alternative: alternative, confidence: confidence))
    self.hypothesis = hypothesis
    self.alternative = alternative
    self.count = count
    self.total = total
    self.method = method
    context = DataContext(parts: [], cases: CaseLedger(all: total))
  }

  /// The tails where only one count is possible.
  private static func certain(
    _ count: Int, _ total: Int, _ hypothesis: Double, _ definition: TwoSidedDefinition, _ midP: Bool
  ) -> TailProbabilities {
    let only = hypothesis == 0 ? 0 : total
    let own = count == only ? (definition.halves(midP) ? 0.5 : 1) : 0
    let twoSided = count == only ? (definition == .doubled || definition == .midP ? 1 : own) : 0
    return TailProbabilities(
      lower: count > only ? 1 : own, upper: count < only ? 1 : own, twoSided: twoSided,
      definition: definition.name(midP: midP))
  }
}

extension BinomialTest {
  /// The proportion with its interval and the test.
  public var report: Report {
    let how: [Report.Fact] =
      switch method {
      case .exact:
        [.init("method", .text("exact")), .init("alternative", .text(alternative.rawValue))]
          + (definition.map { [.init("two-sided p", .text($0))] } ?? [])
      case .score(let corrects):
        [
          .init("method", .text("score test")), .init("alternative", .text(alternative.rawValue)),
          .init("continuity correction", .text(corrects ? "one half" : "none")),
        ]
      }
    return Report(
      context.title("Binomial test"),
      method: .init(
        Self.methodID, options: how,
        citation: Citation(
          "Clopper & Pearson", 1934, "Biometrika 26, 404-413", doi: "10.1093/biomet/26.4.404")),
      rows: [
        .init(
          "proportion", proportion, style: .bounded(3), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        .init("count", .count(count)), .init("n", .count(total)),
        .init("null hypothesis", .number(hypothesis, .bounded(3))),
      ], cases: context.cases)
  }

  private var definition: String? {
    if case .exact(let tails) = statistic.reference { return tails.definition }
    return nil
  }
}
