import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// Student's test of two independent groups with equal variances; the effect is Cohen's d.
  ///
  /// The t statistic is noncentral t with n₁ + n₂ - 2 degrees of freedom and noncentrality
  /// d √(n₁n₂/(n₁ + n₂)). Reference: Cohen (1988), chapter 2.
  ///
  /// - Parameter oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  public static func student(oneSided: Bool = false) -> PlannedTest {
    tTest(
      "Student's test of two groups", effect: "d", sizes: ["first group", "second group"], oneSided,
      df: { $0[0] + $0[1] - 2 }, scale: { harmonic($0).squareRoot() })
  }

  /// The paired t test; the effect is dz, the mean difference over the standard deviation of the
  /// differences. ``PlannedEffect/dz(difference:standardDeviations:_:correlation:)`` gives it from the
  /// standard deviations of the occasions and their correlation.
  ///
  /// - Parameter oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  public static func paired(oneSided: Bool = false) -> PlannedTest {
    tTest(
      "paired t test", effect: "dz", sizes: ["pairs"], oneSided, df: { $0[0] - 1 },
      scale: { $0[0].squareRoot() })
  }

  /// The t test of one mean against a value; the effect is the difference over the standard deviation.
  ///
  /// - Parameter oneSided: Whether only a positive difference is looked for.
  /// - Returns: The test, for a plan.
  public static func oneSample(oneSided: Bool = false) -> PlannedTest {
    tTest(
      "t test of one mean", effect: "d", sizes: ["cases"], oneSided, df: { $0[0] - 1 },
      scale: { $0[0].squareRoot() })
  }

  private static func tTest(
    _ name: String, effect: String, sizes: [String], _ oneSided: Bool,
    df: @escaping @Sendable ([Double]) -> Double, scale: @escaping @Sendable ([Double]) -> Double
  ) -> PlannedTest {
    PlannedTest(
      name, effect: effect, sizes: sizes, least: 2, oneSided: oneSided, computation: "noncentral t",
      criticalRule: { (sizes, level) throws(InputError) in
        try PowerTails.criticalT(df(sizes), level, oneSided: oneSided) / scale(sizes)
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let critical = try PowerTails.criticalT(df(sizes), level, oneSided: oneSided)
        return try PowerTails.t(effect * scale(sizes), beyond: critical, df(sizes), oneSided: oneSided)
      })
  }

  /// n₁n₂/(n₁ + n₂), without overflow.
  static func harmonic(_ sizes: [Double]) -> Double { 1 / (1 / sizes[0] + 1 / sizes[1]) }
}
