import SurveyProbability
import SurveyVocabulary

/// The standard deviation and the variance with standard error and interval, for normal data or for any.
///
/// Reference: Bonett (2006), Computational Statistics & Data Analysis 50, 775-782.
public struct StandardDeviationEstimate: Finding {
  /// The stable name of the method.
  public static let methodID = "standard-deviation-estimate/1"

  /// What standard error and limits rest on.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Normal data: the error s/√(2(n - 1)), and limits from the chi-square distribution.
    case normal
    /// Any distribution with a fourth moment: the error from the kurtosis, and Bonett's limits.
    case bonett
  }

  /// The standard deviation with n - 1 in the denominator, in units of the data.
  public let standardDeviation: Estimate
  /// The variance with limits that are the squares of those of the standard deviation.
  public let variance: Estimate
  /// What standard error and limits rest on.
  public let method: Method
  /// Size, mean and variance of the values.
  public let moments: Moments
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the standard deviation of values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - method: What standard error and limits rest on.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two values, or fewer than five for Bonett's limits or too
  ///   few for their level; if a value is not finite, all are equal, or a limit exceeds the range of `Double`.
  public init(
    _ values: some Collection<Double>, method: Method = .bonett, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: method == .normal ? 2 : 5).sorted()
    let moments = try Moments(finite: sorted)
    guard moments.sumOfSquares > 0, let deviation = moments.standardDeviation else {
      throw InputError(
        .constant, "values", "they do not vary, or too little for the range of Double",
        remedy: "equal values have no spread to estimate")
    }
    let free = Double(sorted.count - 1)
    // The limits and the error as multiples of the standard deviation.
    let part: (error: Double, lower: Double, upper: Double)
    switch method {
    case .normal:
      let distribution = try ChiSquareDistribution(degreesOfFreedom: free)
      let tail = (1 - confidence) / 2
      part = (
        error: (1 / (2 * free)).squareRoot(),
        lower: (free / (try distribution.quantile(upperTail: tail))).squareRoot(),
        upper: (free / (try distribution.quantile(lowerTail: tail))).squareRoot()
      )
    case .bonett: part = try Self.bonett(sorted, moments, deviation, confidence)
    }
    let (lower, upper) = (deviation * part.lower, deviation * part.upper)
    guard (upper * upper).isFinite else {
      throw InputError(
        .outOfRange, "values", "the limits exceed the range of Double", remedy: "rescale the values")
    }
    let name = method == .normal ? "chi-square" : "Bonett"
    standardDeviation = Estimate(
      deviation, standardError: deviation * part.error,
      interval: ConfidenceInterval(lower: lower, upper: upper, level: confidence, method: name))
    variance = Estimate(
      deviation * deviation, standardError: 2 * deviation * deviation * part.error,
      interval: ConfidenceInterval(
        lower: lower * lower, upper: upper * upper, level: confidence, method: name))
    self.method = method
    self.moments = moments
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// Bonett's limits of ln s, whose variance is that of the kurtosis about a trimmed mean.
  private static func bonett(
    _ sorted: [Double], _ moments: Moments, _ deviation: Double, _ confidence: Double
  ) throws(InputError) -> (error: Double, lower: Double, upper: Double) {
    let size = Double(sorted.count)
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    guard size > z else {
      throw .tooFew(
        "values", found: sorted.count, needed: Int(min(z.rounded(.down), 1_000)) + 1,
        remedy: "or choose a lower level of confidence")
    }
    // At most half of the values lie in a tail, and one is left.
    let cut = min(Int((size / (2 * (size - 4).squareRoot())).rounded(.down)), (sorted.count - 1) / 2)
    let center = try Moments(finite: Array(sorted[cut..<(sorted.count - cut)])).mean
    func fourth(about center: Double) -> Double {
      sorted.reduce(0) { sum, value in
        let score = (value - center) / deviation
        return sum + score * score * (score * score)
      }
    }
    // Σ(x - m)² is n - 1 in units of the standard deviation.
    let kurtosis = size * fourth(about: center) / ((size - 1) * (size - 1))
    let factor = size / (size - z)
    let error = factor * ((kurtosis - (size - 3) / size) / (size - 1)).squareRoot()
    let middle = factor.squareRoot()
    let (second, moment) = ((size - 1) / size, fourth(about: moments.mean) / size)
    return (
      // √((m₄ - m₂²)/(4 m₂ n)) in the same units.
      error: (max(moment / second - second, 0) / (4 * size)).squareRoot(),
      lower: middle * libmExp(-z * error / 2), upper: middle * libmExp(z * error / 2)
    )
  }
}

extension StandardDeviationEstimate {
  /// Both with their limits.
  public var report: Report {
    var facts = [Report.Fact("n", .count(moments.count)), Report.Fact("mean", .number(moments.mean))]
    if let error = standardDeviation.standardError { facts.append(.init("SE of the SD", .number(error))) }
    return Report(
      context.title("Standard deviation"),
      method: .init(
        Self.methodID,
        options: [
          .init("limits", .text(method == .normal ? "chi-square, for normal data" : "Bonett's, for any data"))
        ],
        citation: method == .normal
          ? nil : Citation("Bonett", 2006, "Computational Statistics & Data Analysis 50, 775-782")),
      rows: [.init("standard deviation", standardDeviation), .init("variance", variance)], facts: facts,
      cases: context.cases)
  }
}
