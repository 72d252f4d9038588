import SurveyInference
import SurveyInstruments
import SurveyVocabulary

extension ItemAnswers {
  /// The keyed answers to the items of a scale in a sample, gaps included.
  ///
  /// - Throws: `InputError` with the faults of the scale.
  public init<R>(of scale: Scale<R>, in sample: Sample<R>) throws(InputError) {
    try throwFirst(of: scale.faults)
    var items: [Item] = []
    for item in scale.items {
      // The scale of one item scores each answer by its key and the rescaling.
      let single = Scale<R>(scale.name, rescaling: scale.rescaling) { item }
      items.append(try Item(sample.values(of: single), item.name, item.kind, item.keyed, scale.rescaling))
    }
    try self.init(items, name: scale.name)
  }

  /// The keyed answers to the items of a scale of a codebook, gaps included.
  ///
  /// - Throws: `InputError` for a scale that does not exist or has faults.
  public init(of scale: String, in responses: Codebook.Responses) throws(InputError) {
    let definition = try responses.codebook.definition(of: responses.codebook.scale(named: scale))
    try throwFirst(of: definition.faults)
    var items: [Item] = []
    for item in definition.items {
      let single = ScaleDefinition(definition.name, items: [item], rescaling: definition.rescaling)
      items.append(
        try Item(responses.scores(of: single), item.column, item.kind, item.keyed, definition.rescaling))
    }
    try self.init(items, name: definition.name)
  }
}

extension ItemAnswers.Item {
  /// The scores of a scale of one item.
  fileprivate init(
    _ observed: Observations, _ name: String, _ kind: ColumnKind, _ keyed: Keying, _ rescaling: Rescaling
  ) throws(InputError) {
    let declared = kind.scoreRange ?? (0, 1)
    let (low, high) = rescaling == .percentOfRange ? (0, 100) : declared
    var options: [Double]?
    if case .answers(let levels) = kind {
      options = levels.map { level in
        let score = Double(level.value)
        let value = keyed == .negative ? declared.minimum + declared.maximum - score : score
        return rescaling == .percentOfRange
          ? 100 * (value - declared.minimum) / (declared.maximum - declared.minimum) : value
      }
    }
    // A reversed rating can miss an end of its range by rounding, on either side.
    let reach = 1e-12 * (high - low)
    let answers = observed.values.map { answer in
      answer.map { $0 < low + reach ? low : $0 > high - reach ? high : $0 }
    }
    try self.init(name, answers, in: low...high, options: options, absent: observed.reasons)
  }
}

extension ItemStatistics {
  /// The statistics of the items of a scale in a sample, keyed.
  ///
  /// - Throws: `InputError` as for answers, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, extremes: Double = 0.27, shape: ShapeDefinition = .two
  ) throws(InputError) {
    self = try ItemStatistics(ItemAnswers(of: scale, in: sample), extremes: extremes, shape: shape)
      .after(sample.cases)
  }

  /// The statistics of the items of a scale of a codebook, keyed.
  ///
  /// - Throws: `InputError` as for answers, or for a scale that does not exist or has faults.
  public init(
    of scale: String, in responses: Codebook.Responses, extremes: Double = 0.27,
    shape: ShapeDefinition = .two
  ) throws(InputError) {
    self = try ItemStatistics(ItemAnswers(of: scale, in: responses), extremes: extremes, shape: shape)
      .after(responses.cases)
  }
}

extension InterItemCorrelations {
  /// The correlations of the keyed items of a scale in a sample.
  ///
  /// - Throws: `InputError` as for answers, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, kind: Kind = .pearson, rule: CaseRule = .listwise
  ) throws(InputError) {
    self = try InterItemCorrelations(ItemAnswers(of: scale, in: sample), kind: kind, rule: rule)
      .after(sample.cases)
  }

  /// The correlations of the keyed items of a scale of a codebook.
  ///
  /// - Throws: `InputError` as for answers, or for a scale that does not exist or has faults.
  public init(
    of scale: String, in responses: Codebook.Responses, kind: Kind = .pearson, rule: CaseRule = .listwise
  ) throws(InputError) {
    self = try InterItemCorrelations(ItemAnswers(of: scale, in: responses), kind: kind, rule: rule)
      .after(responses.cases)
  }

  /// The correlations of keyed answers, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays.
  public init(_ items: ItemMatrix, kind: Kind = .pearson) throws(InputError) {
    self = try items.find { columns, names throws(InputError) in
      try InterItemCorrelations(columns, names: names, kind: kind)
    }
  }
}

extension Finding {
  /// The finding with those in its ledger who were left out before.
  fileprivate func after(_ earlier: CaseLedger) -> Self {
    with(cases: CaseLedger(used: cases.used, exclusions: earlier.exclusions + cases.exclusions))
  }
}
