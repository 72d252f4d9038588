import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Agreement of raters whose ratings are variables of one sample: the respondents are the subjects. Those who
// lack what a method needs are in the ledger.

/// The complete ratings of a sample, with names and ledger.
private struct CompleteRatings {
  let columns: [[Double]]
  let context: DataContext

  init<R>(_ raters: [Variable<R>], in sample: Sample<R>) throws(InputError) {
    let complete = try sample.complete(raters)
    columns = complete.columns
    context = DataContext(parts: complete.names, cases: complete.cases)
  }

  func find<F: Finding>(
    _ make: (_ columns: [[Double]], _ names: [String]) throws(InputError) -> F
  ) throws(InputError) -> F {
    var finding = try make(columns, context.parts)
    finding.context = context
    return finding
  }
}

extension IntraclassCorrelation {
  /// The intraclass correlations of raters, over the respondents whom all of them rated.
  ///
  /// - Parameters:
  ///   - raters: The variable of each rater.
  ///   - sample: The subjects.
  ///   - count: The number of ratings in the mean that the average coefficients are about.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of raters: [Variable<R>], in sample: Sample<R>, averagingOver count: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try CompleteRatings(raters, in: sample).find { columns, names throws(InputError) in
      try IntraclassCorrelation(columns, names: names, averagingOver: count, confidence: confidence)
    }
  }
}

extension KendallsW {
  /// Kendall's W of raters, over the respondents whom all of them rated.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of raters: [Variable<R>], in sample: Sample<R>, method: Method = .chiSquare,
    bootstrap: BootstrapPlan? = .percentile(), confidence: Double = 0.95
  ) throws(InputError) {
    self = try CompleteRatings(raters, in: sample).find { columns, names throws(InputError) in
      try KendallsW(columns, names: names, method: method, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension OverallConcordance {
  /// The overall concordance of raters, over the respondents whom all of them rated.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of raters: [Variable<R>], in sample: Sample<R>, bootstrap: BootstrapPlan? = .percentile(),
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try CompleteRatings(raters, in: sample).find { columns, names throws(InputError) in
      try OverallConcordance(columns, names: names, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension RatingVarianceComponents {
  /// The variance components of raters, over the respondents whom at least one of them rated.
  ///
  /// - Parameters:
  ///   - raters: The variable of each rater.
  ///   - sample: The subjects.
  ///   - count: The number of ratings in the mean that the average coefficients are about.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of raters: [Variable<R>], in sample: Sample<R>, averagingOver count: Int? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    var observed: [Observations] = []
    for rater in raters { observed.append(try sample.values(of: rater)) }
    self = try RatingVarianceComponents(
      observed.map(\.values), names: observed.map(\.name), averagingOver: count, confidence: confidence)
    context.cases = CaseLedger(used: cases.used, exclusions: sample.cases.exclusions + cases.exclusions)
  }
}

extension LinsConcordance {
  /// Lin's concordance correlation of two variables of a sample.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in sample: Sample<R>,
    confidence: Double = 0.95
  ) throws(InputError) {
    let ratings = try CompleteRatings([variable.variable, other.variable], in: sample)
    self = try ratings.find { columns, _ throws(InputError) in
      try LinsConcordance(columns[0], with: columns[1], confidence: confidence)
    }
  }
}

extension BlandAltman {
  /// The limits of agreement of two variables of a sample, the first minus the second.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variable: some VariableConvertible<R>, against reference: some VariableConvertible<R>,
    in sample: Sample<R>, scale: Scale = .difference, limits: LimitInterval = .exact, coverage: Double = 0.95,
    confidence: Double = 0.95
  ) throws(InputError) {
    let ratings = try CompleteRatings([variable.variable, reference.variable], in: sample)
    self = try ratings.find { columns, _ throws(InputError) in
      try BlandAltman(
        columns[0], against: columns[1], scale: scale, limits: limits, coverage: coverage,
        confidence: confidence)
    }
  }
}

extension RepeatedBlandAltman {
  /// The limits of agreement of two methods that measured the respondents several times.
  ///
  /// Where the true value is constant, a respondent takes part with what there is of each method; where it
  /// varies, with the pairs of first and first variable, second and second, that are complete.
  ///
  /// - Parameters:
  ///   - measurements: The variables whose difference is taken, one to a measurement.
  ///   - reference: Those that are subtracted.
  ///   - sample: The subjects.
  ///   - trueValue: Whether the quantity stays the same or may change.
  ///   - coverage: The share of differences that the limits are to hold.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of measurements: [Variable<R>], against reference: [Variable<R>], in sample: Sample<R>,
    trueValue: TrueValue,
    coverage: Double = 0.95, confidence: Double = 0.95
  ) throws(InputError) {
    if trueValue == .varying {
      try checkEqualLength(measurements.count, "measurements", reference.count, "reference")
    }
    let first = try Self.rows(measurements, sample)
    let second = try Self.rows(reference, sample)
    var exclusions = ExclusionTally()
    var pairs: (one: [[Double]], other: [[Double]]) = ([], [])
    for (one, other) in zip(first, second) {
      let complete = zip(one, other).compactMap { pair in pair.0.flatMap { x in pair.1.map { (x, $0) } } }
      let isVarying = trueValue == .varying
      let (x, y) = (
        isVarying ? complete.map(\.0) : one.compactMap { $0 },
        isVarying ? complete.map(\.1) : other.compactMap { $0 }
      )
      if x.isEmpty || y.isEmpty {
        exclusions.add(isVarying ? "without a complete pair" : "without a measurement by each method")
      } else {
        pairs.one.append(x)
        pairs.other.append(y)
      }
    }
    self = try RepeatedBlandAltman(
      pairs.one, against: pairs.other, trueValue: trueValue, coverage: coverage, confidence: confidence)
    context.cases = exclusions.ledger(used: pairs.one.count, after: sample.cases)
  }

  /// The values of variables, respondent after respondent.
  private static func rows<R>(
    _ variables: [Variable<R>], _ sample: Sample<R>
  ) throws(InputError) -> [[Double?]] {
    var columns: [[Double?]] = []
    for variable in variables { columns.append(try sample.values(of: variable).values) }
    return sample.indices.map { row in columns.map { $0[row] } }
  }
}
