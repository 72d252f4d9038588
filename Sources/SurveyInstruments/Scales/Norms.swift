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
