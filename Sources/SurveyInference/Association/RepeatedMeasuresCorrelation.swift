import SurveyProbability
import SurveyVocabulary

/// Bakdash and Marusich's correlation within persons of two variables that were measured repeatedly.
///
/// Persons may differ in their levels of both variables; the slope between them is taken as the same for all.
///
/// Reference: Bakdash & Marusich (2017), doi:10.3389/fpsyg.2017.00456.
public struct RepeatedMeasuresCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "repeated-measures-correlation/1"

  /// The correlation of the deviations from each person's means, with Fisher's interval.
  public let correlation: Estimate
  /// Student's t of the correlation, with N - k - 1 degrees of freedom for N pairs of k persons.
  public let statistic: TestStatistic
  /// The side that was tested.
  public let alternative: Alternative
  /// The probability of a statistic at least as extreme if the variables are not correlated within persons.
  public let pValue: Double
  /// How much the first variable rises within persons with a unit of the second.
  public let slope: Double
  /// The number of persons.
  public let personCount: Int
  /// The number of pairs.
  public let count: Int
  /// The names of the two variables for print, and the pairs.
  public var context: DataContext

  /// Correlates two variables within persons, one element to an occasion of a person.
  ///
  /// - Parameters:
  ///   - first: One variable.
  ///   - second: The other.
  ///   - persons: Whose each pair is.
  ///   - alternative: The side to test.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if lengths differ, a value is not finite, there are not at least three pairs more than
  ///   persons, a person has a single pair, or a variable varies within no person.
  public init<Person: Hashable>(
    _ first: some Collection<Double>, with second: some Collection<Double>,
    within persons: some Collection<Person>,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = try finiteValues(first, "first variable")
    let y = try finiteValues(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    try checkEqualLength(persons.count, "persons", x.count, "first variable")
    var rows: [Person: [Int]] = [:]
    for (row, person) in persons.enumerated() { rows[person, default: []].append(row) }
    if let single = rows.values.filter({ $0.count < 2 }).map({ $0[0] }).min() {
      throw InputError(
        .tooFew, "persons", "the person of the pair at index \(single) has no other pair",
        remedy: "leave out persons with a single occasion before the call")
    }
    let effective = x.count - rows.count + 1
    guard effective >= 4 else {
      throw .tooFew("pairs", found: x.count, needed: rows.count + 3, remedy: "more occasions are needed")
    }
    let groups = rows.values.sorted { $0[0] < $1[0] }
    let (a, b) = (try Within(x, groups, "first variable"), try Within(y, groups, "second variable"))
    let product = zip(a.deviations, b.deviations).reduce(0) { $0 + $1.0 * $1.1 }
    let r = min(max(product / (a.squares * b.squares).squareRoot(), -1), 1)
    statistic = CorrelationTest.statistic(r, count: effective)
    pValue = statistic.pValue(alternative)
    slope = product / b.squares * (a.unit / b.unit)
    guard slope.isFinite else {
      throw InputError(
        .outOfRange, "values", "the slope exceeds the range of Double", remedy: "rescale the values")
    }
    correlation = Estimate(
      r,
      interval: try CorrelationTest.fisherInterval(
        r, count: effective, varianceFactor: 1, method: "Fisher z", alternative: alternative,
        confidence: confidence))
    self.alternative = alternative
    (count, personCount) = (x.count, rows.count)
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }
}

/// Deviations from each person's mean, in units of the largest.
private struct Within {
  let deviations: [Double]
  let squares: Double
  let unit: Double

  init(_ values: [Double], _ groups: [[Int]], _ name: String) throws(InputError) {
    var rest = values
    var varies = false
    for group in groups {
      let own = try Moments(finite: group.map { values[$0] })
      varies = varies || own.minimum != own.maximum
      for row in group { rest[row] = own.minimum == own.maximum ? 0 : values[row] - own.mean }
    }
    let largest = rest.reduce(0) { max($0, $1.magnitude) }
    guard varies, largest > 0 else {
      throw .constant("\(name) within each person", remedy: "a correlation within persons is undefined")
    }
    guard largest.isFinite else {
      throw InputError(
        .outOfRange, name, "a deviation exceeds the range of Double", remedy: "rescale the values")
    }
    let scaled = rest.map { $0 / largest }
    deviations = scaled
    squares = scaled.reduce(0) { $0 + $1 * $1 }
    unit = largest
  }
}

extension RepeatedMeasuresCorrelation {
  /// The correlation with its interval and test.
  public var report: Report {
    Report(
      context.title("Repeated measures correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("alternative", .text(alternative.rawValue))],
        citation: Citation(
          "Bakdash & Marusich", 2017, "Frontiers in Psychology 8, 456", doi: "10.3389/fpsyg.2017.00456")),
      rows: [
        Report.Row(
          "r within persons", correlation, style: .bounded(2), statistic: statistic, pValue: pValue,
          alternative: alternative)
      ],
      facts: [
        Report.Fact("pairs", .count(count)), Report.Fact("persons", .count(personCount)),
        Report.Fact("slope", .number(slope)),
      ], cases: context.cases)
  }
}
