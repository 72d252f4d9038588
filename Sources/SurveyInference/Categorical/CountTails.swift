import SurveyProbability
import SurveyVocabulary

/// The two-sided definition in tests of counts, by its name in earlier versions.
public typealias ExactTwoSided = TwoSidedDefinition

extension TwoSidedDefinition {
  /// Whether the observed count counts half.
  func halves(_ midP: Bool) -> Bool { midP || self == .midP }

  /// The name for print; `midP` asks for half of the outcomes that are as extreme as the observed one.
  func name(midP: Bool) -> String { midP && self != .midP ? "\(rawValue), mid-p" : rawValue }

  /// The tails of a count with a unimodal null distribution.
  ///
  /// - Parameters:
  ///   - observed: A count in the support.
  ///   - distribution: Its null distribution; the centre for the distance is its mean.
  ///   - midP: Whether outcomes as extreme as the observed one count half, by the definition's own order.
  /// - Returns: Both tails with the observed count, and the two-sided probability.
  func tails(of observed: Int, in distribution: some DiscreteDistribution, midP: Bool) -> TailProbabilities {
    let mass = distribution.mass(observed)
    let halves = halves(midP)
    let half = halves ? mass / 2 : 0
    let lower = distribution.lowerTail(observed) - half
    let upper = distribution.upperTail(observed - 1) - half
    let twoSided: Double
    switch self {
    case .doubled, .midP: twoSided = 2 * min(lower, upper)
    case .distance:
      let (all, beyond) = Self.far(observed, distribution)
      twoSided = halves ? (all + beyond) / 2 : all
    case .minimumLikelihood:
      let limit = distribution.logMass(observed)
      let all = improbable(limit + Self.tie, distribution)
      let below = halves ? improbable(limit - Self.tie, distribution) : all
      twoSided = (all + below) / 2
    }
    return TailProbabilities(
      lower: min(max(lower, 0), 1), upper: min(max(upper, 0), 1), twoSided: min(twoSided, 1),
      definition: name(midP: midP))
  }

  /// The probability of counts at least as far from the mean as the observed one, and of those further.
  private static func far(
    _ observed: Int, _ distribution: some DiscreteDistribution
  ) -> (all: Double, beyond: Double) {
    // Counts stay below 2⁵³, so that twice the mean less one of them is within the range of whole numbers.
    let mirrored = 2 * distribution.mean - Double(observed)
    let nearest = mirrored.rounded()
    // A mean such as 10 · .3 is whole but for rounding.
    let isWhole = (mirrored - nearest).magnitude <= 1e-12 * max(1, distribution.mean)
    let floor = Int(isWhole ? nearest : mirrored.rounded(.down))
    let ceiling = isWhole ? floor : floor + 1
    if floor >= observed {
      if ceiling == observed { return (1, 1 - distribution.mass(observed)) }
      let upper = distribution.upperTail(ceiling - 1)
      return (
        distribution.lowerTail(observed) + upper,
        distribution.lowerTail(observed - 1) + (isWhole ? distribution.upperTail(ceiling) : upper)
      )
    }
    let lower = distribution.lowerTail(floor)
    return (
      distribution.upperTail(observed - 1) + lower,
      distribution.upperTail(observed) + (isWhole ? distribution.lowerTail(floor - 1) : lower)
    )
  }

  /// The probability of all outcomes of at most this log mass: both ends of a unimodal distribution.
  private func improbable(_ limit: Double, _ distribution: some DiscreteDistribution) -> Double {
    let support = distribution.support
    let top = Self.mode(of: distribution, in: support)
    if distribution.logMass(top) <= limit { return 1 }
    // The masses rise up to the mode and fall from there.
    let first = Self.first(in: support.lowerBound...top) { distribution.logMass($0) > limit }
    let next = Self.first(in: top...support.upperBound) { distribution.logMass($0) <= limit }
    let upper = distribution.logMass(next) <= limit ? distribution.upperTail(next - 1) : 0
    return (first > support.lowerBound ? distribution.lowerTail(first - 1) : 0) + upper
  }

  /// The place where the masses stop rising; by logarithms, since masses far from it underflow.
  private static func mode(of distribution: some DiscreteDistribution, in range: ClosedRange<Int>) -> Int {
    first(in: range) {
      $0 == range.upperBound || distribution.logMass($0 + 1) < distribution.logMass($0)
    }
  }

  /// The smallest number of a range for which a monotone condition holds; the upper end if there is none.
  private static func first(in range: ClosedRange<Int>, where condition: (Int) -> Bool) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = low + (high - low) / 2
      if condition(middle) { high = middle } else { low = middle + 1 }
    }
    return high
  }
}
