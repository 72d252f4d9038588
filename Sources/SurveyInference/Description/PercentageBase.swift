/// How many cases percentages rest on: as they are, weighted, and what the weighted ones are worth.
///
/// The effective number is Kish's: (Σw)²/Σw², the size of a simple random sample of equal weights with the
/// same variance of a mean, if the weights have nothing to do with the answers.
///
/// Reference: Kish (1965), Survey Sampling.
public struct PercentageBase: Hashable, Sendable {
  /// The number of cases.
  public let count: Int
  /// The sum of their weights; the number of cases where there are none.
  public let weight: Double
  /// The effective number of cases; the number of cases where all weights are alike.
  public let effective: Double

  /// The base of cases that all weigh one.
  init(count: Int) {
    self.count = count
    weight = Double(count)
    effective = Double(count)
  }

  /// The base of cases with positive finite weights.
  init(weights: [Double]) {
    count = weights.count
    weight = weights.reduce(0, +)
    guard let largest = weights.max(), weights.contains(where: { $0 != largest }) else {
      effective = Double(weights.count)
      return
    }
    // Weights as parts of the largest keep their squares within range.
    var (sum, squares) = (0.0, 0.0)
    for weight in weights {
      let part = weight / largest
      sum += part
      squares += part * part
    }
    effective = min(sum * sum / squares, Double(weights.count))
  }
}
