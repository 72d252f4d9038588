import SurveyVocabulary

/// The tail of the size of one statistic: Student's t, or the normal distribution.
struct SizeTail: Sendable {
  /// `nil` for the normal distribution.
  private let student: StudentTDistribution?

  init(_ degreesOfFreedom: Double) throws(InputError) {
    guard degreesOfFreedom > 0 else {
      throw .outOfRange("degrees of freedom", value: degreesOfFreedom, allowed: "above 0, or infinity")
    }
    student =
      degreesOfFreedom < RadiusTail.normalFrom
      ? try StudentTDistribution(degreesOfFreedom: degreesOfFreedom) : nil
  }

  func upper(_ limit: Double) -> Double {
    2 * (student?.upperTail(limit) ?? NormalDistribution.standard.upperTail(limit))
  }

  func quantile(_ probability: Double) throws(InputError) -> Double {
    if let student { return try student.quantile(upperTail: 0.5 * probability) }
    return try NormalDistribution.standard.quantile(upperTail: 0.5 * probability)
  }
}

/// The tail of the length of r independent statistics: F, or χ² for normal ones.
struct RadiusTail: Sendable {
  private let rank: Int
  private let ratio: FDistribution?
  private let square: ChiSquareDistribution

  /// Degrees of freedom from which on Student's t is normal to all digits.
  static let normalFrom = 1e15

  init(_ rank: Int, _ degreesOfFreedom: Double) throws(InputError) {
    self.rank = rank
    square = .unchecked(Double(rank))
    ratio =
      degreesOfFreedom < Self.normalFrom
      ? try FDistribution(numerator: Double(rank), denominator: degreesOfFreedom) : nil
  }

  private func upper(_ square: Double) -> Double {
    ratio?.upperTail(square / Double(rank)) ?? self.square.upperTail(square)
  }

  /// Sums over points of a weight times the probability that the length exceeds `limit`, stretched.
  ///
  /// - Parameters:
  ///   - stretches: The squares of the factors, increasing.
  ///   - weights: One or more rows of weights, as many as there are points.
  ///   - limit: The limit that is stretched.
  /// - Returns: A sum for each row.
  func sums(_ stretches: [Double], _ weights: [[Double]], _ limit: Double) -> [Double] {
    var sums = [Double](repeating: 0, count: weights.count)
    for (index, stretch) in stretches.enumerated() {
      guard weights.contains(where: { $0[index] != 0 }) else { continue }
      let tail = upper(limit * limit * stretch)
      var counts = false
      for (row, own) in weights.enumerated() {
        let term = own[index] * tail
        sums[row] += term
        if term.magnitude > 1e-18 * sums[row].magnitude { counts = true }
      }
      // The density of the angle falls from here on, and so does the tail.
      if !counts, stretch > Double(rank) { break }
    }
    return sums
  }
}
