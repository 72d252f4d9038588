import SurveyProbability
import SurveyVocabulary

/// How the null distribution of a rank test of several groups or conditions is found.
public enum NullDistributionMethod: Hashable, Sendable {
  /// By the distribution for large samples, with the correction for ties.
  case asymptotic
  /// By counting all arrangements of the observed ranks, ties as they are.
  case exact
  /// By random arrangements of the observed ranks, at most 10,000,000, from a seed.
  case monteCarlo(draws: Int, seed: UInt64)

  var option: Report.Fact {
    let text: String =
      switch self {
      case .asymptotic: "large-sample distribution"
      case .exact: "exact given the ties"
      case .monteCarlo(let draws, _): "\(DecimalText.grouped(draws)) random arrangements"
      }
    return Report.Fact("method", .text(text))
  }

  var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = self else { return nil }
    return seed
  }
}

/// How much of a null distribution lies at or beyond an observed statistic.
struct NullCounts {
  var lower = 0.0
  var upper = 0.0
  var all = 0.0

  mutating func add(_ weight: Double, atOrBelow isLow: Bool, atOrAbove isHigh: Bool) {
    all += weight
    if isLow { lower += weight }
    if isHigh { upper += weight }
  }

  /// The tails of a completely counted distribution; large values speak against the null hypothesis.
  var exactUpper: TestStatistic.Reference { .exact(tails(adding: 0)) }

  /// The tails of a sampled distribution, the observed arrangement counted as one more draw.
  func sampledUpper(_ draws: Int, _ seed: UInt64) -> TestStatistic.Reference {
    .monteCarlo(tails(adding: 1), draws: draws, seed: seed)
  }

  private func tails(adding extra: Double) -> TailProbabilities {
    let above = min(1, (upper + extra) / (all + extra))
    return TailProbabilities(
      lower: min(1, (lower + extra) / (all + extra)), upper: above, twoSided: above, definition: "upper tail")
  }

  /// Clopper and Pearson's interval of a probability that `count` of the draws estimate.
  func interval(count: Double, confidence: Double = 0.95, factor: Double = 1) throws(InputError)
    -> ConfidenceInterval
  {
    try ConfidenceInterval.estimated(by: count, of: all, confidence: confidence, factor: factor)
  }

  static let mostDrawn = 10_000_000

  /// Refuses a number of draws that is none or too large.
  static func check(draws: Int) throws(InputError) {
    guard draws >= 1 else { throw .tooFew("draws", found: draws, needed: 1) }
    guard draws <= mostDrawn else {
      throw .outOfRange("draws", value: Double(draws), allowed: "a number up to 10,000,000")
    }
  }

  /// Draws in a fixed number of parts with a stream each, so that the answer does not depend on workers.
  static func forEachPart(
    of draws: Int, seed: UInt64, _ body: (_ stream: inout RandomStream, _ size: Int) -> Void
  ) {
    let parts = 16
    for part in 0..<parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      body(&stream, draws / parts + (part < draws % parts ? 1 : 0))
    }
  }
}

extension ConfidenceInterval {
  /// The interval of a sampled probability as a fact of a report.
  var factOfP: Report.Fact { .init("\(DecimalText.level(level)) CI of p", .interval(self, .bounded(4))) }
}
