import SurveyProbability
import SurveyVocabulary

extension GroupDivisions {
  /// How many divisions lie at or beyond the observed one.
  struct Counts {
    var lower = 0
    var upper = 0
    var far = 0
    var all = 0
    /// How many divisions have a value no more frequent than the observed one; `nil` where not counted.
    var improbable: Double?

    /// The tails as proportions; `adding` counts the observed division once more, for random ones.
    ///
    /// - Throws: `InputError` for definitions that random divisions cannot serve, or that were not counted.
    func tails(_ definition: TwoSidedDefinition, adding extra: Int) throws(InputError) -> TailProbabilities {
      func share(_ count: Int) -> Double { Double(count + extra) / Double(all + extra) }
      guard extra == 0 else {
        return try definition.tails(lower: share(lower), upper: share(upper), distance: share(far))
      }
      func rare() throws(InputError) -> Double {
        guard let improbable else { throw definition.undefined("was not counted") }
        return improbable / Double(all)
      }
      return try definition.tails(
        lower: share(lower), upper: share(upper), equal: share(lower + upper - all), distance: share(far),
        improbable: rare())
    }

    /// Refuses a number of random divisions that is none or takes too long.
    static func check(_ count: Int, drawing size: Int, _ subject: String) throws(InputError) {
      guard count >= 1 else { throw .tooFew(subject, found: count, needed: 1) }
      guard count <= GroupDivisions.mostDrawn else {
        throw .outOfRange(subject, value: Double(count), allowed: "a number up to 100,000,000")
      }
      guard Double(count) * Double(size) <= GroupDivisions.mostWork else {
        throw .infeasible(
          subject, "\(count) times \(size) values are too many to draw", remedy: "ask for fewer \(subject)")
      }
    }

    /// Clopper and Pearson's interval of the probability that random divisions estimate.
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
        count == 0
        ? 0 : try BetaDistribution(alpha: hits, beta: misses + 1).quantile(lowerTail: area)
      let high =
        count == all
        ? 1 : try BetaDistribution(alpha: hits + 1, beta: misses).quantile(upperTail: area)
      return ConfidenceInterval(
        lower: min(factor * low, 1), upper: min(factor * high, 1), level: confidence,
        method: "Clopper-Pearson")
    }
  }

  /// Counts statistics at or beyond the observed one, near ones taken as equal.
  struct Limits {
    var counts = Counts()
    private let low: Double
    private let high: Double
    private let far: Double

    init(_ observed: Double, _ tolerance: Double) {
      let slack = observed.isFinite ? tolerance * max(1, observed.magnitude) : 0
      low = observed + slack
      high = observed - slack
      far = observed.magnitude - slack
    }

    @inline(__always) mutating func count(_ statistic: Double) {
      counts.lower += statistic <= low ? 1 : 0
      counts.upper += statistic >= high ? 1 : 0
      counts.far += statistic.magnitude >= far ? 1 : 0
      counts.all += 1
    }
  }
}
