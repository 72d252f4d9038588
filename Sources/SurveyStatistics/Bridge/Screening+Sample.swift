import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Indices of careless answering of a sample. Items are those of the scales, each once, in the order of the
// questionnaire and with answers as they were given; only the even-odd consistency reverses by the keys.

extension LongString {
  /// The longest runs of equal answers to the items of scales.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of scales: [Scale<R>], in sample: Sample<R>, flagging rule: FlagRule? = nil
  ) throws(InputError) {
    let asked = try AskedItems(of: scales, in: sample)
    try self.init(asked.columns, flagging: rule, respondents: sample.ids)
    context = context.screening(asked, after: sample.cases)
  }
}

extension IntraindividualVariability {
  /// The spread of each respondent's answers across the items of scales.
  ///
  /// - Throws: `InputError` as for arrays, with the faults of a scale, or if items have different ranges.
  public init<R>(
    of scales: [Scale<R>], in sample: Sample<R>, flagging rule: FlagRule = .never
  ) throws(InputError) {
    let asked = try AskedItems(of: scales, in: sample)
    if let first = asked.ranges.first, let other = asked.ranges.firstIndex(where: { $0 != first }) {
      throw InputError(
        .definition, asked.names[other], "has another range than \(asked.names[0])",
        remedy: "take scales of one range")
    }
    try self.init(asked.columns, flagging: rule, respondents: sample.ids)
    context = context.screening(asked, after: sample.cases)
  }
}

extension PsychometricSynonyms {
  /// The consistency over pairs of items of scales.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of scales: [Scale<R>], in sample: Sample<R>, kind: Kind = .synonyms, critical: Double = 0.6,
    flagging rule: FlagRule? = nil
  ) throws(InputError) {
    let asked = try AskedItems(of: scales, in: sample)
    try self.init(
      asked.columns, kind: kind, critical: critical, flagging: rule, respondents: sample.ids)
    context = context.screening(asked, after: sample.cases)
  }
}

extension MahalanobisDistances {
  /// The squared distances over the items of scales.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of scales: [Scale<R>], in sample: Sample<R>, flaggingBeyond tail: Double? = 0.001
  ) throws(InputError) {
    let asked = try AskedItems(of: scales, in: sample)
    try self.init(
      asked.columns, names: asked.names, flaggingBeyond: tail, respondents: sample.ids)
    context = context.screening(asked, after: sample.cases)
  }
}

extension EvenOddConsistency {
  /// The consistency of the halves of scales, each item counted from 0 to 100 of its range after its key.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of a scale.
  public init<R>(
    of scales: [Scale<R>], in sample: Sample<R>, flagging rule: FlagRule = .atMost(0.3)
  ) throws(InputError) {
    var keyed: [[[Double?]]] = []
    var names: [String] = []
    for scale in scales {
      let asked = try AskedItems(of: [scale], in: sample)
      let keys = Dictionary(scale.items.map { ($0.name, $0.keyed) }) { first, _ in first }
      keyed.append(
        zip(zip(asked.names, asked.ranges), asked.columns).map { item, answers in
          let (low, high) = item.1
          return answers.map { answer in
            answer.map { 100 * ((keys[item.0] == .negative ? high - $0 : $0 - low) / (high - low)) }
          }
        })
      names.append(scale.name)
    }
    try self.init(keyed, flagging: rule, respondents: sample.ids)
    context.parts = names
    context.cases = context.cases.following(sample.cases)
  }
}

extension ResponseTimes {
  /// The times of a sample.
  ///
  /// - Parameters:
  ///   - seconds: The variable that holds each respondent's time for all items together, in seconds.
  ///   - items: The number of items on the page or in the questionnaire.
  ///   - sample: The sample.
  ///   - rule: Who is flagged.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of seconds: some VariableConvertible<R>, items: Int, in sample: Sample<R>,
    flagging rule: FlagRule = .atMost(2)
  ) throws(InputError) {
    try self.init(
      sample.values(of: seconds).values, items: items, flagging: rule, respondents: sample.ids)
    context.subject = seconds.variable.name
    context.cases = context.cases.following(sample.cases)
  }
}

extension Sample {
  /// The sample without the respondents whom at least so many indices of a screen flag.
  ///
  /// - Throws: `InputError` if the screen is of other respondents, or the number of flags is below one.
  public func excluding(
    _ screen: CarelessnessScreen, flaggedByAtLeast count: Int
  ) throws(InputError) -> Sample {
    guard screen.respondents == ids else {
      throw InputError(
        .definition, "screen", "its respondents are not those of the sample",
        remedy: "screen the sample from which they are to be left out")
    }
    guard count >= 1 else {
      throw .outOfRange("number of flags", value: Double(count), allowed: "a number of at least 1")
    }
    let flagged = Set(screen.flagged(byAtLeast: count).map { ids[$0] })
    return excluding("flagged by at least \(count) of \(screen.indices.count) screening indices") {
      flagged.contains($0.id)
    }
  }
}

extension ExclusionEffect {
  /// One method with all respondents of a sample and with those who remain.
  ///
  /// - Parameters:
  ///   - remaining: The sample without those who were left out.
  ///   - all: The sample with them.
  ///   - method: The method, for a sample.
  /// - Throws: `InputError` as the method does, or if its report has no estimate.
  public init<R, F: Finding>(
    _ remaining: Sample<R>, against all: Sample<R>,
    of method: (Sample<R>) throws(InputError) -> F
  ) throws(InputError) {
    let (first, second) = (try method(all), try method(remaining))
    try self.init(second, against: first)
  }
}

extension DataContext {
  /// The context with the names of the items and the cases of the sample.
  fileprivate func screening(_ asked: AskedItems, after earlier: CaseLedger) -> DataContext {
    DataContext(subject: subject, parts: asked.names, cases: cases.following(earlier))
  }
}

extension CaseLedger {
  /// The ledger after an earlier one: its exclusions come first.
  fileprivate func following(_ earlier: CaseLedger) -> CaseLedger {
    CaseLedger(used: used, exclusions: earlier.exclusions + exclusions)
  }
}
