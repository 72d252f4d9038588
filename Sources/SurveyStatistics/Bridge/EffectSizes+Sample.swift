import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Effect sizes of two groups of a sample, the first level of the factor minus the second, or over it.

/// An effect size of two groups with no choice but side, bootstrap and level of its interval.
public protocol TwoGroupEffect: Finding {
  /// The effect between two groups.
  init(
    _ group: some Collection<Double>, against baseline: some Collection<Double>, alternative: Alternative,
    bootstrap: BootstrapPlan?, confidence: Double
  ) throws(InputError)
}

extension CohensD: TwoGroupEffect {}
extension AverageVarianceD: TwoGroupEffect {}
extension CliffsDelta: TwoGroupEffect {}
extension CohensU: TwoGroupEffect {}

extension TwoGroupEffect {
  /// The effect of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try Self(
        first, against: second, alternative: alternative, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension GlassDelta {
  /// Glass's delta of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    standardizer: Standardizer = .baseline, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try GlassDelta(
        first, against: second, standardizer: standardizer, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension RankBiserial {
  /// The rank-biserial correlation of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    interval: Interval = .fengCliff, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try RankBiserial(
        first, against: second, interval: interval, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension LogRatioOfMeans {
  /// The ratio of the means of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    correction: Correction = .lajeunesse, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try LogRatioOfMeans(
        first, against: second, correction: correction, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension OverlapCoefficient {
  /// The overlap of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    model: Model = .normal, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try OverlapCoefficient(
        first, against: second, model: model, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension CommonLanguageEffect {
  /// The common language effect of a variable between two groups of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the group named, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil, in sample: Sample<R>,
    variances: Variances = .separate, alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try TwoGroups(variable, factor, pair, sample).find { first, second throws(InputError) in
      try CommonLanguageEffect(
        first, against: second, variances: variances, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}
