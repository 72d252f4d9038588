import SurveyProbability
import SurveyVocabulary

/// The three kinds of intraclass correlation as ratios of mean squares, with their limits.
struct IntraclassRatios {
  private let between: Double
  private let raters: Double
  private let within: Double
  private let residual: Double
  private let n: Double
  private let k: Double
  private let averagedCount: Double
  private let confidence: Double

  init(_ table: TwoWayMeanSquares, averagedCount: Int, confidence: Double) {
    between = table.scaledSubjects
    raters = table.scaledRaters
    within = table.scaledWithin
    residual = table.scaledResidual
    n = Double(table.subjects)
    k = Double(table.raters)
    self.averagedCount = Double(averagedCount)
    self.confidence = confidence
  }

  /// A correlation as a ratio, so that the mean of m ratings is m·N/(D + (m - 1)·N).
  private struct Ratio {
    let numerator: Double
    let denominator: Double

    /// For the mean of m ratings; `nil` where the denominator is not positive.
    func value(_ m: Double) -> Double? {
      let below = denominator + (m - 1) * numerator
      return below > 0 ? min(m * numerator / below, 1) : nil
    }

    /// A limit for the mean of m ratings; a denominator that is not positive leaves the side open.
    func limit(_ m: Double) -> Double { value(m) ?? -.infinity }
  }

  private var tail: Double { (1 - confidence) / 2 }

  func oneWay() throws(InputError) -> IntraclassCorrelation.Coefficient {
    try exact(within, freedom: n * (k - 1))
  }

  func consistency() throws(InputError) -> IntraclassCorrelation.Coefficient {
    try exact(residual, freedom: (n - 1) * (k - 1))
  }

  /// Limits from the F ratio of the mean squares.
  private func exact(
    _ error: Double, freedom: Double
  ) throws(InputError) -> IntraclassCorrelation.Coefficient {
    let high = try FDistribution(numerator: n - 1, denominator: freedom).quantile(upperTail: tail)
    let low = try FDistribution(numerator: freedom, denominator: n - 1).quantile(upperTail: tail)
    let ratio = { (top: Double, error: Double) in
      Ratio(numerator: top - error, denominator: top + (k - 1) * error)
    }
    return coefficient(
      ratio(between, error), lower: ratio(between, high * error), upper: ratio(low * between, error),
      method: "F", error: error, freedom: freedom)
  }

  /// Shrout and Fleiss's (1979) limits, with Satterthwaite's degrees of freedom of the error.
  func agreement() throws(InputError) -> IntraclassCorrelation.Coefficient {
    let ratio = { (top: Double, factor: Double) in
      // n(B - fE) / (nB + f(kJ + (kn - k - n)E)), with f = 1 for the estimate.
      Ratio(
        numerator: n * (top - factor * residual),
        denominator: n * top + factor * (k * raters + ((k - 1) * (n - 1) - 1) * residual))
    }
    let estimate = ratio(between, 1)
    var limits: (lower: Ratio, upper: Ratio)?
    if let rho = estimate.value(1) {
      let raterPart = k * rho * raters
      let errorPart = (n * (1 + (k - 1) * rho) - k * rho) * residual
      let sum = raterPart + errorPart
      let freedom =
        sum * sum
        / (raterPart * raterPart / (k - 1) + errorPart * errorPart / ((n - 1) * (k - 1)))
      if raters == 0, residual == 0 {
        limits = (estimate, estimate)
      } else if freedom >= 1e-3 {
        let high = try FDistribution(numerator: n - 1, denominator: freedom).quantile(upperTail: tail)
        let low = try FDistribution(numerator: freedom, denominator: n - 1).quantile(upperTail: tail)
        if high.isFinite, low.isFinite { limits = (ratio(between, high), ratio(low * between, 1)) }
      }
    }
    return coefficient(
      estimate, lower: limits?.lower, upper: limits?.upper, method: "Satterthwaite", error: residual,
      freedom: (n - 1) * (k - 1))
  }

  private func coefficient(
    _ estimate: Ratio, lower: Ratio?, upper: Ratio?, method: String, error: Double, freedom: Double
  ) -> IntraclassCorrelation.Coefficient {
    let make = { (m: Double) -> Estimate? in
      guard let value = estimate.value(m) else { return nil }
      guard let lower, let upper else { return Estimate(value) }
      return Estimate(
        value,
        interval: ConfidenceInterval(
          lower: lower.limit(m), upper: upper.limit(m), level: confidence, method: method))
    }
    let statistic = TestStatistic(
      "F", error > 0 ? between / error : .infinity,
      reference: .f(numerator: n - 1, denominator: freedom))
    return IntraclassCorrelation.Coefficient(
      single: make(1), average: make(averagedCount), statistic: statistic, pValue: statistic.pValue())
  }
}
