import SurveyVocabulary

/// The weighted mean of values, and the sums from which variances and standard errors follow.
///
/// Weights are parts of the largest and deviations parts of the longest, so that no power leaves the range
/// of `Double`.
struct WeightedSums {
  /// The number of cases, those of weight zero included.
  let count: Int
  /// The number of cases with a weight above zero.
  let positive: Int
  /// The sum of the weights as they were given.
  let sumOfWeights: Double
  /// The weighted mean.
  let mean: Double
  /// The largest weight.
  let largest: Double
  /// The longest deviation from the mean of a case with a weight above zero; 0 where all values are equal.
  let longest: Double
  /// Σu and Σu² of the weights u as parts of the largest.
  let first: Double, second: Double
  /// The weights as parts of the largest, those above zero, ascending.
  private let parts: [Double]
  /// Σu d² of the deviations d as parts of the longest.
  let squares: Double
  /// Σ(u d)².
  let linear: Double

  /// Takes finite values and checked weights, at least one of them above zero.
  init(_ values: [Double], _ weights: [Double]) {
    let largest = weights.max() ?? 1
    let parts = weights.map { $0 / largest }
    let first = parts.reduce(0, +)
    var mean = 0.0
    for (value, part) in zip(values, parts) { mean += part / first * value }
    // A second pass takes back what rounding moved.
    var shift = 0.0
    for (value, part) in zip(values, parts) { shift += part / first * (value - mean) }
    let kept = zip(values, parts).filter { $0.1 > 0 }.map(\.0)
    let isConstant = kept.allSatisfy { $0 == kept.first }
    mean = isConstant ? kept.first ?? 0 : mean + shift
    let longest = kept.reduce(0) { max($0, ($1 - mean).magnitude) }
    var (second, squares, linear) = (0.0, 0.0, 0.0)
    for (value, part) in zip(values, parts) where part > 0 {
      second += part * part
      guard longest > 0 else { continue }
      let deviation = (value - mean) / longest
      squares += part * deviation * deviation
      linear += part * deviation * (part * deviation)
    }
    count = values.count
    positive = kept.count
    sumOfWeights = weights.reduce(0, +)
    (self.mean, self.largest, self.longest) = (mean, largest, longest)
    (self.first, self.second) = (first, second)
    self.parts = parts.filter { $0 > 0 }.sorted()
    (self.squares, self.linear) = (squares, linear)
  }

  /// Kish's effective number of cases.
  var effective: Double { min(first * first / second, Double(positive)) }

  /// The variance with the sum of the weights in the denominator, as a part of the square of the longest
  /// deviation.
  var populationPart: Double { squares / first }

  /// The spread of values with weights of a kind.
  struct Spread {
    /// The variance as a part of the square of the longest deviation; `nil` where it does not exist.
    var variance: Double?
    /// The variance of the mean as a part of the same.
    var ofMean: Double?
    /// The degrees of freedom of the interval of the mean.
    var degreesOfFreedom: Double
  }

  /// The variance and that of the mean.
  func spread(_ kind: WeightKind) -> Spread {
    let size = Double(count)
    switch kind {
    case .frequency:
      let free = sumOfWeights - 1
      guard free > 0 else { return Spread(degreesOfFreedom: 0) }
      let variance = squares * (largest / free)
      return Spread(variance: variance, ofMean: variance / sumOfWeights, degreesOfFreedom: free)
    case .reliability:
      guard positive > 1 else { return Spread(degreesOfFreedom: 0) }
      let (free, degrees) = reliabilityDegrees
      let variance = squares / free
      return Spread(
        variance: variance, ofMean: variance * (second / first / first), degreesOfFreedom: degrees)
    case .precision:
      guard positive > 1 else { return Spread(degreesOfFreedom: 0) }
      let free = Double(positive - 1)
      return Spread(
        variance: squares * largest / free, ofMean: squares / free / first, degreesOfFreedom: free)
    case .sampling:
      guard positive > 1 else { return Spread(degreesOfFreedom: 0) }
      // Cases of weight zero were sampled, but are not in the part of the population that is described.
      let counting = Double(positive)
      return Spread(
        variance: counting / (counting - 1) * populationPart,
        ofMean: size / (size - 1) * (linear / first / first), degreesOfFreedom: counting - 1)
    }
  }

  /// W - Σu²/W, which makes the variance unbiased, and Satterthwaite's degrees of freedom, from the trace of the
  /// square of the matrix of the quadratic form; without differences, so that one weight may outweigh all others.
  private var reliabilityDegrees: (free: Double, degrees: Double) {
    // Sums over pairs of different cases: Σuᵢuⱼ and Σuᵢ²uⱼ².
    var (pairs, squaredPairs, below, squaresBelow, diagonal) = (0.0, 0.0, 0.0, 0.0, 0.0)
    var above = parts.reversed().reduce(into: [0.0]) { $0.append(($0.last ?? 0) + $1) }
    for part in parts {
      above.removeLast()
      let others = below + (above.last ?? 0)
      diagonal += part * others * (part * others)
      pairs += part * below
      squaredPairs += part * part * squaresBelow
      below += part
      squaresBelow += part * part
    }
    return (2 * pairs / first, 4 * pairs * pairs / (diagonal + 2 * squaredPairs))
  }
}
