import SurveyInference
import SurveyInstruments
import SurveyModels
import SurveyVocabulary

// Findings about several variables of one sample at once. Respondents who lack a value are in the ledger.

extension CorrelationMatrix {
  /// The correlations of several scales or variables of a sample.
  ///
  /// ```swift
  /// try CorrelationMatrix(of: [Variable(Client.trust), Variable(Client.mood), Variable(\.age)], in: survey)
  /// ```
  ///
  /// - Parameters:
  ///   - variables: The variables.
  ///   - sample: The respondents.
  ///   - kind: Pearson's or Spearman's correlations.
  ///   - rule: The respondents with all variables, or for each pair those with both.
  ///   - adjustment: How the p-values are adjusted for their number.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variables: [Variable<R>], in sample: Sample<R>, kind: Kind = .pearson, rule: CaseRule = .listwise,
    adjustment: PAdjustment = .holm, confidence: Double = 0.95
  ) throws(InputError) {
    var columns: [[Double?]] = []
    for variable in variables { columns.append(try sample.values(of: variable).values) }
    self = try CorrelationMatrix(
      columns, names: variables.map(\.name), kind: kind, rule: rule, adjustment: adjustment,
      confidence: confidence)
    context.cases =
      rule == .listwise
      ? try sample.complete(variables).cases
      : CaseLedger(
        used: context.cases.used, exclusions: sample.cases.exclusions + context.cases.exclusions)
  }
}

extension DependentCorrelations {
  /// Compares the correlations of one variable of a sample with two others, over the respondents who have all three.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of shared: some VariableConvertible<R>, with first: some VariableConvertible<R>,
    against second: some VariableConvertible<R>, in sample: Sample<R>, method: Method = .williams,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let complete = try sample.complete([shared.variable, first.variable, second.variable])
    self = try DependentCorrelations(
      of: complete.columns[0], with: complete.columns[1], against: complete.columns[2], method: method,
      alternative: alternative, confidence: confidence)
    context.subject = complete.names[0]
    context.parts = Array(complete.names.dropFirst())
    context.cases = complete.cases
  }
}

extension MaxTAdjustment {
  /// Welch's tests of several outcomes between two groups of a sample, adjusted together, over the respondents who
  /// have all outcomes and a level.
  ///
  /// - Parameters:
  ///   - outcomes: The outcomes.
  ///   - factor: The factor, whose levels are compared in the order of their declaration.
  ///   - pair: The two levels to compare, where the factor has more.
  ///   - sample: The respondents.
  ///   - alternative: The side on which differences are looked for.
  ///   - method: All divisions, or random ones.
  /// - Throws: `InputError` as for arrays, or if the factor needs a pair.
  public init<R, V: FactorValue>(
    of outcomes: [Variable<R>], by factor: KeyPath<R, V> & Sendable,
    comparing pair: (V.Level, V.Level)? = nil,
    in sample: Sample<R>, alternative: Alternative = .twoSided,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1)
  ) throws(InputError) {
    let (one, other) = try TwoGroups.pair(factor, pair)
    let chosen = sample.excluding("in another group") { respondent in
      respondent[keyPath: factor].level.map { $0 != one && $0 != other } ?? false
    }
    let complete = try chosen.complete(outcomes, by: [chosen.groups(by: factor)])
    let levels = Array(V.Level.allCases)
    func part(_ level: V.Level) -> [[Double]] {
      outcomes.indices.map { index in
        let parts = complete.values(ofVariable: index, byGrouping: 0)
        let place = levels.firstIndex(of: level) ?? 0
        return parts.indices.contains(place) ? parts[place] : []
      }
    }
    self = try MaxTAdjustment(
      part(one), against: part(other), names: outcomes.map(\.name), alternative: alternative, method: method)
    context.subject = "\(one.label) - \(other.label)"
    context.cases = complete.cases
  }
}

extension MardiaTest {
  /// Mardia's test of the keyed items of a scale in a sample, over the respondents who answered every item.
  ///
  /// - Throws: `InputError` as for arrays, or with the faults of the scale.
  public init<R>(
    of scale: Scale<R>, in sample: Sample<R>, denominator: Denominator = .count
  ) throws(InputError) {
    self = try scale.itemMatrix(in: sample).find { columns, names throws(InputError) in
      try MardiaTest(columns, names: names, denominator: denominator)
    }
  }

  /// Mardia's test of several variables of a sample, over the respondents who have them all.
  ///
  /// - Throws: `InputError` as for arrays.
  public init<R>(
    of variables: [Variable<R>], in sample: Sample<R>, denominator: Denominator = .count
  ) throws(InputError) {
    let complete = try sample.complete(variables)
    self = try MardiaTest(complete.columns, names: complete.names, denominator: denominator)
    context.cases = complete.cases
  }
}
