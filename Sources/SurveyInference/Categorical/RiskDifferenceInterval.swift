import SurveyProbability
import SurveyVocabulary

/// How the interval of a difference of two independent proportions is found.
public enum RiskDifferenceInterval: String, Hashable, Sendable, Codable, CaseIterable {
  /// Newcombe's hybrid of two Wilson intervals, his method 10 (Newcombe 1998).
  case newcombe = "Newcombe"
  /// The differences that the score test with the variance factor n/(n - 1) does not reject (Miettinen &
  /// Nurminen 1985).
  case miettinenNurminen = "Miettinen-Nurminen"
  /// The differences that the score test does not reject (Mee 1984); at zero it is the pooled z test.
  case mee = "Mee score"
  /// The estimate plus and minus its standard error times the normal quantile.
  case wald = "Wald"
  /// Wald's interval, wider by (1/n₁ + 1/n₂)/2, or by less where the difference is small.
  case waldCorrected = "Wald with continuity correction"
}

extension RiskDifferenceInterval {
  /// The interval of the first share minus the second; both groups have cases.
  func interval(
    _ table: TwoByTwo, alternative: Alternative = .twoSided, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let z = try NormalDistribution.standard.quantile(upperTail: alternative.tailArea(confidence: confidence))
    let score = ScoreDifference(table)
    let (p, q) = table.shares
    let lower: Double
    let upper: Double
    switch self {
    case .newcombe:
      let area = alternative.tailArea(confidence: confidence)
      let level = 1 - 2 * area
      guard level > 0 else {
        throw .outOfRange("confidence", value: confidence, allowed: "above 0.5 for a one-sided interval")
      }
      let one = try ProportionInterval.wilson.interval(of: table.a, in: table.first, confidence: level)
      let two = try ProportionInterval.wilson.interval(of: table.c, in: table.second, confidence: level)
      func reach(_ x: Double, _ y: Double) -> Double { (x * x + y * y).squareRoot() }
      lower = p - q - reach(p - one.lower, two.upper - q)
      upper = p - q + reach(one.upper - p, q - two.lower)
    case .miettinenNurminen, .mee:
      let factor = self == .mee ? 1 : Double(table.total) / Double(table.total - 1)
      lower = try score.lowerLimit(z, factor: factor)
      upper = -(try ScoreDifference(table.swapped).lowerLimit(z, factor: factor))
    case .wald, .waldCorrected:
      let reach = z * score.waldError + (self == .wald ? 0 : score.continuityCorrection)
      (lower, upper) = (p - q - reach, p - q + reach)
    }
    return ConfidenceInterval(
      lower: alternative == .less ? -1 : lower, upper: alternative == .greater ? 1 : upper,
      level: confidence, method: rawValue)
  }
}

extension TwoByTwo {
  /// The table with the groups in the other order.
  var swapped: TwoByTwo { TwoByTwo(a: c, b: d, c: a, d: b) }

  init(a: Int, b: Int, c: Int, d: Int) {
    (self.a, self.b, self.c, self.d) = (a, b, c, d)
  }
}

/// The difference of two proportions under the restriction that it has a given value.
struct ScoreDifference {
  let (x, n, y, m): (Double, Double, Double, Double)

  init(_ table: TwoByTwo) {
    (x, n, y, m) = (Double(table.a), Double(table.first), Double(table.c), Double(table.second))
  }

  var difference: Double { x / n - y / m }

  /// √(p₁q₁/n₁ + p₂q₂/n₂).
  var waldError: Double { (x / n * ((n - x) / n) / n + y / m * ((m - y) / m) / m).squareRoot() }

  /// (1/n₁ + 1/n₂)/2, at most the difference itself.
  var continuityCorrection: Double { min((1 / n + 1 / m) / 2, difference.magnitude) }

  /// The variance of the difference of the most likely shares whose difference is `delta`.
  func variance(_ delta: Double) -> Double {
    let p = likelyShare(delta)
    let q = min(max(p - delta, 0), 1)
    return p * (1 - p) / n + q * (1 - q) / m
  }

  /// The most likely first share if it exceeds the second by `delta`: where the derivative of the log
  /// likelihood, which falls, is zero.
  private func likelyShare(_ delta: Double) -> Double {
    let (low, high) = (max(0, delta), min(1, 1 + delta))
    guard low < high else { return low }
    func slope(_ p: Double) -> Double {
      let q = p - delta
      func term(_ count: Double, _ share: Double) -> Double {
        count > 0 ? min(count / max(share, 0), 1e300) : 0
      }
      return term(x, p) + term(y, q) - term(n - x, 1 - p) - term(m - y, 1 - q)
    }
    if slope(low) <= 0 { return low }
    if slope(high) >= 0 { return high }
    return (try? RootFinding.solve(in: low...high, "share", slope)) ?? low
  }

  /// The smallest difference δ with d - δ = z √variance(δ).
  func lowerLimit(_ z: Double, factor: Double) throws(InputError) -> Double {
    let d = difference
    guard d > -1 else { return -1 }
    func excess(_ delta: Double) -> Double { d - delta - z * (factor * variance(delta)).squareRoot() }
    // At the estimate itself the variance can be zero, and the excess too: the limit lies below.
    let near = d - 1e-13
    if excess(near) >= 0 { return z > 0 ? d : try RootFinding.solve(in: d...1, "limit", excess) }
    return try RootFinding.solve(in: -1...near, "limit of the difference", excess)
  }
}
