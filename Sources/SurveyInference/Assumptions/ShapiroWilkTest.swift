import SurveyProbability
import SurveyVocabulary

/// Shapiro and Wilk's test of normality, by Royston's approximation for 3 to 5,000 values.
///
/// W compares the variance that ordered values of a normal sample would show with the variance itself; it is
/// 1 at most. The test is information about the data: no method of this library chooses by it.
///
/// Reference: Shapiro & Wilk (1965), doi:10.1093/biomet/52.3-4.591; Royston (1995), doi:10.2307/2986146.
public struct ShapiroWilkTest: Finding {
  /// The stable name of the method.
  public static let methodID = "shapiro-wilk-test/1"

  /// W, between 0 and 1.
  public let w: Double
  /// Royston's normal score of W, greater for less normal values; for three values W itself, whose
  /// distribution is known.
  public let statistic: TestStatistic
  /// The probability of a W as small or smaller for normal data.
  public let pValue: Double
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Throws: `InputError` if there are fewer than three values or more than 5,000, a value is not finite,
  ///   or all are equal.
  public init(_ values: some Collection<Double>) throws(InputError) {
    guard values.count <= 5_000 else {
      throw .infeasible(
        "values", "\(values.count) values found; the approximation holds up to 5,000",
        remedy: "use AndersonDarlingTest")
    }
    let scores = try NormalScores(values, atLeast: 3).scores
    let weights = try Self.weights(scores.count)
    let top = zip(weights, scores).reduce(0) { $0 + $1.0 * $1.1 }
    let w = min(top * top / Double(scores.count - 1), 1)
    self.w = w
    count = scores.count
    if count == 3 {
      // Shapiro & Wilk (1965): known for three values, where W is at least 3/4.
      let factor = 6 / Double.pi
      let lower = max(factor * (libmAsin(w.squareRoot()) - libmAsin(0.75.squareRoot())), 0)
      let upper = factor * (Double.pi / 2 - libmAsin(w.squareRoot()))
      statistic = TestStatistic(
        "W", w,
        reference: .exact(
          TailProbabilities(
            lower: min(lower, 1), upper: min(upper, 1), twoSided: min(lower, 1), definition: "lower tail")))
      pValue = statistic.pValue(.less)
    } else {
      statistic = TestStatistic("z", Self.score(w, count), reference: .normal)
      pValue = statistic.pValue(.greater)
    }
    context = DataContext(parts: [], cases: CaseLedger(all: scores.count))
  }

  /// Royston's weights, of length one: antisymmetric about the middle.
  private static func weights(_ count: Int) throws(InputError) -> [Double] {
    if count == 3 { return [-0.5.squareRoot(), 0, 0.5.squareRoot()] }
    let n = Double(count)
    // Blom's approximation to the expected order statistics.
    var expected: [Double] = []
    for rank in 1...count {
      expected.append(
        try NormalDistribution.standard.quantile(lowerTail: (Double(rank) - 0.375) / (n + 0.25)))
    }
    let squares = expected.reduce(0) { $0 + $1 * $1 }
    let (root, u) = (squares.squareRoot(), 1 / n.squareRoot())
    let last =
      expected[count - 1] / root
      + u * (0.221157 + u * (-0.147981 + u * (-2.071190 + u * (4.434685 + u * -2.706056))))
    var ends = [last]
    if count > 5 {
      ends.append(
        expected[count - 2] / root
          + u * (0.042981 + u * (-0.293762 + u * (-1.752461 + u * (5.682633 + u * -3.582633)))))
    }
    var (above, below) = (squares, 1.0)
    for (place, weight) in ends.enumerated() {
      let score = expected[count - 1 - place]
      above -= 2 * score * score
      below -= 2 * weight * weight
    }
    let scale = (above / below).squareRoot()
    var weights = expected.map { $0 / scale }
    for (place, weight) in ends.enumerated() {
      weights[count - 1 - place] = weight
      weights[place] = -weight
    }
    return weights
  }

  /// The normal score of W (Royston 1995, table 1).
  private static func score(_ w: Double, _ count: Int) -> Double {
    let n = Double(count)
    // W is 1 by rounding only: half a unit in its last place is what is left then.
    let logDeficit = libmLog(max(1 - w, 0x1p-54))
    if count <= 11 {
      let mean = 0.5440 + n * (-0.39978 + n * (0.025054 + n * -0.0006714))
      let deviation = libmExp(1.3822 + n * (-0.77857 + n * (0.062767 + n * -0.0020322)))
      return (-libmLog(0.459 * n - 2.273 - logDeficit) - mean) / deviation
    }
    let y = libmLog(n)
    let mean = -1.5861 + y * (-0.31082 + y * (-0.083751 + y * 0.0038915))
    let deviation = libmExp(-0.4803 + y * (-0.082676 + y * 0.0030302))
    return (logDeficit - mean) / deviation
  }
}

extension ShapiroWilkTest {
  /// W with its test.
  public var report: Report {
    Report(
      context.title("Shapiro-Wilk test"),
      method: .init(
        Self.methodID,
        citation: Citation("Royston", 1995, "Applied Statistics 44, 547-551", doi: "10.2307/2986146")),
      rows: [
        Report.Row(
          "W", Estimate(w), style: .decimals(4), statistic: count == 3 ? nil : statistic, pValue: pValue)
      ],
      facts: [Report.Fact("n", .count(count))], cases: context.cases, notes: [NormalScores.note])
  }
}
