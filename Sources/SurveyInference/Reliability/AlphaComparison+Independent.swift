import SurveyProbability
import SurveyVocabulary

extension AlphaComparison {
  /// Compares the alphas of two independent groups by Feldt's W = (1 - α₂)/(1 - α₁).
  ///
  /// - Parameters:
  ///   - first: The first alpha.
  ///   - second: The alpha it is compared with; the scales may differ.
  ///   - alternative: `.greater` asks whether the first alpha is greater.
  ///   - reference: Which distribution W is judged by.
  ///   - confidence: The level of the interval of the ratio; one-sided intervals are open on one side.
  /// - Throws: `InputError` if an alpha is not below 1, there are fewer than two items or cases, or the
  ///   matched moments need more cases than there are.
  public init(
    of first: Coefficient, against second: Coefficient, alternative: Alternative = .twoSided,
    reference: Reference = .matchedMoments, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    try Self.checked([first, second], least: 2)
    let ratio = (1 - second.alpha) / (1 - first.alpha)
    guard ratio.isFinite, ratio > 0 else {
      throw InputError(.outOfRange, "ratio", "(1 - α₂)/(1 - α₁) exceeds the range of Double")
    }
    let (numerator, denominator) =
      switch reference {
      case .manyItems: (Double(first.count - 1), Double(second.count - 1))
      case .matchedMoments: try Self.matched(first, second)
      }
    let statistic = TestStatistic("W", ratio, reference: .f(numerator: numerator, denominator: denominator))
    // The lower tail of W is the upper tail of its inverse.
    let below = TestStatistic("W", 1 / ratio, reference: .f(numerator: denominator, denominator: numerator))
    let pValue =
      switch alternative {
      case .greater: statistic.pValue()
      case .less: below.pValue()
      case .twoSided: min(1, 2 * min(statistic.pValue(), below.pValue()))
      }
    let tail = alternative.tailArea(confidence: confidence)
    let distribution = try FDistribution(numerator: numerator, denominator: denominator)
    let interval = alternative.interval(
      ratio / (try distribution.quantile(upperTail: tail)),
      ratio / (try distribution.quantile(lowerTail: tail)),
      level: confidence, method: "Feldt W", bounds: (0, .infinity))
    self.init(
      [first, second], ratio: Estimate(ratio, interval: interval), statistic: statistic,
      alternative: alternative, pValue: pValue, design: .independentPair, reference: reference,
      cases: Self.sum([first, second]))
  }

  /// Compares the alphas of two independent groups from their answers, one array to an item.
  ///
  /// - Throws: `InputError` as for alphas and their comparison.
  public init(
    of first: [[Double]], against second: [[Double]], alternative: Alternative = .twoSided,
    reference: Reference = .matchedMoments, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      of: Coefficient(CronbachAlpha(first)), against: Coefficient(CronbachAlpha(second)),
      alternative: alternative, reference: reference, confidence: confidence)
  }

  /// Compares the alphas of any number of independent groups by the chi-square of Feldt, Woodruff and
  /// Salih (1987).
  ///
  /// - Throws: `InputError` if there are fewer than two alphas, an alpha is not below 1, there are fewer
  ///   than two items, or too few cases for the variance of a cube root.
  public init(among coefficients: [Coefficient]) throws(InputError) {
    try Self.checked(coefficients, least: 2)
    let variances = try coefficients.enumerated().map { index, one throws(InputError) in
      try Self.variance(
        one.alpha, cases: Double(one.count), items: Double(one.itemCount), "alpha \(index + 1)")
    }
    let mean = variances.reduce(0) { $0 + $1 / Double(variances.count) }
    try self.init(
      coefficients, meanVariance: mean, design: .independent, cases: Self.sum(coefficients))
  }

  /// The chi-square of the transformed alphas over their mean variance.
  init(
    _ coefficients: [Coefficient], meanVariance: Double, design: Design, cases: Int
  ) throws(InputError) {
    let roots = coefficients.map { Self.root($0.alpha) }
    let center = roots.reduce(0) { $0 + $1 / Double(roots.count) }
    let value = roots.reduce(0) { $0 + ($1 - center) * ($1 - center) } / meanVariance
    guard value.isFinite else {
      throw InputError(.outOfRange, "alphas", "their chi-square exceeds the range of Double")
    }
    let statistic = TestStatistic(
      "χ²", value, reference: .chiSquare(degreesOfFreedom: Double(coefficients.count - 1)))
    self.init(
      coefficients, ratio: nil, statistic: statistic, pValue: statistic.pValue(), design: design,
      cases: cases)
  }

  /// (1 - α)^(-1/3), close to normal (Hakstian & Whalen 1976).
  static func root(_ alpha: Double) -> Double { libmExp(-libmLog(1 - alpha) / 3) }

  /// Its variance 2/(9(ñ - 1))·(1 - α)^(-2/3) with ñ = n(k - 1)/(k + 1).
  static func variance(
    _ alpha: Double, cases: Double, items: Double, _ name: String
  ) throws(InputError) -> Double {
    let size = cases * ((items - 1) / (items + 1))
    guard size > 1 else {
      throw InputError(
        .tooFew, name, "n(k - 1)/(k + 1) of its n cases and k items is \(size)", remedy: "it must exceed 1")
    }
    return 2 / (9 * (size - 1)) * root(alpha) * root(alpha)
  }

  /// The degrees of freedom of the F distribution with the first two moments of W, which is the product
  /// of independent F ratios: F(n₁ - 1, (n₁ - 1)(k₁ - 1)) and F((n₂ - 1)(k₂ - 1), n₂ - 1).
  private static func matched(
    _ first: Coefficient, _ second: Coefficient
  ) throws(InputError) -> (Double, Double) {
    let (n1, n2) = (Double(first.count - 1), Double(second.count - 1))
    let (e1, e2) = (n1 * Double(first.itemCount - 1), n2 * Double(second.itemCount - 1))
    guard e1 > 4, n2 > 4 else {
      throw InputError(
        .tooFew, "cases",
        "the second moment of W does not exist for \(first.count) and \(second.count) cases",
        remedy: "use the reference .manyItems, or more than five cases")
    }
    // a and b are the first two moments over their limits for many cases.
    let a = e1 / (e1 - 2) * (n2 / (n2 - 2))
    let b =
      (n1 + 2) / n1 * (e1 / (e1 - 2)) * (e1 / (e1 - 4)) * ((e2 + 2) / e2) * (n2 / (n2 - 2)) * (n2 / (n2 - 4))
    let numerator = 2 * a * a / (2 * b - a * b - a * a)
    let denominator = 2 * a / (a - 1)
    guard numerator > 0, numerator.isFinite, denominator.isFinite else {
      throw InputError(
        .tooFew, "cases",
        "no F distribution has the moments of W for \(first.count) and \(second.count) cases",
        remedy: "use the reference .manyItems, or more cases")
    }
    return (numerator, denominator)
  }
}
