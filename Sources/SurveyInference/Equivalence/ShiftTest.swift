import SurveyProbability
import SurveyVocabulary

/// A difference that can be tested against any bound: what tests of equivalence, of margins and of minimal
/// effects have in common.
struct ShiftTest {
  /// What a test against one bound found.
  struct Judgement {
    let statistic: TestStatistic
    /// Values that differ only by rounding and were not tied.
    var nearTies = 0
  }

  /// The estimate with the limits of both one-sided tests at the level: an interval of 1 - 2·level.
  let estimate: Estimate
  let level: Double
  let context: DataContext
  let details: ShiftDetails
  /// The statistic where the difference equals the bound, for the side asked for.
  let judge: (_ bound: Double, _ side: Alternative) throws(InputError) -> Judgement

  /// The one-sided test against a bound, and what to know about it.
  func test(_ bound: Double, _ side: Alternative) throws(InputError) -> (test: BoundTest, nearTies: Int) {
    guard (estimate.value - bound).isFinite else {
      throw InputError(
        .outOfRange, "bounds", "the distance to \(bound) exceeds the range of Double",
        remedy: "rescale the values")
    }
    let found = try judge(bound, side)
    return (
      BoundTest(
        bound: bound, alternative: side, statistic: found.statistic,
        pValue: found.statistic.pValue(side)),
      found.nearTies
    )
  }

  static func checkLevel(_ level: Double) throws(InputError) {
    guard level > 0, level < 0.5, 1 - 2 * level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a probability above 0 and below 0.5")
    }
  }

  /// The judge of a difference that is normal but for its estimated standard error.
  static func t(
    _ difference: Double, error: Double, degreesOfFreedom: Double
  ) -> (_ bound: Double, _ side: Alternative) throws(InputError) -> Judgement {
    { bound, _ throws(InputError) in
      let t = (difference - bound) / error
      guard t.isFinite else {
        throw InputError(
          .outOfRange, "bounds", "the distance to \(bound) is beyond the range of Double in standard errors",
          remedy: "rescale the values")
      }
      return Judgement(
        statistic: TestStatistic("t", t, reference: .t(degreesOfFreedom: degreesOfFreedom)))
    }
  }

  static func estimate(
    _ difference: Double, error: Double, degreesOfFreedom: Double, level: Double, method: String
  ) throws(InputError) -> Estimate {
    let reach =
      try StudentTDistribution(degreesOfFreedom: degreesOfFreedom).quantile(upperTail: level) * error
    return Estimate(
      difference, standardError: error,
      interval: ConfidenceInterval(
        lower: difference - reach, upper: difference + reach, level: 1 - 2 * level, method: method))
  }
}

/// How a difference was judged, in the words and facts of a report.
struct ShiftDetails: Hashable, Sendable {
  /// What is estimated, such as "difference in means".
  let label: String
  /// The test behind the bounds, and its choices.
  let options: [Report.Fact]
  let facts: [Report.Fact]
  var notes: [String] = []
  var warnings: [String] = []
  /// The number that one sample is compared with.
  var reference: Double?

  /// The names of what is subtracted from what.
  func pairing(_ context: DataContext) -> String {
    "\(context.part(0)) - \(reference.map { NumberStyle.automatic.text($0) } ?? context.part(1))"
  }

  /// The same with what the tests against the bounds have to say.
  func adding(nearTies: Int) -> ShiftDetails {
    var copy = self
    if nearTies > 0 {
      copy.warnings.append(
        "Less the bound, some values are unequal only by rounding and were not tied (\(nearTies)): "
          + "tieTolerance: 1e-9 ties them.")
    }
    return copy
  }

  /// The options of a report: the test, the bounds in their unit, the level.
  func options(
    _ name: String, _ bounds: [Double], _ unit: BoundUnit?, level: Double
  ) -> [Report.Fact] {
    let style = NumberStyle.automatic
    let size = unit?.size ?? 1
    let words = bounds.map { style.text($0 / size) }.joined(separator: " to ")
    let unitWords = unit.map { "\($0.name), which is \(style.text($0.size))" } ?? "units of the data"
    return options + [
      Report.Fact(name, .text("\(words) in \(unitWords)")), Report.Fact("level", .text("\(level)")),
    ]
  }

  /// The notes of a report.
  func notes(_ unit: BoundUnit?) -> [String] {
    notes
      + (unit == nil
        ? []
        : [
          "The unit of the bounds is estimated from the same data, so that the error rate is not exactly the level."
        ])
  }
}

extension TestStatistic {
  /// The seed of a null distribution that was sampled.
  var seed: UInt64? {
    if case .monteCarlo(_, _, let seed) = reference { return seed }
    return nil
  }
}

/// Bounds that were given in some unit, in units of the data.
struct ShiftBounds {
  let values: [Double]
  let unit: BoundUnit?

  /// - Throws: `InputError` if a bound is not finite, or in units of the data neither.
  init(_ bounds: [Double], _ unit: BoundUnit?) throws(InputError) {
    for (index, bound) in bounds.enumerated() where !bound.isFinite {
      throw InputError(
        .notFinite, "bounds", "the \(index == 0 ? "first" : "second") is \(bound)",
        remedy: "for a single bound take a MarginTest")
    }
    values = bounds.map { $0 * (unit?.size ?? 1) }
    guard values.allSatisfy(\.isFinite) else {
      throw InputError(.outOfRange, "bounds", "in units of the data they exceed the range of Double")
    }
    self.unit = unit
  }

  /// The two ends of a range.
  init(_ range: ClosedRange<Double>, _ unit: BoundUnit?) throws(InputError) {
    try self.init([range.lowerBound, range.upperBound], unit)
    guard values[0] < values[1] else {
      throw InputError(
        .outOfRange, "bounds", "\(values[0]) to \(values[1]) holds no difference but one",
        remedy: "the lower bound must lie below the upper one")
    }
  }
}
