import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// The test of one proportion against a value; the effect is Cohen's h, from
  /// ``PlannedEffect/h(_:against:)``.
  ///
  /// The arcsine transformation makes the proportion normal with variance 1/n in units of h. Reference:
  /// Cohen (1988), chapter 6.
  ///
  /// - Parameter oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  public static func proportion(oneSided: Bool = false) -> PlannedTest {
    arcsine("test of one proportion", ["cases"], oneSided) { $0[0] }
  }

  /// The test of two independent proportions; the effect is Cohen's h, from
  /// ``PlannedEffect/h(_:against:)``.
  ///
  /// The arcsine transformation makes the difference normal with variance 1/n₁ + 1/n₂ in units of h.
  /// Reference: Cohen (1988), chapter 6.
  ///
  /// - Parameter oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  public static func twoProportions(oneSided: Bool = false) -> PlannedTest {
    arcsine("test of two proportions", ["first group", "second group"], oneSided, harmonic)
  }

  private static func arcsine(
    _ name: String, _ sizes: [String], _ oneSided: Bool, _ weight: @escaping @Sendable ([Double]) -> Double
  ) -> PlannedTest {
    PlannedTest(
      name, effect: "h", sizes: sizes, least: 1, largestEffect: .pi, oneSided: oneSided,
      computation: "arcsine transformation",
      criticalRule: { (sizes, level) throws(InputError) in
        let h = try PowerTails.criticalZ(level, oneSided: oneSided) / weight(sizes).squareRoot()
        return h > .pi ? nil : h
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let critical = try PowerTails.criticalZ(level, oneSided: oneSided)
        return PowerTails.z(effect * weight(sizes).squareRoot(), beyond: critical, oneSided: oneSided)
      })
  }

  /// The Mann-Whitney test of two independent groups; the effect is the probability of superiority less
  /// one half.
  ///
  /// U is taken as normal with the variance of the null hypothesis. Reference: Noether (1987),
  /// doi:10.1080/01621459.1987.10478478. The probability on the wrong side, which Noether leaves away, is
  /// part of the power of a two-sided test here, so that at no effect it is the level.
  ///
  /// - Parameter oneSided: Whether only a positive effect is looked for.
  /// - Returns: The test, for a plan.
  public static func mannWhitney(oneSided: Bool = false) -> PlannedTest {
    PlannedTest(
      "Mann-Whitney test", effect: "P(superiority) - .50", sizes: ["first group", "second group"], least: 1,
      largestEffect: 0.5, oneSided: oneSided, computation: "Noether's normal approximation",
      critical: "smallest observed P(superiority) - .50 that reaches the level, exact test without ties",
      criticalRule: { (sizes, level) throws(InputError) in
        try criticalSuperiority(sizes, oneSided ? level : level / 2)
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let critical = try PowerTails.criticalZ(level, oneSided: oneSided)
        // √(12 c (1 - c) N) with the share c of the first group.
        let scale = (12 * harmonic(sizes)).squareRoot()
        return PowerTails.z(effect * scale, beyond: critical, oneSided: oneSided)
      })
  }

  /// The smallest u with P(U ≥ u) at most the area, as u/(n₁n₂) - 1/2.
  private static func criticalSuperiority(
    _ sizes: [Double], _ area: Double
  ) throws(InputError) -> Double? {
    guard let n = Int(exactly: sizes[0]), let m = Int(exactly: sizes[1]) else {
      throw .outOfRange(
        "size", value: sizes[0] == sizes[0].rounded() ? sizes[1] : sizes[0], allowed: "a whole number")
    }
    let distribution = try RankSumDistribution(first: n, second: m)
    let pairs = n * m
    // P(U > pairs - 1) is that of the largest U, the least probability there is.
    guard distribution.upperTail(pairs - 1) <= area else { return nil }
    var (low, high) = (-1, pairs)
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if distribution.upperTail(middle - 1) <= area { high = middle } else { low = middle }
    }
    return Double(high) / Double(pairs) - 0.5
  }
}
