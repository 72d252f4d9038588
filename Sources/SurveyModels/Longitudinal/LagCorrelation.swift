import SurveyVocabulary

/// The correlation of neighbouring occasions of which all pairs of a cluster tell something: α for which the
/// sum of (product of residuals - α^lag)² over the pairs is least (Yan & Fine 2004).
struct LagCorrelation {
  /// The distances of occasions with the sum and the number of their products, in order.
  private let lags: [(lag: UInt, sum: Double, count: Double)]

  init(_ residuals: [Double], _ cases: RepeatedCases) {
    var found: [UInt: (sum: Double, count: Double)] = [:]
    cases.forEachPair { first, second in
      let lag = (cases.occasions[second] - cases.occasions[first]).magnitude
      let old = found[lag] ?? (0, 0)
      found[lag] = (old.sum + residuals[first] * residuals[second], old.count + 1)
    }
    lags = found.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sum, $0.value.count) }
  }

  /// The α of the least sum.
  ///
  /// - Throws: `InputError` if it is not between -1 and 1.
  var alpha: Double {
    get throws(InputError) {
      // The sum may have several minima: a grid finds the least, and its slope leads to the point. From
      // above, so that of two signs that even lags do not tell apart the positive one is taken.
      let steps = 200
      var (best, least) = (0, Double.infinity)
      for step in stride(from: steps, through: -steps, by: -1) {
        let value = loss(Double(step) / Double(steps))
        if value < least { (best, least) = (step, value) }
      }
      var low = Double(max(best - 1, -steps)) / Double(steps)
      var high = Double(min(best + 1, steps)) / Double(steps)
      guard slope(low) <= 0, slope(high) >= 0 else {
        throw WorkingStructure.noCorrelation(
          "a correlation of neighbouring occasions that is not between -1 and 1")
      }
      for _ in 0..<80 {
        let middle = low + (high - low) / 2
        guard middle > low, middle < high else { break }
        if slope(middle) > 0 { high = middle } else { low = middle }
      }
      let found = low + (high - low) / 2
      guard found.magnitude < 1 - 1e-10 else {
        throw WorkingStructure.noCorrelation("a correlation of neighbouring occasions of \(found)")
      }
      return found
    }
  }

  /// The sum of squares at α, without the squares of the products.
  func loss(_ alpha: Double) -> Double {
    lags.reduce(0) { total, lag in
      let power = wholePower(alpha, lag.lag)
      return total + power * (lag.count * power - 2 * lag.sum)
    }
  }

  /// Half the derivative of ``loss(_:)``.
  func slope(_ alpha: Double) -> Double {
    lags.reduce(0) { total, lag in
      let before = wholePower(alpha, lag.lag - 1)
      return total + Double(lag.lag) * before * (lag.count * before * alpha - lag.sum)
    }
  }
}
