import SurveyProbability
import SurveyVocabulary

/// The spread of scores between and within groups.
///
/// The sums of squares are taken around a score near the middle of the data, so that a large common part of
/// the scores costs no digits.
struct GroupSpread {
  /// The moments of the groups in the units of the data.
  let groups: [Moments]
  /// The means of the groups, taken from a common score.
  let shiftedMeans: [Double]
  let between: Double
  let within: Double
  let cases: Int

  init(_ scores: [[Double]]) throws(InputError) {
    var moments: [Moments] = []
    var shifted: [Moments] = []
    let pooled = scores.flatMap { $0 }.sorted()
    let center = pooled.isEmpty ? 0 : pooled[pooled.count / 2]
    for group in scores {
      moments.append(try Moments(finite: group))
      shifted.append(try Moments(finite: group.map { $0 - center }))
    }
    let n = Double(pooled.count)
    let mean = shifted.reduce(0) { $0 + $1.mean * (Double($1.count) / n) }
    groups = moments
    shiftedMeans = shifted.map(\.mean)
    cases = pooled.count
    between = shifted.reduce(0) { $0 + Double($1.count) * ($1.mean - mean) * ($1.mean - mean) }
    within = shifted.reduce(0) { $0 + $1.sumOfSquares }
    guard between.isFinite, within.isFinite else {
      throw InputError(
        .outOfRange, "groups", "the squared deviations exceed the range of Double",
        remedy: "rescale the scores")
    }
  }

  /// k - 1.
  var betweenDegreesOfFreedom: Double { Double(groups.count - 1) }
  /// N - k.
  var withinDegreesOfFreedom: Double { Double(cases - groups.count) }
  /// The variance within groups.
  var withinMeanSquare: Double { within / withinDegreesOfFreedom }
  /// The variances of the groups; zero for a group of one.
  var variances: [Double] { groups.map { $0.variance ?? 0 } }

  /// Refuses data without an error to judge differences by.
  func checkError() throws(InputError) {
    guard cases > groups.count else {
      throw InputError(
        .tooFew, "groups", "no group has two observations",
        remedy: "the error within groups needs at least one")
    }
    guard groups.contains(where: { $0.minimum != $0.maximum }) else {
      throw InputError(
        .constant, "groups", "no group varies",
        remedy: "compare the values themselves: there is no error to judge their differences by")
    }
    guard within > 1e-280 else {
      throw InputError(
        .outOfRange, "groups", "the scores vary too little for the range of Double",
        remedy: "rescale the scores"
      )
    }
  }

  /// Refuses groups that do not vary, where each needs a variance of its own.
  func checkVariances(_ names: [String]) throws(InputError) {
    for (name, group) in zip(names, groups) {
      guard group.minimum != group.maximum else {
        throw .constant(name, remedy: "use a method with a pooled variance, or leave the group out")
      }
      guard group.sumOfSquares > 1e-280 else {
        throw InputError(
          .outOfRange, name, "the scores vary too little for the range of Double",
          remedy: "rescale the scores")
      }
    }
  }

  /// The difference in means, the first group minus the second.
  func difference(_ first: Int, _ second: Int) -> Double { shiftedMeans[first] - shiftedMeans[second] }
}

/// The share of the variance that a factor explains, by inversion of the noncentral F distribution.
package enum ExplainedShare {
  /// The interval of λ/(λ + N), where λ is the noncentrality of F and N the number of cases.
  ///
  /// Reference: Steiger (2004), doi:10.1037/1082-989X.9.2.164.
  package static func interval(
    f: Double, numerator: Double, denominator: Double, cases: Int, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let area = (1 - confidence) / 2
    func share(_ lowerTail: Double) throws(InputError) -> Double {
      let noncentrality: Double
      do throws(InputError) {
        noncentrality = try NoncentralFDistribution.noncentrality(
          ofLowerTail: lowerTail, at: f, numerator: numerator, denominator: denominator)
      } catch {
        throw InputError(
          .outOfRange, "groups", "F is so large that the interval of the explained share is out of reach",
          remedy: "report the means: they differ without doubt")
      }
      return noncentrality / (noncentrality + Double(cases))
    }
    return ConfidenceInterval(
      lower: try share(1 - area), upper: try share(area), level: confidence, method: "noncentral F")
  }
}
