import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension MissingRuleSensitivity {
  /// The scores of a scale under several rules.
  ///
  /// - Parameters:
  ///   - scale: The scale, whose own rule comes first.
  ///   - rules: The other rules; where there are none, those of `MissingRule.common(for:)`. A rule that
  ///     needs as many items as one before it scores alike and is left out.
  ///   - sample: The respondents.
  /// - Throws: `InputError` with the faults of the scale, or for a rule that the scale cannot follow.
  public init<R>(
    of scale: Scale<R>, under rules: [MissingRule] = [], in sample: Sample<R>
  ) throws(InputError) {
    self = try RuleComparison(scale, rules, sample).sensitivity(concluding: nil, nullValue: 0) { _ in nil }
  }

  /// The scores of a scale and a conclusion from them under several rules.
  ///
  /// ```swift
  /// try MissingRuleSensitivity(of: Client.trust, in: sample, concluding: "correlation with age") {
  ///   scale throws(InputError) in
  ///   try PearsonCorrelation(of: scale, with: Variable(\.age), in: sample).correlation
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - scale: The scale, whose own rule comes first.
  ///   - rules: The other rules; where there are none, those of `MissingRule.common(for:)`.
  ///   - sample: The respondents.
  ///   - name: What is concluded, for print.
  ///   - nullValue: The value that says "nothing": 0 for a difference, 1 for a ratio.
  ///   - conclusion: Draws the conclusion from the scale under one of the rules. An error that it throws
  ///     under some of the rules is kept beside them.
  /// - Throws: `InputError` with the faults of the scale, for a rule that the scale cannot follow, or the
  ///   error of the conclusion where it fails under all rules.
  public init<R>(
    of scale: Scale<R>, under rules: [MissingRule] = [], in sample: Sample<R>, concluding name: String,
    nullValue: Double = 0, _ conclusion: (Scale<R>) throws(InputError) -> Estimate
  ) throws(InputError) {
    self = try RuleComparison(scale, rules, sample).sensitivity(concluding: name, nullValue: nullValue) {
      scale throws(InputError) in try conclusion(scale)
    }
  }

  /// The scores of a scale and Welch's difference between two groups under several rules.
  ///
  /// - Parameters:
  ///   - scale: The scale, whose own rule comes first.
  ///   - factor: The factor whose levels are compared.
  ///   - pair: The two levels, where the factor has more.
  ///   - rules: The other rules; where there are none, those of `MissingRule.common(for:)`.
  ///   - sample: The respondents.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for another conclusion.
  public init<R, V: FactorValue>(
    of scale: Scale<R>, by factor: KeyPath<R, V> & Sendable, comparing pair: (V.Level, V.Level)? = nil,
    under rules: [MissingRule] = [], in sample: Sample<R>, confidence: Double = 0.95
  ) throws(InputError) {
    let (first, second) = try TwoGroups.pair(factor, pair)
    self = try RuleComparison(scale, rules, sample).sensitivity(
      concluding: "\(first.label) - \(second.label)", nullValue: 0
    ) { scale throws(InputError) in
      try WelchTest(of: scale, by: factor, comparing: pair, in: sample, confidence: confidence).difference
    }
  }

  /// The scores of a codebook's scale under several rules.
  ///
  /// - Parameters:
  ///   - scale: The name of the scale, whose own rule comes first.
  ///   - rules: The other rules; where there are none, those of `MissingRule.common(for:)`.
  ///   - responses: The respondents.
  /// - Throws: `InputError` for a scale that does not exist or has faults, or for a rule that it cannot
  ///   follow.
  public init(
    of scale: String, under rules: [MissingRule] = [], in responses: Codebook.Responses
  ) throws(InputError) {
    self = try RuleComparison(scale, rules, responses).sensitivity(concluding: nil, nullValue: 0) { _ in nil }
  }

  /// The scores of a codebook's scale and a conclusion from them under several rules.
  ///
  /// - Parameters:
  ///   - scale: The name of the scale, whose own rule comes first.
  ///   - rules: The other rules; where there are none, those of `MissingRule.common(for:)`.
  ///   - responses: The respondents.
  ///   - name: What is concluded, for print.
  ///   - nullValue: The value that says "nothing": 0 for a difference, 1 for a ratio.
  ///   - conclusion: Draws the conclusion from the scores under one of the rules.
  /// - Throws: `InputError` as for a typed scale.
  public init(
    of scale: String, under rules: [MissingRule] = [], in responses: Codebook.Responses,
    concluding name: String, nullValue: Double = 0,
    _ conclusion: (Observations) throws(InputError) -> Estimate
  ) throws(InputError) {
    self = try RuleComparison(scale, rules, responses).sensitivity(
      concluding: name, nullValue: nullValue
    ) { definition throws(InputError) in try conclusion(responses.scores(of: definition)) }
  }
}
