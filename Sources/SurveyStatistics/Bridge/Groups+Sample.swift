import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// The methods for several groups of a sample: a variable by the levels of a factor. Respondents without a value or
// a level are in the ledger, and so are those of other levels where `levels` are named.

/// The values of a variable in the groups of a sample, with names and ledger.
struct SeveralGroups {
  let subject: String
  let groups: ScoreGroups
  let cases: CaseLedger

  init<R, V: FactorValue>(
    _ variable: some VariableConvertible<R>, _ path: KeyPath<R, V> & Sendable, _ named: [V.Level]?,
    _ sample: Sample<R>
  ) throws(InputError) {
    let all = Array(V.Level.allCases)
    let levels = named ?? all
    let name = R.questionnaire.name(of: path) ?? "group"
    for (index, level) in levels.enumerated() {
      guard all.contains(level) else {
        throw .unknownName(level.label, among: all.map(\.label), subject: name)
      }
      guard !levels[..<index].contains(level) else {
        throw InputError(.definition, name, "the level \(level.label) is named twice")
      }
    }
    let chosen =
      named == nil
      ? sample
      : sample.excluding("in another group") { respondent in
        respondent[keyPath: path].level.map { !levels.contains($0) } ?? false
      }
    let complete = try chosen.complete([variable.variable], by: [chosen.groups(by: path)])
    let parts = complete.values(ofVariable: 0, byGrouping: 0)
    let places = levels.map { level in all.firstIndex(of: level) ?? 0 }
    subject = variable.variable.name
    groups = ScoreGroups(
      places.map { parts.indices.contains($0) ? parts[$0] : [] }, names: levels.map(\.label))
    cases = complete.cases
  }

  /// Makes a finding of the groups, with their names in the finding and the variable's in its errors.
  func find<F: Finding>(_ make: (_ groups: ScoreGroups) throws(InputError) -> F) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make(groups)
      finding.context = DataContext(subject: subject, parts: groups.names, cases: cases)
      return finding
    } catch {
      throw InputError(error.code, "\(subject), \(error.subject)", error.problem, remedy: error.remedy)
    }
  }
}

extension OneWayANOVA {
  /// The one-way analysis of variance of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, confidence: Double = 0.90
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try OneWayANOVA(groups, confidence: confidence)
    }
  }
}

extension WelchANOVA {
  /// Welch's analysis of variance of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, confidence: Double = 0.90
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try WelchANOVA(groups, confidence: confidence)
    }
  }
}

extension BrownForsytheANOVA {
  /// Brown and Forsythe's analysis of variance of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try BrownForsytheANOVA(groups)
    }
  }
}

extension KruskalWallisTest {
  /// Kruskal and Wallis's test of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, method: NullDistributionMethod = .asymptotic, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try KruskalWallisTest(groups, method: method, bootstrap: bootstrap, confidence: confidence)
    }
  }
}

extension JonckheereTerpstraTest {
  /// The test of Jonckheere and Terpstra of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, alternative: Alternative = .twoSided, method: NullDistributionMethod = .asymptotic,
    twoSided: TwoSidedDefinition = .distance, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try JonckheereTerpstraTest(
        groups, alternative: alternative, method: method, twoSided: twoSided, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

extension PermutationF {
  /// The permutation test of F of a variable between the groups of a sample; `levels` chooses and orders the groups.
  ///
  /// - Throws: `InputError` as for arrays, with the variable named.
  public init<R, V: FactorValue>(
    of variable: some VariableConvertible<R>, by factor: KeyPath<R, V> & Sendable, levels: [V.Level]? = nil,
    in sample: Sample<R>, method: Method = .monteCarlo(permutations: 9_999, seed: 1)
  ) throws(InputError) {
    self = try SeveralGroups(variable, factor, levels, sample).find { groups throws(InputError) in
      try PermutationF(groups, method: method)
    }
  }
}
