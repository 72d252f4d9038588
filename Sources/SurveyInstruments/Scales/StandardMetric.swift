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

/// The mean and standard deviation of scores in a population to compare with: numbers that a user takes
/// from a published norm, never from the sample at hand.
public struct Norm: Hashable, Sendable {
  /// The mean of the scores.
  public let mean: Double
  /// The standard deviation of the scores.
  public let standardDeviation: Double

  /// Makes a norm.
  public init(mean: Double, standardDeviation: Double) {
    self.mean = mean
    self.standardDeviation = standardDeviation
  }
}

/// The norms of a scale as data, and the metric of its standard scores.
public struct Norms: Hashable, Sendable {
  /// The norm of the respondents at one level of a factor.
  public struct Reference: Hashable, Sendable {
    /// The level, by its code in data files; `nil` where there is one norm for all.
    public let level: String?
    /// Their norm.
    public let norm: Norm

    /// Makes a reference.
    public init(level: String? = nil, _ norm: Norm) {
      self.level = level
      self.norm = norm
    }
  }

  /// The metric of the standard scores.
  public let metric: StandardMetric
  /// The column of the factor; `nil` where there is one norm for all.
  public let factor: String?
  /// The norms, one for all or one to a level.
  public let references: [Reference]

  /// One norm for all respondents.
  public init(_ norm: Norm, metric: StandardMetric = .t) {
    self.init(metric: metric, factor: nil, references: [Reference(norm)])
  }

  /// A norm for each level of a factor.
  ///
  /// - Parameters:
  ///   - factor: The name of the factor's column.
  ///   - references: The norms of its levels; a respondent at another level has no standard score.
  ///   - metric: The metric of the standard scores.
  public init(by factor: String, _ references: [Reference], metric: StandardMetric = .t) {
    self.init(metric: metric, factor: factor, references: references)
  }

  init(metric: StandardMetric, factor: String?, references: [Reference]) {
    self.metric = metric
    self.factor = factor
    self.references = references
  }

  /// What is wrong with the numbers and levels, in words.
  var problems: [String] {
    var problems: [String] = []
    if !(metric.mean.isFinite && metric.standardDeviation.isFinite && metric.standardDeviation > 0) {
      problems.append("its standard scores need a finite mean and a standard deviation above 0")
    }
    if references.isEmpty { problems.append("has norms for nobody") }
    for reference in references {
      let (norm, name) = (reference.norm, reference.level.map { "the norm of \($0)" } ?? "its norm")
      if !(norm.mean.isFinite && norm.standardDeviation.isFinite && norm.standardDeviation > 0) {
        problems.append("\(name) needs a finite mean and a standard deviation above 0")
      }
    }
    var seen: Set<String?> = []
    for reference in references where !seen.insert(reference.level).inserted {
      problems.append("has two norms for \(reference.level ?? "all")")
    }
    if factor == nil ? references.contains(where: { $0.level != nil }) : seen.contains(nil) {
      problems.append("norms of levels need a factor, and a factor norms of levels")
    }
    return problems
  }

  /// The lowest and highest standard score of scores between two limits.
  func range(_ low: Double, _ high: Double) -> (minimum: Double, maximum: Double) {
    let lows = references.map { metric.score(low, by: $0.norm) }
    let highs = references.map { metric.score(high, by: $0.norm) }
    return (lows.min() ?? low, highs.max() ?? high)
  }
}
