import SurveyProbability
import SurveyVocabulary

/// How many arrangements have a statistic at or beyond the observed one, near ones taken as equal.
struct ArrangementCounts {
  private(set) var lower = 0
  private(set) var upper = 0
  private(set) var far = 0
  private(set) var all = 0
  private let low: Double
  private let high: Double
  private let distance: Double

  init(_ observed: Double, tolerance: Double) {
    let slack = observed.isFinite ? tolerance * max(1, observed.magnitude) : 0
    low = observed + slack
    high = observed - slack
    distance = observed.magnitude - slack
  }

  @inline(__always) mutating func count(_ statistic: Double) {
    lower += statistic <= low ? 1 : 0
    upper += statistic >= high ? 1 : 0
    far += statistic.magnitude >= distance ? 1 : 0
    all += 1
  }

  /// The tails as proportions; `adding` counts the observed arrangement once more.
  func tails(_ definition: TwoSidedDefinition, adding extra: Int) throws(InputError) -> TailProbabilities {
    func share(_ count: Int) throws(InputError) -> Double {
      guard all + extra > 0 else { throw .tooFew("permutations", found: 0, needed: 1) }
      return Double(count + extra) / Double(all + extra)
    }
    guard extra == 0 else {
      return try definition.tails(lower: share(lower), upper: share(upper), distance: share(far))
    }
    func improbable() throws(InputError) -> Double {
      throw definition.undefined("is not counted for arrangements of clusters")
    }
    return try definition.tails(
      lower: share(lower), upper: share(upper), equal: share(lower + upper - all), distance: share(far),
      improbable: improbable())
  }

  /// Clopper and Pearson's interval of the probability that random arrangements estimate.
  func interval(
    _ alternative: Alternative, _ definition: TwoSidedDefinition, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let doubles = alternative == .twoSided && definition == .doubled
    let count: Int =
      switch alternative {
      case .greater: upper
      case .less: lower
      case .twoSided: doubles ? min(lower, upper) : far
      }
    let area = (1 - confidence) / 2
    let (hits, misses) = (Double(count), Double(all - count))
    let factor: Double = doubles ? 2 : 1
    let low =
      count == 0 ? 0 : try BetaDistribution(alpha: hits, beta: misses + 1).quantile(lowerTail: area)
    let high =
      count == all ? 1 : try BetaDistribution(alpha: hits + 1, beta: misses).quantile(upperTail: area)
    return ConfidenceInterval(
      lower: min(factor * low, 1), upper: min(factor * high, 1), level: confidence, method: "Clopper-Pearson")
  }
}
