import SurveyVocabulary

/// The analysis of variance of a complete table of subjects by raters with one rating to a cell.
///
/// Deviations are taken from the grand mean before anything is squared, and the effects are corrected
/// for the rounding of that mean. The mean squares are kept in units of a power of two near the largest
/// deviation, so that their ratios exist for data of any size. An effect that is no larger than the
/// rounding of the data counts as zero.
package struct TwoWayMeanSquares: Hashable, Sendable {
  /// The number of subjects.
  package let subjects: Int
  /// The number of raters.
  package let raters: Int
  /// The mean of all ratings.
  package let grandMean: Double
  /// The mean of each rater's ratings, in the order given.
  package let raterMeans: [Double]
  /// The mean of each subject's ratings, in the order given.
  package let subjectMeans: [Double]
  /// The unit of the scaled mean squares: they are in its square.
  package let unit: Double
  /// The mean square between subjects, in `unit`².
  package let scaledSubjects: Double
  /// The mean square between raters, in `unit`².
  package let scaledRaters: Double
  /// The residual mean square (interaction and error), in `unit`².
  package let scaledResidual: Double

  /// The most ratings that are taken.
  package static let largestTable = 100_000_000

  /// Takes ratings, one array to a rater, the subjects in the same order in each.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - names: The names of the raters, for errors.
  /// - Throws: `InputError` if there are fewer than two raters or two subjects, the raters did not rate
  ///   equally many, a rating is not finite, or a mean square leaves the range of `Double`.
  package init(_ ratings: [[Double]], names: [String] = []) throws(InputError) {
    let raters = try Self.checked(ratings, names)
    let (n, k) = (raters[0].count, raters.count)
    let largest = raters.reduce(0) { $1.reduce($0) { max($0, $1.magnitude) } }
    // The grand mean, from the ratings in units of the largest so that the sum stays in range.
    let scale = Self.powerOfTwo(near: largest)
    let start = raters.reduce(0) { $1.reduce($0) { $0 + $1 / scale } } / Double(n) / Double(k) * scale
    let spread = raters.reduce(0) { $1.reduce($0) { max($0, ($1 - start).magnitude) } }
    guard spread.isFinite else { throw Self.beyondRange }
    let unit = Self.powerOfTwo(near: spread)
    let deviations = raters.map { $0.map { ($0 - start) / unit } }
    let rest = deviations.reduce(0) { $1.reduce($0, +) } / Double(n) / Double(k)
    let raterEffects = deviations.map { $0.reduce(0, +) / Double(n) - rest }
    let subjectEffects = (0..<n).map { row in deviations.reduce(0) { $0 + $1[row] } / Double(k) - rest }
    // What the rounding of the data may leave of an effect that is zero.
    let noise = 8 * Double.ulpOfOne * (largest / unit)
    let subjectSum = Self.sumOfSquares(subjectEffects, noise: noise)
    let raterSum = Self.sumOfSquares(raterEffects, noise: noise)
    var residuals = 0.0
    var residualSize = 0.0
    for (rater, effect) in zip(deviations, raterEffects) {
      for row in 0..<n {
        let residual = rater[row] - rest - effect - subjectEffects[row]
        residuals += residual * residual
        residualSize = max(residualSize, residual.magnitude)
      }
    }
    subjects = n
    self.raters = k
    grandMean = start + rest * unit
    raterMeans = raterEffects.map { start + (rest + $0) * unit }
    subjectMeans = subjectEffects.map { start + (rest + $0) * unit }
    self.unit = unit
    scaledSubjects = Double(k) * subjectSum / Double(n - 1)
    scaledRaters = Double(n) * raterSum / Double(k - 1)
    scaledResidual = residualSize <= noise ? 0 : residuals / (Double(n - 1) * Double(k - 1))
    for scaled in [scaledSubjects, scaledRaters, scaledResidual, scaledWithin] where scaled > 0 {
      guard (scaled * unit * unit).isNormal else { throw Self.beyondRange }
    }
  }

  /// The mean square within subjects, raters included, in `unit`².
  package var scaledWithin: Double {
    (scaledRaters + Double(subjects - 1) * scaledResidual) / Double(subjects)
  }

  /// The mean square between subjects.
  package var betweenSubjects: Double { scaledSubjects * unit * unit }
  /// The mean square between raters.
  package var betweenRaters: Double { scaledRaters * unit * unit }
  /// The residual mean square.
  package var residual: Double { scaledResidual * unit * unit }
  /// The mean square within subjects.
  package var withinSubjects: Double { scaledWithin * unit * unit }

  private static let beyondRange = InputError(
    .outOfRange, "ratings", "their mean squares leave the range of Double", remedy: "rescale the ratings")

  private static func checked(_ ratings: [[Double]], _ names: [String]) throws(InputError) -> [[Double]] {
    let count = try checkCompleteRatings(ratings, names)
    let (cells, overflow) = count.multipliedReportingOverflow(by: ratings.count)
    guard !overflow, cells <= largestTable else {
      throw .infeasible(
        "ratings", "\(ratings.count) raters of \(count) subjects found",
        remedy: "100,000,000 ratings are the most")
    }
    return ratings
  }

  private static func sumOfSquares(_ effects: [Double], noise: Double) -> Double {
    effects.allSatisfy { $0.magnitude <= noise } ? 0 : effects.reduce(0) { $0 + $1 * $1 }
  }

  /// A power of two near a size, so that dividing by it does not round; 1 for zero.
  private static func powerOfTwo(near size: Double) -> Double {
    guard size > 0 else { return 1 }
    return Double(sign: .plus, exponent: min(max(size.exponent, -1000), 1000), significand: 1)
  }
}
