import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Descriptions of a sample that need more than one variable: summaries by group, weights, and the variety of
// answers with categories.

extension GroupSummary {
  /// The description of variables and scales in all respondents of a sample.
  ///
  /// ```swift
  /// GroupSummary(of: [Variable(\.age), Variable(Client.trust)], in: sample)
  /// ```
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of variables: [Variable<R>], in sample: Sample<R>, statistics: [Statistic] = Statistic.usual,
    arrangement: Arrangement = .groupsInLines, shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    self = try Self.summary(variables, nil, sample) { columns, _ throws(InputError) in
      try GroupSummary(
        columns, statistics: statistics, arrangement: arrangement, shape: shape, confidence: confidence)
    }
  }

  /// The description of variables and scales in the groups of a factor, in the order of its levels.
  ///
  /// ```swift
  /// GroupSummary(of: [Variable(\.age), Variable(Client.trust)], by: \.site, in: sample)
  /// ```
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R, V: FactorValue>(
    of variables: [Variable<R>], by factor: KeyPath<R, V> & Sendable, in sample: Sample<R>,
    statistics: [Statistic] = Statistic.usual, arrangement: Arrangement = .groupsInLines,
    shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      of: variables, by: Categorical(factor), in: sample, statistics: statistics, arrangement: arrangement,
      shape: shape, confidence: confidence)
  }

  /// The description of variables and scales in the groups that the answers to a question make.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale or of the questionnaire.
  public init<R>(
    of variables: [Variable<R>], by factor: Categorical<R>, in sample: Sample<R>,
    statistics: [Statistic] = Statistic.usual, arrangement: Arrangement = .groupsInLines,
    shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    self = try Self.summary(variables, factor, sample) { columns, groups throws(InputError) in
      try GroupSummary(
        columns, by: groups, statistics: statistics, arrangement: arrangement, shape: shape,
        confidence: confidence)
    }
  }

  /// A summary with the respondents in its ledger who had been left out of the sample before.
  private static func summary<R>(
    _ variables: [Variable<R>], _ factor: Categorical<R>?, _ sample: Sample<R>,
    _ make: (_ columns: [NumericAnswers], _ groups: CategoricalAnswers?) throws(InputError) -> GroupSummary
  ) throws(InputError) -> GroupSummary {
    var columns: [NumericAnswers] = []
    for variable in variables {
      let observed = try sample.values(of: variable)
      columns.append(try NumericAnswers(observed.values, absent: observed.reasons, name: observed.name))
    }
    return try make(columns, factor?.answers(in: sample)).after(sample.cases)
  }
}

extension GroupSummary {
  /// The description of columns of the rows of a codebook, by the levels of another where it is named.
  ///
  /// - Throws: `InputError` for a column that does not exist or holds no numbers, or as for arrays.
  public init(
    of columns: [String], by factor: String? = nil, in responses: Codebook.Responses,
    statistics: [Statistic] = Statistic.usual, arrangement: Arrangement = .groupsInLines,
    shape: ShapeDefinition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    let groups = try factor.map { factor throws(InputError) in
      try CategoricalAnswers(of: factor, in: responses)
    }
    self = try GroupSummary(
      columns.map { column throws(InputError) in
        let observed = try responses.values(of: column)
        return try NumericAnswers(observed.values, absent: observed.reasons, name: observed.name)
      },
      by: groups, statistics: statistics, arrangement: arrangement, shape: shape, confidence: confidence
    ).after(responses.cases)
  }
}

extension WeightedDescriptives {
  /// The weighted description of a variable of a sample; respondents without a weight are in the ledger.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R>(
    of variable: some VariableConvertible<R>, in sample: Sample<R>, weights: some VariableConvertible<R>,
    as kind: WeightKind, quantiles: Quantiles.Definition = .two, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([weights.variable, variable.variable])
    let name = variable.variable.name
    do throws(InputError) {
      self = try WeightedDescriptives(
        complete.columns[1], weights: complete.columns[0], as: kind, quantiles: quantiles,
        confidence: confidence)
    } catch {
      throw InputError(error.code, "\(name), \(error.subject)", error.problem, remedy: error.remedy)
    }
    context = DataContext(subject: name, parts: [], cases: complete.cases)
  }
}

extension ShannonEntropy {
  /// The entropy of the answers to a question of a sample.
  ///
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of question: Categorical<R>, in sample: Sample<R>, unit: Unit = .bits, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let found = try ShannonEntropy(
      question.answers(in: sample), unit: unit, bootstrap: bootstrap, confidence: confidence)
    self = found.after(sample.cases)
  }
}

extension QualitativeVariation {
  /// The index of qualitative variation of the answers to a question of a sample.
  ///
  /// - Throws: `InputError` as for answers.
  public init<R>(
    of question: Categorical<R>, in sample: Sample<R>, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    let found = try QualitativeVariation(
      question.answers(in: sample), bootstrap: bootstrap, confidence: confidence)
    self = found.after(sample.cases)
  }
}

extension Finding {
  /// The finding with those in its ledger who had been left out of the sample before.
  fileprivate func after(_ earlier: CaseLedger) -> Self {
    with(cases: CaseLedger(used: cases.used, exclusions: earlier.exclusions + cases.exclusions))
  }
}
