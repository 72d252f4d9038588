import SurveyProbability
import SurveyVocabulary

/// Rosner's test of several outliers in a normal sample: the generalized extreme studentized deviate.
///
/// The most extreme value is taken away, again and again, up to the number stated in advance; the outliers are
/// all those up to the last whose distance exceeds its critical value, so that they cannot hide each other.
///
/// Reference: Rosner (1983), doi:10.1080/00401706.1983.10487848.
public struct RosnerTest: Finding {
  /// The stable name of the method.
  public static let methodID = "rosner-test/1"

  /// One step: the most extreme value of those left.
  public struct Step: Hashable, Sendable {
    /// The value.
    public let value: Double
    /// Its index among all values, the first of equal ones.
    public let index: Int
    /// Its distance from the mean of those left, in their standard deviations.
    public let distance: Double
    /// The distance that a normal sample exceeds with the probability of the level.
    public let critical: Double
  }

  /// The steps, from all values down.
  public let steps: [Step]
  /// The number of outliers at the level.
  public let outlierCount: Int
  /// The probability of any outlier in a normal sample, about.
  public let level: Double
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - most: The most outliers that are looked for, stated before the data are seen.
  ///   - level: The probability of finding any in a normal sample.
  /// - Throws: `InputError` if the most outliers are not between 1 and half the values, less than three would be
  ///   left, there are more than a million values, one is not finite, those left are all equal, the level is
  ///   not between 0 and 1, or the steps take too long.
  public init(
    _ values: some Collection<Double>, upTo most: Int, level: Double = 0.05
  ) throws(InputError) {
    let finite = try NormalScores.checked(values, atLeast: 4)
    guard level > 0, level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a number above 0 and below 1")
    }
    guard most >= 1, most <= finite.count / 2, finite.count - most >= 3 else {
      throw .outOfRange(
        "the most outliers", value: Double(most), allowed: "a number from 1 to half of the values")
    }
    guard Double(most) * Double(finite.count) <= 50_000_000 else {
      throw .infeasible("the most outliers", "that many steps take too long", remedy: "look for fewer")
    }
    var left = Array(finite.indices)
    var steps: [Step] = []
    for _ in 0..<most {
      let rest = left.map { finite[$0] }
      guard rest.contains(where: { $0 != rest[0] }) else {
        throw .constant("values after \(steps.count) outliers", remedy: "look for fewer outliers")
      }
      let (place, distance) = try ExtremeValue.find(rest, .twoSided)
      let critical = try ExtremeValue.distance(tail: level / (2 * Double(rest.count)), count: rest.count)
      steps.append(Step(value: rest[place], index: left[place], distance: distance, critical: critical))
      left.remove(at: place)
    }
    self.steps = steps
    outlierCount = (steps.lastIndex { $0.distance > $0.critical } ?? -1) + 1
    self.level = level
    count = finite.count
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }
}

extension RosnerTest {
  /// The steps, one to a line.
  public var report: Report {
    let lines = steps.enumerated().map { place, step -> [Report.Cell] in
      [
        .count(place + 1), .number(step.value), .count(step.index), .number(step.distance, .decimals(3)),
        .number(step.critical, .decimals(3)),
      ]
    }
    return Report(
      context.title("Rosner's test of outliers"),
      method: .init(
        Self.methodID, options: [Report.Fact("level", .number(level))],
        citation: Citation("Rosner", 1983, "Technometrics 25, 165-172", doi: "10.1080/00401706.1983.10487848")
      ),
      grids: [Report.Grid(columns: ["outlier", "value", "index", "distance", "critical"], lines: lines)],
      facts: [Report.Fact("n", .count(count)), Report.Fact("outliers at the level", .count(outlierCount))],
      cases: context.cases, notes: ["An extreme value is a reason to look at the case, not to leave it out."])
  }
}
