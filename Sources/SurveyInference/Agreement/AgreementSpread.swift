import SurveyProbability
import SurveyVocabulary

/// Bias and limits of agreement of differences with given moments.
struct AgreementSpread {
  /// The standard deviation of the differences.
  let deviation: Double
  private let mean: Double
  private let n: Double
  private let z: Double
  private let confidence: Double

  init(_ moments: Moments, coverage: Double, confidence: Double) throws(InputError) {
    z = try Self.reach(coverage)
    mean = moments.mean
    n = Double(moments.count)
    // Equal differences have no spread, whatever the rounding of their mean.
    deviation = moments.minimum == moments.maximum ? 0 : moments.standardDeviation ?? 0
    self.confidence = confidence
  }

  /// The normal quantile between whose signs a share of differences lies.
  static func reach(_ coverage: Double) throws(InputError) -> Double {
    guard coverage > 0, coverage < 1 else {
      throw .outOfRange("coverage", value: coverage, allowed: "a share above 0 and below 1")
    }
    return try NormalDistribution.standard.quantile(upperTail: (1 - coverage) / 2)
  }

  private var tail: Double { (1 - confidence) / 2 }

  /// The mean difference with Student's interval.
  func bias() throws(InputError) -> Estimate {
    let error = deviation / n.squareRoot()
    let reach = try StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: tail) * error
    return Estimate(
      mean, standardError: error,
      interval: ConfidenceInterval(lower: mean - reach, upper: mean + reach, level: confidence, method: "t"))
  }

  /// A limit with its interval.
  func limit(isUpper: Bool, _ method: BlandAltman.LimitInterval) throws(InputError) -> Estimate {
    let sign: Double = isUpper ? 1 : -1
    let value = mean + sign * z * deviation
    let (inner, outer): (Double, Double)
    switch method {
    case .exact:
      // √n (mean - limit)/s is noncentral t with noncentrality √n z for the upper limit.
      guard z * n.squareRoot() <= 1e4 else {
        throw .infeasible(
          "limits", "exact intervals of limits ask for n z² up to 100,000,000", remedy: "use .approximate")
      }
      let distribution = try NoncentralTDistribution(
        degreesOfFreedom: n - 1, noncentrality: z * n.squareRoot())
      inner = try distribution.quantile(lowerTail: tail) / n.squareRoot() * deviation
      outer = try distribution.quantile(upperTail: tail) / n.squareRoot() * deviation
    case .approximate:
      let t = try StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: tail)
      let reach = t * deviation * (1 / n + z * z / (2 * (n - 1))).squareRoot()
      (inner, outer) = (z * deviation - reach, z * deviation + reach)
    }
    let ends = [mean + sign * inner, mean + sign * outer]
    return Estimate(
      value,
      interval: ConfidenceInterval(
        lower: min(ends[0], ends[1]), upper: max(ends[0], ends[1]), level: confidence, method: method.rawValue
      ))
  }
}
