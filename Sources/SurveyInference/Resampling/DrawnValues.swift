import SurveyProbability

/// Size, mean and variance of the cases that were drawn.
struct DrawnMoments {
  let count: Double
  let mean: Double
  /// With n - 1 in the denominator.
  let variance: Double
}

/// The values of one group, ready to be drawn from: deviations from their mean in a common unit.
struct DrawnValues {
  private let mean: Double
  private let deviations: [Double]
  private let squares: Double

  /// - Parameters:
  ///   - values: Finite values, at least two.
  ///   - moments: Their moments.
  ///   - unit: A power of two near the largest deviation of all groups, so that no square leaves the
  ///     range of `Double` and dividing does not round.
  init(_ values: [Double], _ moments: Moments, unit: Double) {
    mean = moments.mean / unit
    deviations = values.map { ($0 - moments.mean) / unit }
    squares = deviations.reduce(0) { $0 + $1 * $1 }
  }

  /// The unit for groups that are compared.
  static func unit(_ groups: Moments...) -> Double {
    let largest = groups.reduce(0.0) {
      max($0, ($1.maximum ?? 0) - $1.mean, $1.mean - ($1.minimum ?? 0))
    }
    guard largest > 0 else { return 1 }
    return Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
  }

  /// The moments of all values.
  var all: DrawnMoments { moments(0, squares, Double(deviations.count)) }

  /// The moments of as many values as there are, drawn with replacement.
  @inline(__always) func drawn(_ stream: inout RandomStream) -> DrawnMoments {
    var (sum, squares) = (0.0, 0.0)
    deviations.withUnsafeBufferPointer { deviations in
      let count = deviations.count
      for _ in 0..<count {
        let value = deviations[stream.index(below: count)]
        sum += value
        squares += value * value
      }
    }
    return moments(sum, squares, Double(deviations.count))
  }

  /// The moments of all values but one, for each of them.
  func withoutOne() -> [DrawnMoments] {
    let sum = deviations.reduce(0, +)
    return deviations.map { moments(sum - $0, squares - $0 * $0, Double(deviations.count) - 1) }
  }

  @inline(__always) private func moments(_ sum: Double, _ squares: Double, _ count: Double) -> DrawnMoments {
    let rest = squares - sum * sum / count
    // What is left by rounding counts as none: the values drawn are all the same.
    return DrawnMoments(
      count: count, mean: mean + sum / count, variance: rest > 1e-13 * squares ? rest / (count - 1) : 0)
  }
}
