import SurveyProbability
import SurveyVocabulary

/// How the two-sided probability of an exact test of counts is defined.
///
/// The null distribution of a count is not symmetric, so that the definitions differ.
public enum ExactTwoSided: String, Hashable, Sendable, Codable, CaseIterable {
  /// The probability of all outcomes that are no more probable than the observed one.
  case minimumLikelihood = "minimum likelihood"
  /// Twice the smaller of the two tails, at most 1.
  case doubled
}

extension ExactTwoSided {
  /// Probabilities that differ by less than this, relative to their size, are equal.
  static let tie = 1e-10

  /// The tails of a count with a unimodal null distribution.
  ///
  /// - Parameters:
  ///   - observed: A count in the support.
  ///   - distribution: Its null distribution.
  ///   - midP: Whether outcomes as probable as the observed one count half.
  /// - Returns: Both tails with the observed count, and the two-sided probability.
  func tails(of observed: Int, in distribution: some DiscreteDistribution, midP: Bool) -> TailProbabilities {
    let mass = distribution.mass(observed)
    let half = midP ? mass / 2 : 0
    let lower = distribution.lowerTail(observed) - half
    let upper = distribution.upperTail(observed - 1) - half
    let twoSided: Double
    switch self {
    case .doubled: twoSided = 2 * min(lower, upper)
    case .minimumLikelihood:
      let limit = distribution.logMass(observed)
      let all = improbable(limit + Self.tie, distribution)
      let below = midP ? improbable(limit - Self.tie, distribution) : all
      twoSided = (all + below) / 2
    }
    return TailProbabilities(
      lower: min(max(lower, 0), 1), upper: min(max(upper, 0), 1), twoSided: min(twoSided, 1),
      definition: rawValue + (midP ? ", mid-p" : ""))
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
