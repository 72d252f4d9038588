import Foundation
import SurveyProbability
import SurveyVocabulary

/// How two measurements of the same cases are distributed.
enum PairShape: String, Sendable, CaseIterable {
  /// Normal with correlation .5.
  case normal
  /// The sums of a shared and an own exponential variable: skewed, correlation .5, symmetric differences.
  case skewed
  /// Normal variables with correlation .5, rounded to the answers 1 to 5.
  case likert = "five-point Likert"
  /// A normal variable and itself plus an exponential one: skewed differences.
  case skewedDifferences = "skewed differences"
}

/// What a test's null hypothesis says of the differences.
enum PairNull: String, Sendable {
  case mean = "mean 0"
  case symmetry = "symmetric about 0"
  case median = "median 0"
  case exchangeable = "the order does not matter"
  case bound = "mean on the bound"
}

/// A simulated sample of 40 pairs.
struct PairSample: Sendable {
  let x: [Double]
  let y: [Double]
  let bound: Double
  let seed: UInt64
}

struct PairTest: Sendable {
  let name: String
  let null: PairNull
  /// Whether theory promises that the rate is at most the level.
  var isExact = false
  /// The shapes for which the test makes sense.
  var shapes = PairShape.allCases
  let pValue: @Sendable (PairSample) throws -> Double
}

struct PairInterval: Sendable {
  let name: String
  let value: @Sendable (PairStudy) -> Double?
  let interval: @Sendable (PairSample) throws -> ConfidenceInterval?
}

struct PairStudy: Sendable {
  static let count = 40
  let shape: PairShape
  /// By how much the first measurement is moved.
  var shift = 0.0

  func draw(_ stream: inout RandomStream) -> (x: [Double], y: [Double]) {
    var (x, y): ([Double], [Double]) = ([], [])
    let half = 0.5.squareRoot()
    for _ in 0..<Self.count {
      switch shape {
      case .normal, .likert:
        let shared = half * stream.normal()
        let (one, other) = (shared + half * stream.normal() + shift, shared + half * stream.normal())
        x.append(shape == .normal ? one : Population.answer(3 + one))
        y.append(shape == .normal ? other : Population.answer(3 + other))
      case .skewed:
        let shared = stream.exponential()
        x.append(half * (shared + stream.exponential()) + shift)
        y.append(half * (shared + stream.exponential()))
      case .skewedDifferences:
        let before = stream.normal()
        x.append(before + stream.exponential() - 1 + shift)
        y.append(before)
      }
    }
    return (x, y)
  }

  /// The mean of the differences.
  var meanDifference: Double {
    guard shape == .likert else { return shift }
    return Population(shape: .likert, location: 3 + shift, spread: 1).mean - 3
  }

  /// The shift under a null hypothesis, and the bound at which tests with bounds have their level.
  static func null(_ null: PairNull, _ shape: PairShape) -> (PairStudy, bound: Double) {
    let moved = PairStudy(shape: shape, shift: 0.5)
    switch (null, shape) {
    case (.bound, _): return (moved, moved.meanDifference)
    // The pseudomedian of an exponential variable is half the median of a gamma variable of shape 2.
    case (.symmetry, .skewedDifferences):
      return (PairStudy(shape: shape, shift: 1 - 1.6783469900166608 / 2), 0)
    case (.median, .skewedDifferences): return (PairStudy(shape: shape, shift: 1 - log(2)), 0)
    default: return (PairStudy(shape: shape), 0)
    }
  }

  static func rejections(
    _ shape: PairShape, of tests: [PairTest], runs: Int, seed: UInt64
  ) async -> [Rate] {
    await simulate(runs: runs, seed: seed) { stream, run in
      let start = stream
      var samples: [PairNull: PairSample] = [:]
      let found = tests.map { test -> Bool? in
        guard test.shapes.contains(shape) else { return nil }
        if samples[test.null] == nil {
          var next = start
          let (study, bound) = null(test.null, shape)
          let (x, y) = study.draw(&next)
          samples[test.null] = PairSample(x: x, y: y, bound: bound, seed: run)
          stream = next
        }
        guard let sample = samples[test.null], let p = try? test.pValue(sample) else { return nil }
        return p <= Validity.level
      }
      return found
    }
  }

  func coverage(of intervals: [PairInterval], runs: Int, seed: UInt64) async -> [Rate] {
    let values = intervals.map { $0.value(self) }
    return await simulate(runs: runs, seed: seed) { stream, run in
      let (x, y) = draw(&stream)
      let sample = PairSample(x: x, y: y, bound: 0, seed: run)
      return zip(intervals, values).map { method, value -> Bool? in
        guard let value, let interval = try? method.interval(sample) else { return nil }
        return interval.contains(value)
      }
    }
  }
}
