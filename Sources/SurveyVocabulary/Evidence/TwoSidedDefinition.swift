/// How the two-sided probability of a test with an exact or sampled null distribution is defined.
///
/// A null distribution that is not symmetric has no single two-sided probability. Where it is symmetric,
/// `distance` and `doubled` agree; where it is symmetric with a single peak, `minimumLikelihood` agrees
/// with them.
public enum TwoSidedDefinition: String, Hashable, Sendable, Codable, CaseIterable {
  /// The probability of a value at least as far from the centre of the null distribution as the
  /// observed one, on either side.
  case distance
  /// Twice the smaller of the two tails, at most 1.
  case doubled
  /// The probability of all outcomes that are no more probable than the observed one; probabilities that
  /// differ by rounding only, up to ``tie``, are equal. It needs the probability of every outcome, which
  /// random draws do not give.
  case minimumLikelihood = "minimum likelihood"
  /// Each tail with half of the observed outcome's probability, and two-sided twice the smaller of these
  /// tails, at most 1. The one-sided probabilities are mid-p too. The test does not keep its level in every
  /// case, but comes nearer to it on average than the other definitions do; it is not defined for random
  /// draws, where the observed value counts as one draw.
  case midP = "mid-p"

  /// Probabilities that differ by less than this, relative to their size, are equal.
  package static let tie = 1e-10

  /// The tails of a completely counted null distribution by this definition.
  ///
  /// - Parameters:
  ///   - lower: The probability of the observed value or less.
  ///   - upper: The probability of the observed value or more.
  ///   - equal: The probability of the observed value, asked for by `midP` only.
  ///   - distance: The probability of a value at least as far from the centre, asked for by `distance` only.
  ///   - improbable: The probability of all outcomes no more probable than the observed one, asked for by
  ///     `minimumLikelihood` only.
  /// - Returns: The tails with the two-sided probability that the definition asks for, none above 1.
  /// - Throws: What the closures throw.
  package func tails(
    lower: Double, upper: Double, equal: @autoclosure () throws(InputError) -> Double,
    distance: @autoclosure () throws(InputError) -> Double,
    improbable: @autoclosure () throws(InputError) -> Double
  ) throws(InputError) -> TailProbabilities {
    var (lower, upper) = (lower, upper)
    let twoSided: Double
    switch self {
    case .distance: twoSided = try distance()
    case .doubled: twoSided = 2 * min(lower, upper)
    case .minimumLikelihood: twoSided = try improbable()
    case .midP:
      let half = try equal() / 2
      (lower, upper) = (max(lower - half, 0), max(upper - half, 0))
      twoSided = 2 * min(lower, upper)
    }
    return TailProbabilities(
      lower: min(lower, 1), upper: min(upper, 1), twoSided: min(twoSided, 1), definition: rawValue)
  }

  /// The tails of a null distribution of which the single outcomes are not known, as of a sampled one.
  ///
  /// - Parameters:
  ///   - lower: The probability of the observed value or less.
  ///   - upper: The probability of the observed value or more.
  ///   - distance: The probability of a value at least as far from the centre.
  /// - Returns: The tails with the two-sided probability that the definition asks for, none above 1.
  /// - Throws: `InputError` for the definitions that need the probabilities of single outcomes.
  package func tails(
    lower: Double, upper: Double, distance: Double
  ) throws(InputError) -> TailProbabilities {
    try checkForDraws()
    return try tails(lower: lower, upper: upper, equal: 0, distance: distance, improbable: 1)
  }

  /// Refuses the definitions that need the probabilities of single outcomes.
  package func checkForDraws() throws(InputError) {
    guard self == .distance || self == .doubled else {
      throw undefined("is not defined for random draws, which do not give the probability of an outcome")
    }
  }

  /// The refusal of this definition, with those to use instead.
  package func undefined(_ why: String, remedy: String = "use .distance or .doubled") -> InputError {
    InputError(.definition, "two-sided definition", "\(rawValue) \(why)", remedy: remedy)
  }
}
