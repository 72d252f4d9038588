import SurveyProbability
import SurveyVocabulary

/// The divisions of whole numbers into two groups, told apart by the sum of the first: a rank sum given
/// its ties, or a sum on a grid.
struct DividedSums {
  let first: [Int]
  let second: [Int]

  /// The tails of the first group's sum, by exact counting; the centre is its mean.
  ///
  /// - Throws: `tooLarge` where the sums are too many to count.
  func tails(
    _ definition: TwoSidedDefinition, tooLarge: InputError
  ) throws(InputError) -> TailProbabilities {
    // The smaller group has the smaller table; its sum rises as the other's falls.
    let swaps = first.count > second.count
    let drawn = swaps ? second : first
    let all = first + second
    guard let distribution = SubsetSumDistribution(of: all, choosing: drawn.count),
      let mirrored = Self.mirrorImage(drawn, all)
    else { throw tooLarge }
    let observed = drawn.reduce(0, +)
    let (lower, upper) = (distribution.lowerTail(observed), distribution.upperTail(observed))
    func distance() -> Double {
      guard mirrored.floor >= observed else { return upper + distribution.lowerTail(mirrored.floor) }
      return mirrored.ceiling == observed ? 1 : lower + distribution.upperTail(mirrored.ceiling)
    }
    func improbable() throws(InputError) -> Double {
      guard let masses = SubsetSumMasses(of: all, choosing: drawn.count) else { throw tooLarge }
      return masses.improbable(observed, margin: TwoSidedDefinition.tie)
    }
    return try definition.tails(
      lower: swaps ? upper : lower, upper: swaps ? lower : upper,
      equal: distribution.probability(observed), distance: distance(), improbable: improbable())
  }

  /// The sum as far from the mean as the observed one, on the other side, rounded both ways.
  private static func mirrorImage(_ drawn: [Int], _ all: [Int]) -> (floor: Int, ceiling: Int)? {
    let (twice, overflow) = all.reduce(0, +).multipliedReportingOverflow(by: 2 * drawn.count)
    let (own, ownOverflow) = drawn.reduce(0, +).multipliedReportingOverflow(by: all.count)
    guard !overflow, !ownOverflow else { return nil }
    let (quotient, rest) = (twice - own).quotientAndRemainder(dividingBy: all.count)
    return (rest < 0 ? quotient - 1 : quotient, rest > 0 ? quotient + 1 : quotient)
  }
}
