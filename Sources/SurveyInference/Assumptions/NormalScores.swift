import SurveyProbability
import SurveyVocabulary

/// Values in ascending order with what tests of normality take from them.
struct NormalScores {
  /// The values less their mean over their standard deviation (n - 1), ascending.
  let scores: [Double]

  /// - Throws: `InputError` if there are fewer values than needed or more than a million, one is not finite,
  ///   or all are equal.
  init(_ values: some Collection<Double>, atLeast needed: Int) throws(InputError) {
    let sorted = try Self.checked(values, atLeast: needed).sorted()
    // In units of the largest deviation from the middle, so that squares stay within range.
    let middle = sorted[sorted.count / 2] / 2
    let largest = sorted.reduce(0) { max($0, ($1 / 2 - middle).magnitude) }
    guard largest > 0 else { throw Self.tooClose }
    let scaled = sorted.map { ($0 / 2 - middle) / largest }
    let moments = try Moments(finite: scaled)
    let deviation = moments.standardDeviation ?? 1
    scores = scaled.map { ($0 - moments.mean) / deviation }
  }

  /// Values that differ by the smallest numbers of all.
  static let tooClose = InputError(
    .outOfRange, "values", "they vary too little for the range of Double", remedy: "rescale the values")

  /// The values checked, in the order given.
  static func checked(_ values: some Collection<Double>, atLeast needed: Int) throws(InputError) -> [Double] {
    let finite = try finiteValues(values, "values", atLeast: needed)
    guard finite.count <= 1_000_000 else {
      throw .infeasible("values", "\(finite.count) values found", remedy: "1,000,000 values are the most")
    }
    guard finite.contains(where: { $0 != finite[0] }) else {
      throw .constant("values", remedy: "a shape is undefined where nothing varies")
    }
    return finite
  }

  /// Skewness g₁ and excess kurtosis g₂, with n in the denominators.
  var shape: (skewness: Double, excess: Double) {
    let count = Double(scores.count)
    var (second, third, fourth) = (0.0, 0.0, 0.0)
    let rest = scores.reduce(0, +) / count
    for score in scores {
      let deviation = score - rest
      let square = deviation * deviation
      second += square
      third += square * deviation
      fourth += square * square
    }
    let variance = second / count
    return (third / count / (variance * variance.squareRoot()), fourth / count / (variance * variance) - 3)
  }

  /// What all tests of an assumption say of their use.
  static let note =
    "A large p does not show that the values are normal, and a small one not that a method fails: read it with "
    + "the sample size and a plot."
}
