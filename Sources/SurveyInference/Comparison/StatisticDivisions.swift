import SurveyProbability
import SurveyVocabulary

/// The divisions of pooled values into two groups of given sizes, and any statistic of both groups.
///
/// A division for which the statistic is undefined (`nil` or NaN) is left out: under the null hypothesis
/// all divisions with a statistic are equally likely, and the observed one is among them.
struct StatisticDivisions {
  /// The most divisions that are enumerated, and the most that are drawn: each costs a call.
  static let mostEnumerated = 2_000_000.0
  static let mostDrawn = 10_000_000

  typealias Statistic = (_ group: [Double], _ baseline: [Double]) -> Double?

  let first: [Double]
  let second: [Double]
  let tolerance: Double

  /// What was counted, and for how many divisions there was no statistic.
  struct Found {
    var counts: GroupDivisions.Counts
    var undefined: Int
  }

  /// The statistic of the observed groups.
  ///
  /// - Throws: `InputError` where there is none, or it is infinite.
  func observed(_ name: String, _ statistic: Statistic) throws(InputError) -> Double {
    guard let value = statistic(first, second), !value.isNaN else {
      throw InputError(.definition, name, "is undefined for the observed groups")
    }
    guard value.isFinite else {
      throw InputError(.outOfRange, name, "is infinite for the observed groups")
    }
    return value
  }

  /// Goes through all divisions.
  ///
  /// - Throws: `InputError` where there are too many.
  func enumerated(
    _ observed: Double, _ definition: TwoSidedDefinition, _ statistic: Statistic
  ) throws(InputError) -> Found {
    let pooled = first + second
    guard SpecialFunctions.binomialCoefficient(pooled.count, first.count) <= Self.mostEnumerated else {
      throw .infeasible(
        "method",
        "there are more than 2,000,000 divisions of \(pooled.count) values with \(first.count) in a group",
        remedy: "use .monteCarlo(permutations:seed:)")
    }
    var tally = Tally(observed, tolerance, keeps: definition == .minimumLikelihood)
    let size = first.count
    var chosen = Array(0..<size)
    var (group, baseline) = (first, second)
    while true {
      var (own, other) = (0, 0)
      for index in pooled.indices {
        if own < size, chosen[own] == index {
          group[own] = pooled[index]
          own += 1
        } else {
          baseline[other] = pooled[index]
          other += 1
        }
      }
      tally.add(statistic(group, baseline))
      // The last place that can still move on; those after it follow.
      guard let place = chosen.indices.last(where: { chosen[$0] < pooled.count - size + $0 }) else { break }
      chosen[place] += 1
      for later in chosen.indices where later > place { chosen[later] = chosen[later - 1] + 1 }
    }
    return tally.found
  }

  /// Draws divisions at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  func sampled(
    _ observed: Double, _ count: Int, seed: UInt64, _ statistic: Statistic
  ) throws(InputError) -> Found {
    guard count <= Self.mostDrawn else {
      throw .outOfRange(
        "permutations", value: Double(count), allowed: "a number up to 10,000,000 for this statistic")
    }
    var pooled = first + second
    try GroupDivisions.Counts.check(count, drawing: pooled.count, "permutations")
    var tally = Tally(observed, tolerance, keeps: false)
    NullCounts.forEachPart(of: count, seed: seed) { stream, size in
      pooled = first + second
      for _ in 0..<size {
        for place in 0..<min(first.count, second.count) {
          let spot = first.count <= second.count ? place : pooled.count - 1 - place
          let step = stream.index(below: pooled.count - place)
          pooled.swapAt(spot, first.count <= second.count ? spot + step : spot - step)
        }
        tally.add(statistic(Array(pooled[..<first.count]), Array(pooled[first.count...])))
      }
    }
    return tally.found
  }

  /// Counts the statistics that are defined.
  private struct Tally {
    private let observed: Double
    private let tolerance: Double
    private var limits: GroupDivisions.Limits
    private var undefined = 0
    private var kept: [Double]?

    init(_ observed: Double, _ tolerance: Double, keeps: Bool) {
      (self.observed, self.tolerance) = (observed, tolerance)
      limits = GroupDivisions.Limits(observed, tolerance)
      kept = keeps ? [] : nil
    }

    mutating func add(_ statistic: Double?) {
      guard let statistic, !statistic.isNaN else {
        undefined += 1
        return
      }
      limits.count(statistic)
      kept?.append(statistic)
    }

    var found: Found {
      var counts = limits.counts
      counts.improbable = kept.map { CountedOutcomes($0, tolerance: tolerance).improbable(observed) }
      return Found(counts: counts, undefined: undefined)
    }
  }
}
