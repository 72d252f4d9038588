import SurveyVocabulary

/// The harmonic mean of positive values: one over the mean of one over them.
public struct HarmonicMean: Finding {
  /// The stable name of the method.
  public static let methodID = "harmonic-mean/1"

  /// The harmonic mean H; its standard error by the delta method is H² times that of the mean of 1/x, and the
  /// limits are H ± t times it; both absent for a single value.
  public let mean: Estimate
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the harmonic mean of positive values.
  ///
  /// - Throws: `InputError` if there is no value, one is not finite, zero or negative, or a limit exceeds the
  ///   range of `Double`.
  public init(_ values: some Collection<Double>, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let positive = try positiveValues(values, "the harmonic mean")
    let smallest = positive.min() ?? 1
    // The smallest over each value lies in (0, 1], whatever the units.
    let inverse = try Moments(finite: positive.map { smallest / $0 })
    let part = 1 / inverse.mean
    let value = smallest * part
    mean = try .student(
      value, error: inverse.standardErrorOfMean.map { value * (part * $0) },
      degreesOfFreedom: Double(positive.count - 1), confidence: confidence, method: "delta method t")
    guard value.isFinite, mean.interval?.width.isFinite ?? true else {
      throw InputError(
        .outOfRange, "values", "the limits exceed the range of Double", remedy: "rescale the values")
    }
    count = positive.count
    context = DataContext(parts: [], cases: CaseLedger(all: positive.count))
  }
}

extension HarmonicMean {
  /// The mean with its interval.
  public var report: Report {
    var facts = [Report.Fact("n", .count(count))]
    if let error = mean.standardError { facts.append(.init("SE", .number(error))) }
    return Report(
      context.title("Harmonic mean"), method: .init(Self.methodID),
      rows: [.init("harmonic mean", mean)], facts: facts, cases: context.cases,
      notes: (mean.interval?.lower ?? 1) <= 0
        ? ["The lower limit is not above 0: there are too few values for the delta method."] : [])
  }
}
