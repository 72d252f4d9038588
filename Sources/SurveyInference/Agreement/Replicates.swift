import SurveyVocabulary

/// Measurements of subjects, several to a subject, with their one-way analysis of variance.
struct Replicates {
  /// The number of measurements.
  let count: Int
  /// The means of the subjects.
  let means: [Double]
  /// The degrees of freedom within subjects.
  let withinFreedom: Int
  /// The mean square within subjects; `nil` without degrees of freedom.
  let withinMeanSquare: Double?
  /// The mean of the inverse numbers of measurements.
  let meanInverseSize: Double
  /// The number of measurements of a subject for the component between subjects, (N - Σm²/N)/(n - 1).
  let effectiveSize: Double
  private let sizes: [Double]

  static let beyondRange = InputError(
    .outOfRange, "measurements", "their variances exceed the range of Double",
    remedy: "rescale the measurements")

  /// - Throws: `InputError` if there are fewer than two subjects, or one has no measurement or one that is
  ///   not finite.
  init(_ subjects: [[Double]], _ name: String) throws(InputError) {
    guard subjects.count >= 2 else {
      throw InputError(
        .tooFew, name,
        "\(subjects.count) \(subjects.count == 1 ? "subject" : "subjects") found, at least 2 needed")
    }
    var means: [Double] = []
    var squares = 0.0
    for (index, subject) in subjects.enumerated() {
      let values = try finiteValues(subject, "subject \(index + 1), \(name)", atLeast: 1)
      let moments = try Moments(finite: values)
      means.append(moments.mean)
      if moments.minimum != moments.maximum { squares += moments.sumOfSquares }
    }
    sizes = subjects.map { Double($0.count) }
    let total = sizes.reduce(0, +)
    count = subjects.reduce(0) { $0 + $1.count }
    withinFreedom = count - subjects.count
    withinMeanSquare = withinFreedom > 0 ? squares / Double(withinFreedom) : nil
    meanInverseSize = sizes.reduce(0) { $0 + 1 / $1 } / Double(subjects.count)
    effectiveSize = (total - sizes.reduce(0) { $0 + $1 * $1 } / total) / Double(subjects.count - 1)
    self.means = means
    guard squares.isFinite else { throw Self.beyondRange }
  }

  /// The mean square between subjects, each weighted by its measurements.
  func betweenMeanSquare() throws(InputError) -> Double {
    if means.allSatisfy({ $0 == means[0] }) { return 0 }
    let total = sizes.reduce(0, +)
    let center = zip(sizes, means).reduce(0) { $0 + $1.0 / total * $1.1 }
    let (squares, rest) = zip(sizes, means).reduce((0.0, 0.0)) { sums, subject in
      let deviation = subject.1 - center
      return (sums.0 + subject.0 * deviation * deviation, sums.1 + subject.0 * deviation)
    }
    let result = (squares - rest * rest / total) / Double(sizes.count - 1)
    guard result.isFinite else { throw Self.beyondRange }
    return result
  }
}
