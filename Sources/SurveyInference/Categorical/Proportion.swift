import SurveyProbability
import SurveyVocabulary

/// The share of cases with an answer, with a choice of intervals.
///
/// Reference: Brown, Cai & DasGupta (2001), doi:10.1214/ss/1009213286; Wilson (1927),
/// doi:10.1080/01621459.1927.10502953.
public struct Proportion: Finding {
  /// The method and the version of its definition.
  public static let methodID = "proportion/1"

  /// The share with its interval and Wald's standard error.
  public let proportion: Estimate
  /// The cases with the answer.
  public let count: Int
  /// All cases.
  public let total: Int
  /// How the limits were found.
  public let interval: ProportionInterval
  /// The names and the cases.
  public var context: DataContext

  /// The share of `count` in `total` cases.
  ///
  /// - Parameters:
  ///   - count: The cases with the answer.
  ///   - total: All cases.
  ///   - interval: How the limits are found.
  ///   - alternative: Both limits, or for `.greater` the lower one and for `.less` the upper one.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no case or more than 2^52, or the count is not between 0 and their
  ///   number.
  public init(
    _ count: Int, of total: Int, interval: ProportionInterval = .wilson,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try Self.check(count, of: total)
    let (x, n) = (Double(count), Double(total))
    proportion = Estimate(
      x / n, standardError: (x / n * ((n - x) / n) / n).squareRoot(),
      interval: try interval.interval(of: count, in: total, alternative: alternative, confidence: confidence))
    self.count = count
    self.total = total
    self.interval = interval
    context = DataContext(parts: [], cases: CaseLedger(all: total))
  }

  /// The share of cases whose label is the one named.
  ///
  /// - Throws: `InputError` if there is no case.
  public init(
    of label: String, in labels: some Collection<String>, interval: ProportionInterval = .wilson,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      labels.count { $0 == label }, of: labels.count, interval: interval, alternative: alternative,
      confidence: confidence)
    context.subject = label
  }

  /// Refuses counts that are no part of a whole.
  static func check(_ count: Int, of total: Int, _ subject: String = "total") throws(InputError) {
    guard total >= 1 else { throw .tooFew(subject, found: total, needed: 1) }
    guard total <= ContingencyTable.mostCases else {
      throw .outOfRange(subject, value: Double(total), allowed: "a whole number up to 2^52")
    }
    guard count >= 0, count <= total else {
      throw .outOfRange("count", value: Double(count), allowed: "a whole number from 0 to \(total)")
    }
  }
}

extension Proportion {
  /// The share with its interval.
  public var report: Report {
    let isOutside = proportion.interval.map { $0.lower < 0 || $0.upper > 1 } ?? false
    return Report(
      context.title("Proportion"),
      method: .init(
        Self.methodID, options: [.init("interval", .text(interval.rawValue))],
        citation: Citation(
          "Brown, Cai & DasGupta", 2001, "Statistical Science 16, 101-133", doi: "10.1214/ss/1009213286")),
      rows: [.init("proportion", proportion, style: .bounded(3))],
      facts: [.init("count", .count(count)), .init("n", .count(total))], cases: context.cases,
      notes: isOutside
        ? ["A limit lies outside 0 to 1: the \(interval.rawValue) interval does not keep to it."] : [])
  }
}
