import SurveyVocabulary

/// Effects in the measures that plans are made in, from what is known or assumed.
public enum PlannedEffect {
  /// dz of a paired t test: the mean difference over the standard deviation of the differences,
  /// √(s₁² + s₂² - 2 r s₁ s₂).
  ///
  /// - Parameters:
  ///   - difference: The mean difference.
  ///   - first: The standard deviation of the first occasion.
  ///   - second: The standard deviation of the second occasion.
  ///   - correlation: The correlation between the occasions.
  /// - Returns: dz.
  /// - Throws: `InputError` if a number is not finite or outside its range, or if the differences do not vary.
  public static func dz(
    difference: Double, standardDeviations first: Double, _ second: Double, correlation: Double
  ) throws(InputError) -> Double {
    guard difference.isFinite else { throw .notFinite("difference", value: difference, at: 0) }
    for deviation in [first, second] where !(deviation >= 0 && deviation <= 1e100) {
      throw .outOfRange("standard deviation", value: deviation, allowed: "a number from 0 to 1e100")
    }
    guard correlation.magnitude <= 1 else {
      throw .outOfRange("correlation", value: correlation, allowed: "a number from -1 to 1")
    }
    // (s₁ - s₂)² + 2(1 - r) s₁ s₂ keeps the digits where the occasions hardly differ.
    let apart = first - second
    let variance = apart * apart + 2 * (1 - correlation) * first * second
    guard variance > 0 else {
      throw .constant("differences", remedy: "give standard deviations and a correlation that let them vary")
    }
    return difference / variance.squareRoot()
  }

  /// Cohen's h of two proportions: 2 asin √p - 2 asin √q.
  ///
  /// - Throws: `InputError` if a proportion is not between 0 and 1.
  public static func h(_ p: Double, against q: Double) throws(InputError) -> Double {
    for share in [p, q] where !(share >= 0 && share <= 1) {
      throw .outOfRange("proportion", value: share, allowed: "a number from 0 to 1")
    }
    return 2 * (libmAsin(p.squareRoot()) - libmAsin(q.squareRoot()))
  }

  /// Cohen's f of group means: their standard deviation, weighted by the sizes, over that within groups.
  ///
  /// - Parameters:
  ///   - means: The means of two or more groups.
  ///   - standardDeviation: The standard deviation within groups.
  ///   - weights: The relative sizes of the groups; equal where left away.
  /// - Returns: f.
  /// - Throws: `InputError` if there are fewer than two means, if a number is not finite or not positive
  ///   where it must be, or if there are not as many weights as means.
  public static func f(
    means: [Double], standardDeviation: Double, weights: [Double]? = nil
  ) throws(InputError) -> Double {
    let means = try finiteValues(means, "means", atLeast: 2)
    guard standardDeviation > 0, standardDeviation.isFinite else {
      throw .outOfRange("standard deviation", value: standardDeviation, allowed: "a finite number above 0")
    }
    let weights = weights ?? means.map { _ in 1 }
    try checkEqualLength(weights.count, "weights", means.count, "means")
    for weight in weights where !(weight > 0 && weight.isFinite) {
      throw .outOfRange("weight", value: weight, allowed: "a finite number above 0")
    }
    let all = weights.reduce(0, +)
    let center = zip(weights, means).reduce(0) { $0 + $1.0 / all * $1.1 }
    let variance = zip(weights, means).reduce(0) { sum, pair in
      let deviation = (pair.1 - center) / standardDeviation
      return sum + pair.0 / all * deviation * deviation
    }
    guard variance.isFinite else {
      throw InputError(.outOfRange, "means", "f exceeds the range of Double", remedy: "rescale the means")
    }
    return variance.squareRoot()
  }

  /// Cohen's f² of predictors that raise the explained variance from `without` to `rSquared`:
  /// (R² - R₀²)/(1 - R²).
  ///
  /// - Throws: `InputError` unless 0 ≤ without ≤ rSquared < 1.
  public static func f2(rSquared: Double, without: Double = 0) throws(InputError) -> Double {
    guard rSquared >= 0, rSquared < 1 else {
      throw .outOfRange("R squared", value: rSquared, allowed: "a number from 0 to below 1")
    }
    guard without >= 0, without <= rSquared else {
      throw .outOfRange("R squared without", value: without, allowed: "a number from 0 to R squared")
    }
    return (rSquared - without) / (1 - rSquared)
  }

  /// Cohen's w of the proportions of categories against those of the null hypothesis: √Σ (p - p₀)²/p₀.
  ///
  /// - Throws: `InputError` if the lists differ in length, have fewer than two categories, hold a number
  ///   that is not a probability or a null proportion of 0, or do not add up to 1 within 1e-6.
  public static func w(_ shares: [Double], against null: [Double]) throws(InputError) -> Double {
    try checkEqualLength(shares.count, "shares", null.count, "null shares")
    guard shares.count >= 2 else { throw .tooFew("shares", found: shares.count, needed: 2) }
    for share in shares + null where !(share >= 0 && share <= 1) {
      throw .outOfRange("share", value: share, allowed: "a number from 0 to 1")
    }
    if null.contains(0) { throw .outOfRange("null share", value: 0, allowed: "a number above 0") }
    for (name, list) in [("shares", shares), ("null shares", null)] {
      let sum = list.reduce(0, +)
      guard (sum - 1).magnitude <= 1e-6 else { throw .outOfRange("sum of \(name)", value: sum, allowed: "1") }
    }
    return zip(shares, null).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) / $1.1 }.squareRoot()
  }
}
