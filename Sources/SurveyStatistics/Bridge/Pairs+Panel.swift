import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Comparisons of two waves of a panel: later minus earlier. Respondents who are not in both waves or
// lack a score in one are in the ledger.

extension PairedObservations {
  /// Makes a finding of the later against the earlier wave, with the names of variable and waves.
  func find<F: Finding>(
    _ make: (_ later: [Double], _ earlier: [Double]) throws(InputError) -> F
  ) throws(InputError) -> F {
    do throws(InputError) {
      var finding = try make(second, first)
      finding.context = DataContext(subject: names.first, parts: waves.reversed(), cases: cases)
      return finding
    } catch {
      throw InputError(error.code, names.first ?? error.subject, error.problem, remedy: error.remedy)
    }
  }
}

extension PairedTTest {
  /// The paired t test of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try PairedTTest(later, against: earlier, alternative: alternative, confidence: confidence)
    }
  }
}

extension SignedRankTest {
  /// The signed-rank test of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    zeros: ZeroRule = .pratt, method: Method = .exact, tieTolerance: Double = 0,
    alternative: Alternative = .twoSided, twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try SignedRankTest(
        later, against: earlier, zeros: zeros, method: method, tieTolerance: tieTolerance,
        alternative: alternative, twoSided: twoSided, confidence: confidence)
    }
  }
}

extension ChangeCorrelation {
  /// The correlation of the changes of two variables between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, with other: some VariableConvertible<R>, in panel: Panel<R>,
    from first: Int = 0, to second: Int = 1, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let pairs = try panel.pairs(of: [variable.variable, other.variable], from: first, to: second)
    self = try ChangeCorrelation(
      pairs.secondColumns[0], since: pairs.firstColumns[0], with: pairs.secondColumns[1],
      since: pairs.firstColumns[1], alternative: alternative, confidence: confidence)
    context = DataContext(parts: pairs.names, cases: pairs.cases)
  }
}
