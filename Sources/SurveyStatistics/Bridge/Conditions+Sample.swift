import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Several variables of the same respondents as conditions. Respondents who lack one of them are in the ledger.

extension Sample {
  /// Makes a finding of variables as conditions, with their names and the cases.
  fileprivate func find<F: Finding>(
    _ conditions: [Variable<R>],
    _ make: (_ columns: [[Double]], _ names: [String]) throws(InputError) -> F
  ) throws(InputError) -> F {
    let complete = try self.complete(conditions)
    let names = conditions.map(\.name)
    var finding = try make(complete.columns, names)
    finding.context = DataContext(parts: names, cases: complete.cases)
    return finding
  }
}

extension FriedmanTest {
  /// Friedman's test of variables of the same respondents.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of conditions: [Variable<R>], in sample: Sample<R>, method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try sample.find(conditions) { columns, names throws(InputError) in
      try FriedmanTest(columns, names: names, method: method, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension QuadeTest {
  /// Quade's test of variables of the same respondents.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of conditions: [Variable<R>], in sample: Sample<R>, method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try sample.find(conditions) { columns, names throws(InputError) in
      try QuadeTest(columns, names: names, method: method, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension PageTest {
  /// Page's test of variables of the same respondents in the order of the supposed trend.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of conditions: [Variable<R>], in sample: Sample<R>, alternative: Alternative = .twoSided,
    method: NullDistributionMethod = .asymptotic, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try sample.find(conditions) { columns, names throws(InputError) in
      try PageTest(
        columns, names: names, alternative: alternative, method: method, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension RepeatedMeasuresANOVA {
  /// The repeated measures analysis of variance of variables of the same respondents.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of conditions: [Variable<R>], in sample: Sample<R>, confidence: Double = 0.90
  ) throws(InputError) {
    self = try sample.find(conditions) { columns, names throws(InputError) in
      try RepeatedMeasuresANOVA(columns, names: names, confidence: confidence)
    }
  }
}

extension CochransQ {
  /// Cochran's Q of variables of the same respondents, with the values that count as yes.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of conditions: [Variable<R>], in sample: Sample<R>, method: NullDistributionMethod = .asymptotic,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95, where isYes: (Double) -> Bool
  ) throws(InputError) {
    self = try sample.find(conditions) { columns, names throws(InputError) in
      try CochransQ(
        columns.map { $0.map(isYes) }, names: names, method: method, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension FactorialANOVA {
  /// The factorial analysis of variance of a variable by factors of a sample, each by `sample.groups(by:)`.
  ///
  /// - Throws: `InputError` as for arrays, or if the factors are those of another sample.
  public init<R>(
    of variable: some VariableConvertible<R>, by factors: [Grouping], in sample: Sample<R>,
    sumsOfSquares: SumsOfSquares, interactions: Bool = true, confidence: Double = 0.90
  ) throws(InputError) {
    let complete = try sample.complete([variable.variable], by: factors)
    let labels = zip(factors, complete.groups).map { factor, places in
      (name: factor.name, labels: places.map { factor.levels[$0] })
    }
    try self.init(
      complete.columns[0], by: labels, sumsOfSquares: sumsOfSquares, interactions: interactions,
      confidence: confidence)
    context = DataContext(subject: variable.variable.name, parts: factors.map(\.name), cases: complete.cases)
  }
}
