import SurveyInference
import SurveyInstruments
import SurveyVocabulary

/// A scale, typed or a codebook's, under rules that each score otherwise.
struct RuleComparison<Subject> {
  private let name: String
  private let itemCount: Int
  private let score: ScoreRule
  private let rules: [(rule: MissingRule, needed: Int)]
  /// The keyed answers times the weights of the items, one array to an item; NaN where there is none.
  private let answers: [[Double]]
  /// The cases under the scale's own rule.
  private let cases: CaseLedger
  /// The scale under a rule.
  private let subject: (MissingRule, ScoreRule) -> Subject
  /// The scores by it.
  private let scores: (Subject) throws(InputError) -> Observations

  private init(
    _ definition: ScaleDefinition, _ rules: [MissingRule], answers: [[Double]],
    subject: @escaping (MissingRule, ScoreRule) -> Subject,
    scores: @escaping (Subject) throws(InputError) -> Observations
  ) throws(InputError) {
    name = definition.name
    itemCount = definition.items.count
    score = definition.score
    self.rules = try Self.distinct(definition, rules)
    self.answers = answers
    self.subject = subject
    self.scores = scores
    cases = try scores(subject(definition.missing, definition.score)).cases
  }

  /// The scale's own rule and those after it that need another number of items, or of those shown.
  private static func distinct(
    _ scale: ScaleDefinition, _ rules: [MissingRule]
  ) throws(InputError) -> [(rule: MissingRule, needed: Int)] {
    guard rules.count <= 1_000 else {
      throw .infeasible("rules", "\(rules.count) of them", remedy: "weigh at most 1,000")
    }
    let items = scale.items.count
    var kept: [(rule: MissingRule, needed: Int)] = []
    var neededByShown: [[Int]?] = []
    for rule in [scale.missing] + (rules.isEmpty ? MissingRule.common(for: items) : rules) {
      guard let needed = rule.needed(of: items), needed > 0 else {
        throw InputError(
          .definition, "scale \(scale.name)", "no score can follow from \"\(rule.words)\" of \(items)")
      }
      let byShown = rule.neededByShown(of: items)
      let isKnown = kept.indices.contains { kept[$0].needed == needed && neededByShown[$0] == byShown }
      guard !isKnown else { continue }
      kept.append((rule, needed))
      neededByShown.append(byShown)
    }
    return kept
  }

  func sensitivity(
    concluding conclusion: String?, nullValue: Double,
    _ conclude: (Subject) throws(InputError) -> Estimate?
  ) throws(InputError) -> MissingRuleSensitivity {
    guard nullValue.isFinite else {
      throw .outOfRange("null value", value: nullValue, allowed: "a finite number")
    }
    var lines: [MissingRuleSensitivity.Line] = []
    for (rule, needed) in rules { lines.append(try line(rule, needed, conclude)) }
    if conclusion != nil, lines.allSatisfy({ $0.conclusion == nil }), let problem = lines.first?.problem {
      throw problem
    }
    return MissingRuleSensitivity(
      lines: lines, conclusion: conclusion, nullValue: nullValue, itemCount: itemCount,
      isProrated: score == .sum && rules.contains { $0.rule.toleratesGaps(of: itemCount) },
      context: DataContext(subject: name, parts: [], cases: cases))
  }

  private func line(
    _ rule: MissingRule, _ needed: Int, _ conclude: (Subject) throws(InputError) -> Estimate?
  ) throws(InputError) -> MissingRuleSensitivity.Line {
    let scale = subject(rule, rule.toleratesGaps(of: itemCount) && score == .sum ? .proratedSum : score)
    let values = try scores(scale).values
    let rows = values.indices.filter { values[$0] != nil }
    let moments = rows.isEmpty ? nil : try Moments(values.compactMap { $0 })
    var (estimate, problem): (Estimate?, InputError?) = (nil, nil)
    do throws(InputError) {
      estimate = try conclude(scale)
      if let value = estimate?.value, !value.isFinite {
        (estimate, problem) = (nil, InputError(.notFinite, "conclusion", "is \(value)"))
      }
    } catch {
      problem = error
    }
    return .init(
      rule: rule, needed: needed, scored: rows.count, mean: moments?.mean,
      standardDeviation: moments?.standardDeviation, alpha: PairwiseAlpha.value(answers, rows: rows),
      conclusion: estimate, problem: problem)
  }
}

// Bands are names for the scores of one rule, and are left away.

extension RuleComparison {
  init<R>(_ scale: Scale<R>, _ rules: [MissingRule], _ sample: Sample<R>) throws(InputError)
  where Subject == Scale<R> {
    let bare = scale.banded([])
    try self.init(
      bare.definition, rules, answers: bare.weightedAnswers(of: sample),
      subject: { bare.changed(missing: $0, score: $1) },
      scores: { scale throws(InputError) in try scale.scores(in: sample) })
  }
}

extension RuleComparison where Subject == ScaleDefinition {
  init(_ scale: String, _ rules: [MissingRule], _ responses: Codebook.Responses) throws(InputError) {
    let codebook = responses.codebook
    let own = try codebook.definition(of: codebook.scale(named: scale)).changed(bands: [])
    try self.init(
      own, rules, answers: responses.weightedAnswers(of: own),
      subject: { own.changed(missing: $0, score: $1) },
      scores: { definition throws(InputError) in try responses.scores(of: definition) })
  }
}
