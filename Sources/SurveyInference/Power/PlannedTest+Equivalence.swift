import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// Two one-sided t tests of equivalence within ± a margin (TOST); the effect is that margin, in standard
  /// deviations, and the power is the probability of showing equivalence.
  ///
  /// The power is exact for normal data: given the estimated standard deviation it is a difference of two
  /// normal probabilities, and the mean over it is an integral, the same number as Owen's Q gives. Reference:
  /// Schuirmann (1987), doi:10.1007/BF01068419; Phillips (1990), doi:10.1007/BF01063556.
  ///
  /// - Parameters:
  ///   - design: Two groups, pairs or one sample.
  ///   - difference: The true difference that is expected, in standard deviations. Its size must be below
  ///     the margin, or no size reaches the power.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the difference is not finite.
  public static func equivalence(
    _ design: EquivalenceDesign = .twoGroups, trueDifference difference: Double = 0
  ) throws(InputError) -> PlannedTest {
    guard difference.isFinite else { throw .notFinite("true difference", value: difference, at: 0) }
    @Sendable func shape(_ sizes: [Double]) -> (df: Double, scale: Double) {
      design == .twoGroups
        ? (sizes[0] + sizes[1] - 2, harmonic(sizes).squareRoot()) : (sizes[0] - 1, sizes[0].squareRoot())
    }
    return PlannedTest(
      "two one-sided t tests of equivalence, \(design.rawValue)", effect: "margin",
      sizes: design == .twoGroups ? ["first group", "second group"] : ["cases"], least: 2, nullAtZero: false,
      oneSided: nil,
      computation: "integral over the standard deviation",
      options: [Report.Fact("true difference", .number(difference, .automatic))],
      critical: "smallest margin that an observed difference of 0 can show",
      criticalRule: { (sizes, level) throws(InputError) in
        let (df, scale) = shape(sizes)
        return try PowerTails.criticalT(df, level, oneSided: true) / scale
      },
      powerRule: { (margin, sizes, level) throws(InputError) in
        guard margin >= 0 else {
          throw .outOfRange("margin", value: margin, allowed: "a number of at least 0")
        }
        guard level < 0.5 else { throw .outOfRange("level", value: level, allowed: "a level below .50") }
        let (df, scale) = shape(sizes)
        let t = try PowerTails.criticalT(df, level, oneSided: true)
        let (upper, lower) = ((margin - difference) * scale, (margin + difference) * scale)
        let normal = NormalDistribution.standard
        return try PowerTails.mean(overScale: df, upTo: margin * scale / t) { s in
          // P(t s - lower < Z < upper - t s), from the smaller tails.
          let (a, b) = (t * s - lower, upper - t * s)
          let inside =
            a > 0
            ? normal.upperTail(a) - normal.upperTail(b) : normal.lowerTail(b) - normal.lowerTail(a)
          return max(inside, 0)
        }
      })
  }

  /// What an equivalence test compares.
  public enum EquivalenceDesign: String, Hashable, Sendable, CaseIterable {
    /// Two independent groups with equal variances.
    case twoGroups = "two groups"
    /// Pairs; the unit is the standard deviation of the differences.
    case pairs
    /// One mean with a value.
    case oneSample = "one sample"
  }
}
