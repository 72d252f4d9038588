/// The mean and standard deviation in which a standard score is reported: 50 and 10 for T.
///
/// A standard score is `mean + standardDeviation * z`, neither rounded nor cut at an end. Stanines and
/// stens that are printed as whole numbers are rounded afterwards.
public struct StandardMetric: Hashable, Sendable {
  /// The score of a respondent at the mean of the norm.
  public let mean: Double
  /// The difference that one standard deviation of the norm makes.
  public let standardDeviation: Double

  /// Makes a metric.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// z: mean 0, standard deviation 1.
  public static let z = StandardMetric(mean: 0, standardDeviation: 1)
  /// T: mean 50, standard deviation 10 (McCall 1922, here without normalizing the distribution).
  public static let t = StandardMetric(mean: 50, standardDeviation: 10)
  /// The metric of intelligence quotients: mean 100, standard deviation 15.
  public static let iq = StandardMetric(mean: 100, standardDeviation: 15)
  /// The metric of stanines: mean 5, standard deviation 2.
  public static let stanine = StandardMetric(mean: 5, standardDeviation: 2)
  /// The metric of stens: mean 5.5, standard deviation 2.
  public static let sten = StandardMetric(mean: 5.5, standardDeviation: 2)

  /// The metrics that have a name.
  static let named: [(name: String, metric: StandardMetric)] = [
    ("z", z), ("T", t), ("IQ", iq), ("stanine", stanine), ("sten", sten),
  ]

  /// The name where the metric has one: "T".
  public var name: String? { Self.named.first { $0.metric == self }?.name }

  /// "T", or "mean 500 and SD 100".
  public var words: String {
    name ?? "mean \(shortNumber(mean)) and SD \(shortNumber(standardDeviation))"
  }

  /// The standard score of a score.
  func score(_ score: Double, by norm: Norm) -> Double {
    mean + standardDeviation * ((score - norm.mean) / norm.standardDeviation)
  }
}
