import SurveyVocabulary

/// The overall concordance correlation: how close several raters' measurements of the same subjects are
/// to each other.
///
/// It weighs Lin's concordance of each pair of raters by the pair's variances and difference of means; for
/// two raters it is Lin's. Variances have n in the denominator. The interval resamples the subjects.
///
/// Reference: King & Chinchilli (2001), doi:10.1002/sim.845; Barnhart, Haber & Song (2002),
/// doi:10.1111/j.0006-341X.2002.01020.x.
public struct OverallConcordance: Finding {
  /// The stable name of the method.
  public static let methodID = "overall-concordance/1"

  /// The overall concordance with its bootstrap interval, where one was asked for.
  public let concordance: Estimate
  /// The overall precision: the sum of covariances over the sum of products of standard deviations;
  /// `nil` if no two raters vary.
  public let precision: Double?
  /// The overall accuracy, the concordance over the precision; `nil` where there is no precision.
  public let accuracy: Double?
  /// The concordance of each pair of raters with its weight, in the order (1, 2), (1, 3), …, (2, 3), ….
  public let pairs: [Pair]
  /// What resampling the subjects found; `nil` where no interval was asked for.
  public let bootstrap: BootstrapFinding?
  /// The mean and variance of each rater, in the order given.
  public let raters: [Moments]
  /// The number of subjects.
  public let subjectCount: Int
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Two raters.
  public struct Pair: Hashable, Sendable {
    /// Their places in the order given, from zero.
    public let raters: [Int]
    /// Lin's concordance of the two; `nil` where it is undefined.
    public let concordance: Double?
    /// Its share in the overall concordance.
    public let weight: Double
  }

  /// The most raters that are taken; every pair of them is printed.
  static let mostRaters = 100

  /// The overall concordance of raters, one array to a rater, the subjects in the same order in each.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - names: The names of the raters, for print and errors; numbers where there are none.
  ///   - bootstrap: How the interval is found by resampling the subjects; `nil` for none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two raters or subjects, more than 100 raters, a gap or a
  ///   value that is not finite, all ratings are equal, or variances leave the range of `Double`.
  public init(
    _ ratings: [[Double]], names: [String] = [], bootstrap: BootstrapPlan? = .percentile(),
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try TwoWayMeanSquares(ratings, names: names)
    if !names.isEmpty { try checkEqualLength(names.count, "names", ratings.count, "the list of raters") }
    guard ratings.count <= Self.mostRaters else {
      throw .infeasible("raters", "\(ratings.count) raters found", remedy: "100 raters are the most")
    }
    let covariances = try ItemCovariances(ratings, names: names)
    let parts = PairedConcordances(covariances, means: table.raterMeans)
    guard let value = parts.overall else {
      throw .constant("ratings", remedy: "a concordance is undefined where all ratings are one number")
    }
    try bootstrap?.checkWork(
      steps: Double(table.raters) * Double(table.raters) * Double(table.subjects), cases: table.subjects)
    let resampled = try bootstrap.map { plan throws(InputError) in
      try Bootstrap(cases: table.subjects, plan: plan).interval(around: value, confidence: confidence) {
        rows in
        let drawn = ratings.map { rater in rows.map { rater[$0] } }
        guard let covariances = try? ItemCovariances(drawn), let means = covariances.means else { return nil }
        return PairedConcordances(covariances, means: means).overall
      }
    }
    concordance = resampled.map { $0.estimate(value) } ?? Estimate(value)
    self.bootstrap = resampled
    precision = parts.precision
    accuracy = parts.precision.flatMap { $0 == 0 ? nil : value / $0 }
    pairs = parts.pairs
    var moments: [Moments] = []
    for rater in ratings { moments.append(try Moments(finite: rater)) }
    raters = moments
    subjectCount = table.subjects
    context = DataContext(
      parts: names.isEmpty ? (1...ratings.count).map { "rater \($0)" } : names,
      cases: CaseLedger(all: table.subjects))
  }
}

/// The concordances of all pairs of raters, and what they make together.
struct PairedConcordances {
  let overall: Double?
  let precision: Double?
  let pairs: [OverallConcordance.Pair]

  /// Takes covariances with n - 1, which are turned into those with n.
  init(_ covariances: ItemCovariances, means: [Double]) {
    let shrink = Double(covariances.count - 1) / Double(covariances.count)
    var (agreed, possible, products) = (0.0, 0.0, 0.0)
    var parts: [(raters: [Int], top: Double, bottom: Double)] = []
    for first in 0..<covariances.order {
      for second in (first + 1)..<max(covariances.order, first + 1) {
        let shift = means[first] - means[second]
        let (one, other) = (covariances[first, first] * shrink, covariances[second, second] * shrink)
        let top = 2 * covariances[first, second] * shrink
        let bottom = one + other + shift * shift
        agreed += top
        possible += bottom
        products += 2 * one.squareRoot() * other.squareRoot()
        parts.append(([first, second], top, bottom))
      }
    }
    let total = possible
    overall = total > 0 && total.isFinite ? min(max(agreed / total, -1), 1) : nil
    precision = products > 0 ? min(max(agreed / products, -1), 1) : nil
    pairs = parts.map {
      OverallConcordance.Pair(
        raters: $0.raters, concordance: $0.bottom > 0 ? $0.top / $0.bottom : nil,
        weight: total > 0 ? $0.bottom / total : 0)
    }
  }
}

extension OverallConcordance {
  /// The overall concordance, its parts and the pairs.
  public var report: Report {
    var rows = [Report.Row("overall concordance", concordance, style: .bounded(2))]
    if let precision { rows.append(Report.Row("precision", Estimate(precision), style: .bounded(2))) }
    if let accuracy { rows.append(Report.Row("accuracy", Estimate(accuracy), style: .bounded(2))) }
    return Report(
      context.title("Overall concordance correlation"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("variances", .text("n in the denominator"))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Barnhart, Haber & Song", 2002, "Biometrics 58, 1020-1027",
          doi: "10.1111/j.0006-341X.2002.01020.x")),
      rows: rows,
      grids: [
        Report.Grid(
          "Raters", columns: ["", "mean", "SD"],
          lines: raters.enumerated().map { index, rater in
            [
              .text(context.part(index)), .number(rater.mean),
              rater.standardDeviation.map { .number($0) } ?? .empty,
            ]
          }),
        Report.Grid(
          "Pairs", columns: ["", "concordance", "weight"],
          lines: pairs.map { pair in
            [
              .text(pair.raters.map(context.part).joined(separator: ", ")),
              pair.concordance.map { .number($0, .bounded(2)) } ?? .empty, .number(pair.weight, .bounded(2)),
            ]
          }),
      ],
      facts: [Report.Fact("subjects", .count(subjectCount)), Report.Fact("raters", .count(raters.count))],
      cases: context.cases, warnings: bootstrap?.warnings ?? [])
  }
}
