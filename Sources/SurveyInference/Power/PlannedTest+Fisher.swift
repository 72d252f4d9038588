import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// Fisher's exact test of two independent proportions; the effect is the share of the first group minus
  /// that of the second, the baseline.
  ///
  /// The power is the probability, over both binomial counts, of the tables whose exact p-value (the
  /// tables that are no more probable, or the upper tail of a one-sided test) is at most the level. Sizes
  /// are whole, and the power goes up and down as they grow.
  ///
  /// - Parameters:
  ///   - baseline: The true share of the second group.
  ///   - oneSided: Whether only a larger share of the first group is looked for.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the share is not between 0 and 1.
  public static func fisher(baseline: Double, oneSided: Bool = false) throws(InputError) -> PlannedTest {
    guard baseline >= 0, baseline <= 1 else {
      throw .outOfRange("baseline", value: baseline, allowed: "a share from 0 to 1")
    }
    return PlannedTest(
      "Fisher's exact test of two groups", effect: "difference in shares",
      sizes: ["first group", "second group"], least: 1, largestEffect: 1 - baseline, lowestEffect: -baseline,
      largestSought: 500, oneSided: oneSided, computation: "enumeration of the tables",
      options: [Report.Fact("baseline", .number(baseline, .level(baseline)))],
      critical: "smallest observed difference that reaches the level, at the baseline",
      criticalRule: { (sizes, level) throws(InputError) in
        let (n, m) = try tableSizes(sizes)
        let second = Int((baseline * Double(m)).rounded())
        for first in 0...n where Double(first) / Double(n) > Double(second) / Double(m) {
          let masses = try TableMasses(n, m, successes: first + second)
          if masses.rejected(level, oneSided: oneSided).contains(first) {
            return Double(first) / Double(n) - Double(second) / Double(m)
          }
        }
        return nil
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let (n, m) = try tableSizes(sizes)
        let one = try BinomialDistribution(trials: n, probability: min(max(baseline + effect, 0), 1))
        let other = try BinomialDistribution(trials: m, probability: baseline)
        let (first, second) = ((0...n).map(one.mass), (0...m).map(other.mass))
        var power = 0.0
        for successes in 0...(n + m) {
          for count in try TableMasses(n, m, successes: successes).rejected(level, oneSided: oneSided) {
            power += first[count] * second[successes - count]
          }
        }
        return power
      })
  }

  private static func tableSizes(_ sizes: [Double]) throws(InputError) -> (Int, Int) {
    guard sizes[0] * sizes[1] <= 1e6 else {
      throw .infeasible(
        "sizes", "more than 1,000,000 tables", remedy: "plan with .twoProportions()")
    }
    return (Int(sizes[0]), Int(sizes[1]))
  }
}

/// The probabilities of the first group's count given the margins of a two-by-two table.
private struct TableMasses {
  private let start: Int
  private let masses: [Double]

  init(_ n: Int, _ m: Int, successes: Int) throws(InputError) {
    start = max(0, successes - m)
    let end = min(n, successes)
    let distribution = try HypergeometricDistribution(marked: n, population: n + m, draws: successes)
    let mode = min(max((successes + 1) * (n + 1) / (n + m + 2), start), end)
    var masses = [Double](repeating: 0, count: end - start + 1)
    masses[mode - start] = distribution.mass(mode)
    // h(k + 1)/h(k) = (n - k)(s - k)/((k + 1)(m - s + k + 1))
    func ratio(_ k: Int) -> Double {
      Double(n - k) * Double(successes - k) / (Double(k + 1) * Double(m - successes + k + 1))
    }
    for k in stride(from: mode, to: end, by: 1) { masses[k + 1 - start] = masses[k - start] * ratio(k) }
    for k in stride(from: mode - 1, through: start, by: -1) {
      masses[k - start] = masses[k + 1 - start] / ratio(k)
    }
    self.masses = masses
  }

  /// The counts whose p-value is at most the level.
  func rejected(_ level: Double, oneSided: Bool) -> [Int] {
    var (low, high, sum) = (0, masses.count - 1, 0.0)
    var counts: [Int] = []
    if oneSided {
      while high >= 0, sum + masses[high] <= level {
        sum += masses[high]
        counts.append(start + high)
        high -= 1
      }
      return counts
    }
    // From both ends the less probable count comes next, with all that are as probable.
    while low <= high {
      let limit = min(masses[low], masses[high]) * (1 + ExactTwoSided.tie)
      var (next, last, mass) = (low, high, 0.0)
      while next <= last, masses[next] <= limit {
        mass += masses[next]
        next += 1
      }
      while last >= next, masses[last] <= limit {
        mass += masses[last]
        last -= 1
      }
      guard sum + mass <= level else { return counts }
      sum += mass
      counts += (low..<next).map { start + $0 } + (last + 1..<high + 1).map { start + $0 }
      (low, high) = (next, last)
    }
    return counts
  }
}
