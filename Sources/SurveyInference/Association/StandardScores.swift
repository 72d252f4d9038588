import SurveyProbability
import SurveyVocabulary

/// Values as deviations from their mean in units of their standard deviation with n in the denominator.
struct StandardScores {
  let values: [Double]
  let moments: Moments
  /// The largest log-likelihood of the values by a normal distribution.
  let logLikelihood: Double

  /// - Throws: `InputError` if all values are equal or their squared deviations exceed the range of Double.
  init(_ values: [Double], _ name: String) throws(InputError) {
    moments = try Moments(finite: values)
    let center = moments.mean
    let largest = values.reduce(0) { max($0, ($1 - center).magnitude) }
    guard moments.minimum != moments.maximum, largest > 0 else {
      throw .constant(name, remedy: "a correlation is undefined where one variable does not vary")
    }
    // In units of a power of two no square leaves the range of Double.
    let unit = Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
    let scaled = try Moments(finite: values.map { ($0 - center) / unit })
    let count = Double(values.count)
    let deviation = (scaled.sumOfSquares / count).squareRoot()
    self.values = values.map { (($0 - center) / unit - scaled.mean) / deviation }
    logLikelihood = -count * (libmLog(deviation) + libmLog(unit) + 0.9189385332046728 + 0.5)
  }
}

/// What a reader of a correlation with a normal variable behind the answers has to know.
enum LatentBound {
  static func warnings(_ value: Double, isAtBound: Bool) -> [String] {
    if isAtBound {
      return [
        "The data are most likely at a correlation of ±1, which has no standard error: the answers order the "
          + "values without contradiction."
      ]
    }
    return value.magnitude >= 1
      ? [
        "Moments lead beyond ±1, where there is no correlation: the values are not normal, or the groups hardly "
          + "overlap. There is no standard error; maximum likelihood stays between."
      ] : []
  }
}
