import SurveyProbability
import SurveyVocabulary

/// Wilcox's percentage bend correlation: values far from the middle of each variable are bent in.
///
/// It protects against outliers of each variable by itself, not against cases that are odd on both together.
///
/// Reference: Wilcox (1994), doi:10.1007/BF02294395.
public struct PercentageBendCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "percentage-bend-correlation/1"

  /// The correlation of the bent values; it estimates a parameter of its own, which is zero for independent
  /// variables.
  public let correlation: Estimate
  /// Student's t of the correlation.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the variables are independent.
  public let pValue: Double
  /// The share of values beyond the bend, from 0 to 0.5.
  public let bend: Double
  /// How many values of each variable were bent in.
  public let bentCounts: [Int]
  /// The number of pairs.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates two variables, cases in the same order.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - bend: The share of values beyond the bend; Wilcox's 0.2 by default.
  ///   - alternative: The side to test.
  ///   - bootstrap: How the interval is found; `nil` for none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than four pairs, the lengths differ, a value is not finite, a
  ///   variable is constant or hardly varies around its median, or the bend is not between 0 and 0.5.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, bend: Double = 0.2,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard bend >= 0, bend <= 0.5 else {
      throw .outOfRange("bend", value: bend, allowed: "a share from 0 to 0.5")
    }
    let x = try finiteValues(first, "first variable", atLeast: 4)
    let y = try finiteValues(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    let one = try Bent.checked(x, bend, "first variable")
    let other = try Bent.checked(y, bend, "second variable")
    guard let r = Self.correlation(one, other) else {
      throw .constant("bent values", remedy: "use SpearmanCorrelation")
    }
    statistic = CorrelationTest.statistic(r, count: x.count)
    pValue = statistic.pValue(alternative)
    var interval: ConfidenceInterval?
    var error: Double?
    if let bootstrap {
      let drawn = try Bootstrap(cases: x.count, plan: bootstrap).interval(around: r, confidence: confidence) {
        rows in
        guard let a = Bent(rows.map { x[$0] }, bend), let b = Bent(rows.map { y[$0] }, bend) else {
          return nil
        }
        return Self.correlation(a, b)
      }
      (interval, error) = (drawn.interval, drawn.standardError)
    }
    correlation = Estimate(r, standardError: error, interval: interval)
    (self.alternative, self.bend) = (alternative, bend)
    bentCounts = [one.bent, other.bent]
    count = x.count
    plan = bootstrap
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }

  private let plan: BootstrapPlan?

  private static func correlation(_ one: Bent, _ other: Bent) -> Double? {
    let product = zip(one.values, other.values).reduce(0) { $0 + $1.0 * $1.1 }
    let squares = { (bent: Bent) in bent.values.reduce(0) { $0 + $1 * $1 } }
    let size = (squares(one) * squares(other)).squareRoot()
    return size > 0 ? min(max(product / size, -1), 1) : nil
  }
}

/// The values of one variable around their percentage bend location, bent in at ±1.
private struct Bent {
  let values: [Double]
  let bent: Int

  static func checked(_ values: [Double], _ bend: Double, _ name: String) throws(InputError) -> Bent {
    guard let bent = Bent(values, bend) else {
      throw .constant(
        name,
        remedy: "too many values equal the median for this bend: use a smaller one, or SpearmanCorrelation")
    }
    return bent
  }

  /// `nil` where the distance that is not bent is zero.
  init?(_ values: [Double], _ bend: Double) {
    let largest = values.reduce(0) { max($0, $1.magnitude) }
    guard largest > 0 else { return nil }
    let scaled = values.map { $0 / largest }
    let sorted = scaled.sorted()
    let middle = sorted.count / 2
    let median = sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
    let distances = scaled.map { ($0 - median).magnitude }.sorted()
    let place = min(max(Int((1 - bend) * Double(values.count) + 0.5), 1), values.count)
    let reach = distances[place - 1]
    guard reach > 0 else { return nil }
    var (below, above, sum) = (0, 0, 0.0)
    for value in scaled {
      let score = (value - median) / reach
      if score < -1 { below += 1 } else if score > 1 { above += 1 } else { sum += value }
    }
    let location = (reach * Double(above - below) + sum) / Double(values.count - below - above)
    let bentValues = scaled.map { min(max(($0 - location) / reach, -1), 1) }
    self.values = bentValues
    bent = bentValues.filter { $0.magnitude == 1 }.count
  }
}

extension PercentageBendCorrelation {
  /// The correlation with its test.
  public var report: Report {
    Report(
      context.title("Percentage bend correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("bend", .number(bend, .decimals(2))),
          Report.Fact("alternative", .text(alternative.rawValue)),
        ] + (plan.map { [Report.Fact("resamples", .count($0.resamples))] } ?? []), seed: plan?.seed,
        citation: Citation("Wilcox", 1994, "Psychometrika 59, 601-616", doi: "10.1007/BF02294395")),
      rows: [
        Report.Row(
          "r bent", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [Report.Fact("n", .count(count)), Report.Fact("values bent in", .counts(bentCounts))],
      cases: context.cases,
      notes: plan == nil ? ["There is no interval: ask for a bootstrap."] : [])
  }
}
