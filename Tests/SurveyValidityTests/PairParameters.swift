import Foundation
import SurveyProbability

/// The true values of what estimates of pairs are about.
struct PairParameters {
  let difference: Double
  let first: Double
  let second: Double
  let ofDifferences: Double

  /// The root of the mean of the two variances.
  var rootMeanVariance: Double { ((first * first + second * second) / 2).squareRoot() }

  var correlation: Double {
    (first * first + second * second - ofDifferences * ofDifferences) / (2 * first * second)
  }

  init(_ study: PairStudy) {
    switch study.shape {
    case .normal, .skewed:
      (difference, first, second, ofDifferences) = (study.shift, 1, 1, 1)
    case .skewedDifferences:
      (difference, first, second, ofDifferences) = (study.shift, 2.0.squareRoot(), 1, 1)
    case .likert:
      let before = Population(shape: .likert, location: 3, spread: 1)
      let after = before.moved(by: study.shift)
      difference = after.mean - before.mean
      (first, second) = (after.standardDeviation, before.standardDeviation)
      let product = Self.meanProduct(shift: study.shift)
      let covariance = product - after.mean * before.mean
      ofDifferences = (first * first + second * second - 2 * covariance).squareRoot()
    }
  }

  /// The mean product of two answers: the two are independent once the shared half of the variance is
  /// known, so that one sum over the shared variable gives it.
  private static func meanProduct(shift: Double) -> Double {
    let half = 0.5.squareRoot()
    let step = 0.01
    return (-1000...1000).reduce(0) { sum, index in
      let shared = Double(index) * step
      let weight = exp(-shared * shared / 2) / (2 * Double.pi).squareRoot() * step
      let one = Population(shape: .likert, location: 3 + half * shared + shift, spread: half).mean
      return sum + weight * one * Population(shape: .likert, location: 3 + half * shared, spread: half).mean
    }
  }
}
