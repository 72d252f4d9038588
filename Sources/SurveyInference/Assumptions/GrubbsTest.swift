import SurveyProbability
import SurveyVocabulary

/// Grubbs's test of one outlier in a normal sample.
///
/// G is the distance of the most extreme value from the mean in standard deviations. The test is information
/// about the data: it is no reason to leave a value out.
///
/// Reference: Grubbs (1950), doi:10.1214/aoms/1177729885.
public struct GrubbsTest: Finding {
  /// The stable name of the method.
  public static let methodID = "grubbs-test/1"

  /// G, at most (n - 1)/√n.
  public let g: Double
  /// The most extreme value on the side that was tested.
  public let value: Double
  /// Its index, the first of equal ones.
  public let index: Int
  /// The side on which an outlier was looked for: greater is a large value.
  public let alternative: Alternative
  /// The probability that the most extreme of normal values is as far, bounded by Bonferroni's inequality: exact
  /// for large G, too large for small G, and 1 at most.
  public let pValue: Double
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - alternative: The side on which an outlier is looked for.
  /// - Throws: `InputError` if there are fewer than three values or more than a million, a value is not finite,
  ///   or all are equal.
  public init(
    _ values: some Collection<Double>, alternative: Alternative = .twoSided
  ) throws(InputError) {
    let finite = try NormalScores.checked(values, atLeast: 3)
    let (place, distance) = try ExtremeValue.find(finite, alternative)
    g = distance
    index = place
    value = finite[place]
    self.alternative = alternative
    count = finite.count
    let tail = ExtremeValue.tail(distance, count: finite.count)
    pValue = min(1, Double(finite.count) * (alternative == .twoSided ? 2 : 1) * tail)
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }
}

/// The value farthest from the mean, in standard deviations.
enum ExtremeValue {
  /// Its place and distance.
  static func find(
    _ values: [Double], _ alternative: Alternative
  ) throws(InputError) -> (place: Int, distance: Double) {
    let sorted = values.sorted()
    let middle = sorted[sorted.count / 2] / 2
    let largest = sorted.reduce(0) { max($0, ($1 / 2 - middle).magnitude) }
    guard largest > 0 else { throw NormalScores.tooClose }
    let scaled = values.map { ($0 / 2 - middle) / largest }
    let moments = try Moments(finite: scaled)
    let deviation = moments.standardDeviation ?? 1
    var (place, distance) = (0, -Double.infinity)
    for (index, value) in scaled.enumerated() {
      let score = (value - moments.mean) / deviation
      let side =
        switch alternative {
        case .twoSided: score.magnitude
        case .greater: score
        case .less: -score
        }
      if side > distance { (place, distance) = (index, side) }
    }
    return (place, distance)
  }

  /// The upper tail of Student's t that belongs to a distance of one value from the mean of all.
  static func tail(_ distance: Double, count: Int) -> Double {
    let n = Double(count)
    let rest = (n - 1) * (n - 1) - n * distance * distance
    // A value as far as values can be: the others are all equal.
    guard rest > 1e-12 * n * n else { return 0 }
    let t = distance * (n * (n - 2) / rest).squareRoot()
    return TestStatistic("t", t, reference: .t(degreesOfFreedom: n - 2)).pValue(.greater)
  }

  /// The distance whose tail is as given.
  static func distance(tail: Double, count: Int) throws(InputError) -> Double {
    let n = Double(count)
    let t = try StudentTDistribution(degreesOfFreedom: n - 2).quantile(upperTail: tail)
    return (n - 1) / n.squareRoot() * (t * t / (n - 2 + t * t)).squareRoot()
  }
}

extension GrubbsTest {
  /// The most extreme value with its test.
  public var report: Report {
    Report(
      context.title("Grubbs's test of one outlier"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Grubbs", 1950, "Annals of Mathematical Statistics 21, 27-58", doi: "10.1214/aoms/1177729885")),
      rows: [Report.Row("G", Estimate(g), style: .decimals(3), pValue: pValue, alternative: alternative)],
      facts: [
        Report.Fact("n", .count(count)), Report.Fact("most extreme value", .number(value)),
        Report.Fact("its index", .count(index)),
      ], cases: context.cases,
      notes: ["An extreme value is a reason to look at the case, not to leave it out."])
  }
}
