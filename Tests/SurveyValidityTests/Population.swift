import Foundation
import SurveyProbability

/// The shapes of distribution from which groups are drawn.
enum Shape: String, Sendable, CaseIterable {
  case normal
  /// Exponential: skewness 2, the tail on the right.
  case skewed
  /// A normal variable rounded to the answers 1 to 5.
  case likert = "five-point Likert"
}

/// A population, with the parameters that estimates and intervals are about.
struct Population: Sendable {
  let shape: Shape
  /// The mean; for answers that of the normal variable behind them.
  let location: Double
  /// The standard deviation; for answers that of the normal variable behind them.
  let spread: Double

  func draw(_ count: Int, _ stream: inout RandomStream) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(count)
    for _ in 0..<count {
      switch shape {
      case .normal: values.append(location + spread * stream.normal())
      case .skewed: values.append(location + spread * (stream.exponential() - 1))
      case .likert: values.append(Self.answer(location + spread * stream.normal()))
      }
    }
    return values
  }

  static func answer(_ value: Double) -> Double { min(max(value.rounded(), 1), 5) }

  /// The probabilities of the answers 1 to 5.
  var answers: [(value: Double, probability: Double)] {
    let cuts = [-Double.infinity, 1.5, 2.5, 3.5, 4.5, .infinity]
    return (1...5).map { answer in
      let low = NormalDistribution.standard.lowerTail((cuts[answer - 1] - location) / spread)
      let high = NormalDistribution.standard.lowerTail((cuts[answer] - location) / spread)
      return (Double(answer), high - low)
    }
  }

  var mean: Double {
    shape == .likert ? answers.reduce(0) { $0 + $1.value * $1.probability } : location
  }

  var standardDeviation: Double {
    guard shape == .likert else { return spread }
    let mean = mean
    return answers.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) * $1.probability }.squareRoot()
  }

  /// The median; of answers only where they are symmetric about 3.
  var median: Double {
    switch shape {
    case .normal, .likert: location
    case .skewed: location + spread * (log(2) - 1)
    }
  }

  /// The mean of the middle three fifths; of answers only where they are symmetric about 3.
  var trimmedMean: Double {
    guard shape == .skewed else { return location }
    // The integral of -ln u from .2 to .8, over .6.
    func antiderivative(_ u: Double) -> Double { u - u * log(u) }
    return location + spread * ((antiderivative(0.8) - antiderivative(0.2)) / 0.6 - 1)
  }

  /// The probability that a value of this population exceeds one of another, ties counted half.
  func superiority(over other: Population) -> Double {
    switch shape {
    case .normal:
      return NormalDistribution.standard.lowerTail(
        (location - other.location) / (spread * spread + other.spread * other.spread).squareRoot())
    case .skewed:
      // The difference of two exponential variables has an asymmetric Laplace distribution.
      let distance = (other.location - other.spread) - (location - spread)
      let both = spread + other.spread
      return distance >= 0
        ? spread / both * exp(-distance / spread)
        : 1 - other.spread / both * exp(distance / other.spread)
    case .likert:
      return answers.reduce(0) { sum, own in
        sum
          + other.answers.reduce(0) { inner, their in
            let share = own.value > their.value ? 1 : own.value == their.value ? 0.5 : 0
            return inner + share * own.probability * their.probability
          }
      }
    }
  }

  /// The median of the differences of a value of this population and one of another; `nil` for answers,
  /// whose differences are whole numbers.
  func medianDifference(from other: Population) -> Double? {
    switch shape {
    case .normal: return location - other.location
    case .skewed:
      let both = spread + other.spread
      let middle =
        spread >= other.spread
        ? spread * log(2 * spread / both) : -other.spread * log(2 * other.spread / both)
      return middle + (location - spread) - (other.location - other.spread)
    case .likert: return nil
    }
  }

  func moved(by distance: Double) -> Population {
    Population(shape: shape, location: location + distance, spread: spread)
  }
}
