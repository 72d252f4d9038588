import SurveyVocabulary

/// The geometric mean of positive values, with the interval of the mean of their logarithms.
public struct GeometricMean: Finding {
  /// The stable name of the method.
  public static let methodID = "geometric-mean/1"

  /// The geometric mean, with the standard error that the logarithms give by the delta method, and limits that
  /// are Student's limits of the mean logarithm carried back; both absent for a single value.
  public let mean: Estimate
  /// The geometric standard deviation, a factor of at least one: the exponential of the standard deviation of
  /// the logarithms; `nil` for a single value.
  public let geometricStandardDeviation: Double?
  /// The mean and the variance of the natural logarithms.
  public let logarithms: Moments
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the geometric mean of positive values.
  ///
  /// - Throws: `InputError` if there is no value, one is not finite, zero or negative, or a limit exceeds the
  ///   range of `Double`.
  public init(_ values: some Collection<Double>, confidence: Double = 0.95) throws(InputError) {
    try checkConfidence(confidence)
    let positive = try positiveValues(values, "the geometric mean")
    // Logarithms of the values as parts of the smallest: equal values give exact zeros.
    let smallest = positive.min() ?? 1
    logarithms = try Moments(finite: positive.map(libmLog))
    let parts = try Moments(
      finite: positive.map { value in
        let ratio = value / smallest
        return ratio.isFinite ? libmLog(ratio) : libmLog(value) - libmLog(smallest)
      })
    let value = Self.carried(parts.mean, smallest)
    let onLogs = try Estimate.student(
      parts.mean, error: parts.standardErrorOfMean, degreesOfFreedom: Double(positive.count - 1),
      confidence: confidence)
    let interval = onLogs.interval.map {
      ConfidenceInterval(
        lower: Self.carried($0.lower, smallest), upper: Self.carried($0.upper, smallest), level: confidence,
        method: "t of logarithms")
    }
    mean = Estimate(value, standardError: parts.standardErrorOfMean.map { $0 * value }, interval: interval)
    geometricStandardDeviation = parts.standardDeviation.map(libmExp)
    guard value.isFinite, interval?.upper.isFinite ?? true, mean.standardError?.isFinite ?? true,
      geometricStandardDeviation?.isFinite ?? true
    else {
      throw InputError(
        .outOfRange, "values", "the limits exceed the range of Double", remedy: "rescale the values")
    }
    context = DataContext(parts: [], cases: CaseLedger(all: positive.count))
  }

  /// The number whose logarithm lies so far above that of `unit`, in two factors that stay in range.
  private static func carried(_ logarithm: Double, _ unit: Double) -> Double {
    let half = libmExp(logarithm / 2)
    return unit * half * half
  }
}

extension GeometricMean {
  /// The mean with its interval and the spread of the logarithms.
  public var report: Report {
    var facts = [Report.Fact("n", .count(logarithms.count))]
    if let geometricStandardDeviation {
      facts.append(.init("geometric SD", .number(geometricStandardDeviation)))
    }
    if let error = mean.standardError { facts.append(.init("SE", .number(error))) }
    facts.append(.init("mean logarithm", .number(logarithms.mean)))
    if let deviation = logarithms.standardDeviation {
      facts.append(.init("SD of logarithms", .number(deviation)))
    }
    return Report(
      context.title("Geometric mean"), method: .init(Self.methodID),
      rows: [.init("geometric mean", mean)], facts: facts, cases: context.cases)
  }
}

/// Finite values, at least one, all of them above zero.
func positiveValues(_ values: some Collection<Double>, _ method: String) throws(InputError) -> [Double] {
  let finite = try finiteValues(values, "values", atLeast: 1)
  if let index = finite.firstIndex(where: { $0 <= 0 }) {
    throw InputError(
      .outOfRange, "values",
      "the value at index \(index) is \(finite[index]), and \(method) needs values above 0",
      remedy: "use the mean, the median or a trimmed mean")
  }
  return finite
}
