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

    /// The tails as proportions.
    ///
    /// - Parameters:
    ///   - definition: What is as extreme on the other side.
    ///   - extra: 1 counts the observed division once more, for random ones.
    ///   - uncounted: Why there is no number of values that are as improbable, where there is none.
    /// - Returns: The shares of all divisions.
    /// - Throws: `InputError` for definitions that random divisions cannot serve, or that were not counted.
    func tails(
      _ definition: TwoSidedDefinition, adding extra: Int, uncounted: String = "was not counted"
    ) throws(InputError) -> TailProbabilities {
      func share(_ count: Int) -> Double { Double(count + extra) / Double(all + extra) }
      guard extra == 0 else {
        return try definition.tails(lower: share(lower), upper: share(upper), distance: share(far))
      }
      func rare() throws(InputError) -> Double {
        guard let improbable else { throw definition.undefined(uncounted) }
        return improbable / Double(all)
      }
      return try definition.tails(
        lower: share(lower), upper: share(upper), equal: share(lower + upper - all), distance: share(far),
        improbable: rare())
    }

    /// Refuses a number of random divisions that is none or takes too long.
    static func check(_ count: Int, drawing size: Int, _ subject: String) throws(InputError) {
      try check(count, subject)
      guard Double(count) * Double(size) <= GroupDivisions.mostWork else {
        throw .infeasible(
          subject, "\(count) times \(size) values are too many to draw", remedy: "ask for fewer \(subject)")
      }
    }

    /// Refuses a number of random divisions that is none or too large whatever the data.
    static func check(_ count: Int, _ subject: String) throws(InputError) {
      guard count >= 1 else { throw .tooFew(subject, found: count, needed: 1) }
      guard count <= GroupDivisions.mostDrawn else {
        throw .outOfRange(subject, value: Double(count), allowed: "a number up to 100,000,000")
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
      return try ConfidenceInterval.estimated(
        by: Double(count), of: Double(all), confidence: confidence, factor: doubles ? 2 : 1)
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
