import SurveyProbability
import SurveyVocabulary

/// What a test's null hypothesis makes equal.
enum Null: String, Sendable {
  case means
  case trimmedMeans = "trimmed means"
  case medians
  case superiority = "superiority .5"
  case variances
  case distributions
  /// The difference in means lies on the bound.
  case bound = "difference on the bound"
  /// The median difference lies on the bound.
  case medianBound = "shift on the bound"
}

/// A simulated sample: 60 against 18 cases.
struct GroupSample: Sendable {
  let x: [Double]
  let y: [Double]
  /// The difference of the populations at which a test with bounds has its level.
  let bound: Double
  /// A seed of the sample's own, for methods that draw random numbers.
  let seed: UInt64
}

/// A test of two groups whose rate of rejections is counted.
struct GroupTest: Sendable {
  let name: String
  let null: Null
  /// Whether theory promises that the rate is at most the level where the two distributions are equal.
  var isExact = false
  let pValue: @Sendable (GroupSample) throws -> Double
}

/// An interval of two groups whose coverage is counted.
struct GroupInterval: Sendable {
  let name: String
  /// The true value in two populations; `nil` where it is not known.
  let value: @Sendable (Population, Population) -> Double?
  let interval: @Sendable (GroupSample) throws -> ConfidenceInterval?
}

/// Two populations: that of the group of 60 and that of the group of 18.
struct GroupStudy: Sendable {
  static let sizes = (60, 18)
  let shape: Shape
  /// The standard deviation of the small group over that of the large one.
  let ratio: Double

  private var center: Double { shape == .likert ? 3 : 10 }
  private var small: Population { Population(shape: shape, location: center, spread: ratio) }
  private var large: Population { Population(shape: shape, location: center, spread: 1) }
  /// The large group moved by half its standard deviation.
  private var moved: Population { large.moved(by: 0.5) }

  static let ratios = [0.5, 1, 2]

  /// The large group's population under a null hypothesis, and the bound; `nil` where it is not true here.
  func null(_ null: Null) -> (Population, bound: Double)? {
    switch null {
    case .means: return (large, 0)
    case .trimmedMeans: return (large.moved(by: small.trimmedMean - large.trimmedMean), 0)
    case .medians: return (large.moved(by: small.median - large.median), 0)
    case .superiority:
      guard let distance = large.medianDifference(from: small) else { return (large, 0) }
      return (large.moved(by: -distance), 0)
    case .variances, .distributions: return ratio == 1 ? (large, 0) : nil
    case .bound: return (moved, moved.mean - small.mean)
    case .medianBound: return moved.medianDifference(from: small).map { (moved, $0) }
    }
  }

  /// The rates at which tests reject true null hypotheses.
  func rejections(of tests: [GroupTest], runs: Int, seed: UInt64) async -> [Rate] {
    await simulate(runs: runs, seed: seed) { stream, run in
      // All tests of a run see the same deviations from their populations.
      let start = stream
      var samples: [Null: GroupSample] = [:]
      var next = stream
      let found = tests.map { test -> Bool? in
        guard let (population, bound) = null(test.null) else { return nil }
        if samples[test.null] == nil {
          next = start
          let x = population.draw(Self.sizes.0, &next)
          samples[test.null] = GroupSample(
            x: x, y: small.draw(Self.sizes.1, &next), bound: bound, seed: run)
        }
        guard let sample = samples[test.null], let p = try? test.pValue(sample) else { return nil }
        return p <= Validity.level
      }
      stream = next
      return found
    }
  }

  /// The rates at which intervals hold the true value.
  func coverage(of intervals: [GroupInterval], runs: Int, seed: UInt64) async -> [Rate] {
    let values = intervals.map { $0.value(moved, small) }
    return await simulate(runs: runs, seed: seed) { stream, run in
      let x = moved.draw(Self.sizes.0, &stream)
      let sample = GroupSample(x: x, y: small.draw(Self.sizes.1, &stream), bound: 0, seed: run)
      return zip(intervals, values).map { method, value -> Bool? in
        guard let value, let interval = try? method.interval(sample) else { return nil }
        return interval.contains(value)
      }
    }
  }
}
