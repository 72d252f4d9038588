import SurveyVocabulary

/// What the standardized differences of pairs are made of.
struct PairMoments {
  let count: Double
  /// The mean difference.
  let difference: Double
  /// The variances with n - 1 in the denominator: of the first and of the second occasion, and of the
  /// differences.
  let first: Double
  let second: Double
  let ofDifferences: Double
  /// The correlation of the occasions; `nil` where one does not vary.
  let correlation: Double?
}

/// Pairs that are standardized, in a common unit near their largest deviation, and their resamples.
struct StandardizedPairs {
  /// The moments of the occasions, in the order given.
  let occasions: [Moments]
  /// The moments of the differences.
  let differences: Moments
  /// The moments in the unit.
  let moments: PairMoments

  private let first: [Double]
  private let second: [Double]
  private let change: Double

  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   or no value varies.
  init(_ values: some Collection<Double>, _ baseline: some Collection<Double>) throws(InputError) {
    let changes = try pairedDifferences(values, baseline, atLeast: 2)
    differences = try Moments(finite: changes)
    let (one, other) = (Array(values), Array(baseline))
    let sums = try PairSums(one, other)
    occasions = [sums.first, sums.second]
    guard sums.first.minimum != sums.first.maximum || sums.second.minimum != sums.second.maximum else {
      throw .constant("values", remedy: "there is no spread to take a difference in units of")
    }
    let unit = DrawnValues.unit(sums.first, sums.second)
    let (firstMean, secondMean) = (sums.first.mean, sums.second.mean)
    first = one.map { ($0 - firstMean) / unit }
    second = other.map { ($0 - secondMean) / unit }
    change = differences.mean / unit
    let freedom = Double(changes.count - 1)
    moments = PairMoments(
      count: Double(changes.count), difference: change,
      first: Self.square(sums.first, unit) / freedom, second: Self.square(sums.second, unit) / freedom,
      ofDifferences: Self.square(differences, unit) / freedom, correlation: sums.correlation)
  }

  private static func square(_ moments: Moments, _ unit: Double) -> Double {
    moments.sumOfSquares / unit / unit
  }

  /// The moments of the pairs of a resample.
  func moments(of rows: UnsafeBufferPointer<Int>) -> PairMoments {
    let count = Double(rows.count)
    var (x, y, xx, yy, xy) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in rows {
      let (a, b) = (first[row], second[row])
      x += a
      y += b
      xx += a * a
      yy += b * b
      xy += a * b
    }
    // What is left by rounding counts as none: the pairs drawn are all the same.
    func rest(_ squares: Double, _ sum: Double) -> Double {
      let left = squares - sum * sum / count
      return left > 1e-13 * squares ? left : 0
    }
    let (firstSquares, secondSquares) = (rest(xx, x), rest(yy, y))
    let products = xy - x * y / count
    let both = firstSquares + secondSquares
    let left = both - 2 * products
    let root = firstSquares.squareRoot() * secondSquares.squareRoot()
    let freedom = max(count - 1, 1)
    return PairMoments(
      count: count, difference: change + (x - y) / count, first: firstSquares / freedom,
      second: secondSquares / freedom, ofDifferences: left > 1e-13 * both ? left / freedom : 0,
      correlation: root > 0 ? min(max(products / root, -1), 1) : nil)
  }

  /// The bootstrap limits of a coefficient, pairs drawn as they are.
  func bootstrap(
    _ plan: BootstrapPlan?, around estimate: Double, alternative: Alternative, confidence: Double,
    _ statistic: (PairMoments) -> Double?
  ) throws(InputError) -> BootstrapFinding? {
    guard let plan else { return nil }
    return try BootstrapFinding.oneSided(alternative, confidence: confidence) { level throws(InputError) in
      try Bootstrap(cases: first.count, plan: plan)
        .interval(around: estimate, confidence: level) { statistic(moments(of: $0)) }
    }
  }

  /// The correlation, which the effect needs.
  func correlation(_ why: String) throws(InputError) -> Double {
    guard let correlation = moments.correlation else {
      throw InputError(
        .constant, "values", "an occasion does not vary, so that there is no correlation", remedy: why)
    }
    return correlation
  }

  var context: DataContext {
    DataContext(parts: ["after", "before"], cases: CaseLedger(all: differences.count))
  }
}

extension StandardizedPairs {
  /// The facts behind every standardized difference of pairs.
  static func facts(
    _ occasions: [Moments], _ differences: Moments, _ correlation: Double?, _ context: DataContext
  ) -> [Report.Fact] {
    var facts: [Report.Fact] = [
      .init("n", .count(differences.count)), .init("mean difference", .number(differences.mean)),
    ]
    for (index, occasion) in occasions.enumerated() {
      if let deviation = occasion.standardDeviation {
        facts.append(.init("SD \(context.part(index))", .number(deviation)))
      }
    }
    if let deviation = differences.standardDeviation {
      facts.append(.init("SD of differences", .number(deviation)))
    }
    if let correlation { facts.append(.init("r", .number(correlation, .bounded(2)))) }
    return facts
  }
}
