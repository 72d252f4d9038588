import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Further descriptions of a variable of a sample: centre, spread, shape, ranks and concentration. Respondents
// without a value are in the ledger.

extension Quantiles {
  /// The quantiles of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>,
    at probabilities: [Double] = [0.25, 0.5, 0.75], type: Definition = .seven
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try Quantiles(values, at: probabilities, type: type)
    }
  }
}

extension QuantileInterval {
  /// A quantile of a variable of a sample, with its limits.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, at probability: Double = 0.5,
    type: Quantiles.Definition = .seven, confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try QuantileInterval(values, at: probability, type: type, confidence: confidence)
    }
  }
}

extension Ranking {
  /// The ranks of the respondents of a sample who have a value, in their order.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>, ties: TieRule = .average)
    throws(InputError)
  {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try Ranking(values, ties: ties)
    }
  }
}

extension DistributionShape {
  /// Skewness and kurtosis of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try DistributionShape(values)
    }
  }
}

extension TrimmedMean {
  /// The trimmed mean of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, share: Double = 0.2,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try TrimmedMean(values, share: share, confidence: confidence)
    }
  }
}

extension WinsorizedMean {
  /// The winsorized mean of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, share: Double = 0.2,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try WinsorizedMean(values, share: share, confidence: confidence)
    }
  }
}

extension GeometricMean {
  /// The geometric mean of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>, confidence: Double = 0.95)
    throws(InputError)
  {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try GeometricMean(values, confidence: confidence)
    }
  }
}

extension HarmonicMean {
  /// The harmonic mean of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(of variable: some VariableConvertible<R>, in sample: Sample<R>, confidence: Double = 0.95)
    throws(InputError)
  {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try HarmonicMean(values, confidence: confidence)
    }
  }
}

extension HodgesLehmannEstimate {
  /// The pseudomedian of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, method: SignedRankTest.Method = .exact,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try HodgesLehmannEstimate(values, method: method, confidence: confidence)
    }
  }
}

extension StandardDeviationEstimate {
  /// The standard deviation of a variable of a sample, with its limits.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, method: Method = .bonett,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try StandardDeviationEstimate(values, method: method, confidence: confidence)
    }
  }
}

extension GiniCoefficient {
  /// Gini's coefficient of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, interval: Interval = .jackknife,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try GiniCoefficient(values, interval: interval, confidence: confidence)
    }
  }
}

/// A measure of spread whose interval, if any, is a bootstrap's.
public protocol SpreadMeasure: Finding {
  /// The spread of values.
  init(_ values: some Collection<Double>, bootstrap plan: BootstrapPlan?, confidence: Double)
    throws(InputError)
}

extension MedianAbsoluteDeviation: SpreadMeasure {}
extension RousseeuwCrouxSn: SpreadMeasure {}
extension RousseeuwCrouxQn: SpreadMeasure {}
extension CoefficientOfVariation: SpreadMeasure {}

extension SpreadMeasure {
  /// The spread of a variable of a sample.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, bootstrap plan: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try OneVariable(variable, sample).find { values throws(InputError) in
      try Self(values, bootstrap: plan, confidence: confidence)
    }
  }
}
