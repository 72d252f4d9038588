import SurveyInference
import SurveyInstruments
import SurveyVocabulary

// Tests and effect sizes of the changes between two waves of a panel: later minus earlier.

extension SignTest {
  /// The sign test of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    ties: TieRule = .dropped, tieTolerance: Double = 0, alternative: Alternative = .twoSided,
    confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try SignTest(
        later, against: earlier, ties: ties, tieTolerance: tieTolerance, alternative: alternative,
        confidence: confidence)
    }
  }
}

extension SignFlipTest {
  /// The sign-flip test of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1), tieTolerance: Double = 1e-12,
    alternative: Alternative = .twoSided, twoSided: TwoSidedDefinition = .distance, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try SignFlipTest(
        later, against: earlier, method: method, tieTolerance: tieTolerance, alternative: alternative,
        twoSided: twoSided, confidence: confidence)
    }
  }
}

extension CohensDav {
  /// The average-variance d of pairs of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    denominator: Denominator = .rootMeanVariance, alternative: Alternative = .twoSided,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try CohensDav(
        later, against: earlier, denominator: denominator, alternative: alternative, bootstrap: bootstrap,
        confidence: confidence)
    }
  }
}

/// A standardized difference of pairs with no choice but side, bootstrap and level of its interval.
public protocol PairedEffect: Finding {
  /// The effect of pairs, values minus baseline.
  init(
    _ values: some Collection<Double>, against baseline: some Collection<Double>, alternative: Alternative,
    bootstrap: BootstrapPlan?, confidence: Double
  ) throws(InputError)
}

extension CohensDz: PairedEffect {}
extension CohensDrm: PairedEffect {}
extension BeckersDb: PairedEffect {}

extension PairedEffect {
  /// The effect of a variable between two waves.
  ///
  /// - Throws: `InputError` as for arrays, or if a wave does not exist.
  public init<R>(
    of variable: some VariableConvertible<R>, in panel: Panel<R>, from first: Int = 0, to second: Int = 1,
    alternative: Alternative = .twoSided, bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    self = try panel.pairs(of: variable, from: first, to: second).find { later, earlier throws(InputError) in
      try Self(
        later, against: earlier, alternative: alternative, bootstrap: bootstrap, confidence: confidence)
    }
  }
}
