import SurveyProbability
import SurveyVocabulary

extension PlannedTest {
  /// The one-way analysis of variance of groups with equal variances; the effect is Cohen's f, the standard
  /// deviation of the group means (weighted by size) over that within groups.
  ///
  /// F is noncentral with k - 1 and N - k degrees of freedom and noncentrality N f². Reference: Cohen
  /// (1988), chapter 8.
  ///
  /// - Parameter groups: The number of groups, from 2 to 1,000.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the number of groups is outside its range.
  public static func anova(groups: Int) throws(InputError) -> PlannedTest {
    guard (2...1_000).contains(groups) else {
      throw .outOfRange("groups", value: Double(groups), allowed: "a number from 2 to 1,000")
    }
    let k = Double(groups)
    return PlannedTest(
      "one-way analysis of variance of \(groups) groups", effect: "f",
      sizes: (1...groups).map { "group \($0)" }, least: 2, oneSided: nil, computation: "noncentral F",
      criticalRule: { (sizes, level) throws(InputError) in
        let rest = sizes.reduce(0, +) - k
        let critical = try FDistribution(numerator: k - 1, denominator: rest).quantile(upperTail: level)
        return (critical * (k - 1) / rest).squareRoot()
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let total = sizes.reduce(0, +)
        let critical = try FDistribution(numerator: k - 1, denominator: total - k).quantile(upperTail: level)
        return try PowerTails.f(total * effect * effect, beyond: critical, k - 1, total - k)
      })
  }

  /// The F test of predictors in a linear regression; the effect is Cohen's f², the variance they explain
  /// over the residual variance.
  ///
  /// F is noncentral with u and v = N - 1 - u - others degrees of freedom and noncentrality N f².
  /// Reference: Cohen (1988), chapter 9. Without other predictors this is Cohen's f²(u + v + 1).
  ///
  /// - Parameters:
  ///   - predictors: The number of predictors that are tested together, at least 1.
  ///   - others: The number of further predictors in the model.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if there is no predictor, or if there are more than a million.
  public static func regression(predictors: Int, others: Int = 0) throws(InputError) -> PlannedTest {
    guard (1...1_000_000).contains(predictors) else {
      throw .outOfRange("predictors", value: Double(predictors), allowed: "a number from 1 to 1,000,000")
    }
    guard (0...1_000_000).contains(others) else {
      throw .outOfRange("other predictors", value: Double(others), allowed: "a number from 0 to 1,000,000")
    }
    let (u, lost) = (Double(predictors), Double(predictors + others + 1))
    return PlannedTest(
      "F test of \(predictors == 1 ? "1 predictor" : "\(predictors) predictors")", effect: "f2",
      sizes: ["cases"], least: lost + 1, oneSided: nil, computation: "noncentral F",
      options: [Report.Fact("other predictors", .count(others))],
      criticalRule: { (sizes, level) throws(InputError) in
        let v = sizes[0] - lost
        return try FDistribution(numerator: u, denominator: v).quantile(upperTail: level) * u / v
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        guard effect >= 0 else { throw .outOfRange("effect", value: effect, allowed: "an f2 of at least 0") }
        let v = sizes[0] - lost
        let critical = try FDistribution(numerator: u, denominator: v).quantile(upperTail: level)
        return try PowerTails.f(sizes[0] * effect, beyond: critical, u, v)
      })
  }

  /// Pearson's chi-square test of a table or of goodness of fit; the effect is Cohen's w.
  ///
  /// The statistic is taken as noncentral chi-square with noncentrality N w², which holds for large
  /// expected counts. Reference: Cohen (1988), chapter 7.
  ///
  /// - Parameter degreesOfFreedom: Those of the test, from 1 to a million.
  /// - Returns: The test, for a plan.
  /// - Throws: `InputError` if the degrees of freedom are outside their range.
  public static func chiSquare(degreesOfFreedom: Int) throws(InputError) -> PlannedTest {
    guard (1...1_000_000).contains(degreesOfFreedom) else {
      throw .outOfRange(
        "degrees of freedom", value: Double(degreesOfFreedom), allowed: "a number from 1 to 1,000,000")
    }
    let df = Double(degreesOfFreedom)
    return PlannedTest(
      "chi-square test", effect: "w", sizes: ["cases"], least: 1, oneSided: nil,
      computation: "noncentral chi-square", options: [Report.Fact("df", .count(degreesOfFreedom))],
      criticalRule: { (sizes, level) throws(InputError) in
        (try ChiSquareDistribution(degreesOfFreedom: df).quantile(upperTail: level) / sizes[0]).squareRoot()
      },
      powerRule: { (effect, sizes, level) throws(InputError) in
        let critical = try ChiSquareDistribution(degreesOfFreedom: df).quantile(upperTail: level)
        return try PowerTails.chiSquare(sizes[0] * effect * effect, beyond: critical, df)
      })
  }
}
