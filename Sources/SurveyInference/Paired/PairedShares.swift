import SurveyProbability
import SurveyVocabulary

/// Two shares of the same cases and the difference of them.
struct PairedShares {
  let both: Int
  /// Hits on the first-named occasion only.
  let first: Int
  /// Hits on the occasion compared with only.
  let second: Int
  let neither: Int

  private var total: Double { Double(both) + Double(first) + Double(second) + Double(neither) }

  /// The first share minus the second.
  var difference: Double { (Double(first) - Double(second)) / total }

  /// The difference with Newcombe's (1998) interval for paired shares, his method 10: the distances of
  /// Wilson's limits from both shares, added as squares, less what their correlation φ takes away. φ has
  /// a continuity correction where it is positive.
  ///
  /// Reference: Newcombe (1998), Statistics in Medicine 17, 2635-2650.
  func estimate(_ alternative: Alternative, confidence: Double) throws(InputError) -> Estimate {
    let tail = alternative.tailArea(confidence: confidence)
    let one = (Double(both) + Double(first)) / total
    let other = (Double(both) + Double(second)) / total
    let level = 1 - 2 * tail
    guard level > 0 else {
      return Estimate(difference)
    }
    let wilson = try ShareIntervals.wilson(one, size: total, confidence: level)
    let otherWilson = try ShareIntervals.wilson(other, size: total, confidence: level)
    let correlation = phi
    func reach(_ a: Double, _ b: Double) -> Double {
      max(a * a - 2 * correlation * a * b + b * b, 0).squareRoot()
    }
    let lower = difference - reach(one - wilson.lower, otherWilson.upper - other)
    let upper = difference + reach(wilson.upper - one, other - otherWilson.lower)
    return Estimate(
      difference,
      interval: alternative.interval(lower, upper, level: confidence, method: "Newcombe", bounds: (-1, 1)))
  }

  /// The corrected correlation; zero where a share is 0 or 1.
  private var phi: Double {
    let (a, b, c, d) = (Double(both), Double(first), Double(second), Double(neither))
    let margins = ((a + b) * (c + d)).squareRoot() * ((a + c) * (b + d)).squareRoot()
    guard margins > 0 else { return 0 }
    let product = a * d - b * c
    return (product > 0 ? max(product - total / 2, 0) : product) / margins
  }
}
