import SurveyStatistics

/// Participants beside non-participants on one outcome, by several tests.
struct Comparison: Sendable {
  let outcome: String
  let participants: [Double]
  let nonParticipants: [Double]
  /// The cases of the comparison.
  let cases: CaseLedger
  /// The difference in means; the variances may differ.
  let welch: WelchTest?
  /// The exact rank-sum test, which takes both groups to have one distribution under the null hypothesis.
  let mannWhitney: MannWhitneyTest?
  /// The rank test that lets the groups differ in spread.
  let brunnerMunzel: BrunnerMunzelTest?
  /// Welch's t against random divisions of the same people.
  let permutation: PermutationTest?
  /// How often a participant stands above a non-participant.
  let superiority: ProbabilityOfSuperiority?
  /// What could not be computed, and why.
  let warnings: [String]

  init(_ scale: Scale<Applicant>, in sample: Sample<Applicant>, seed: UInt64) throws(InputError) {
    let complete = try sample.complete([scale.variable], by: [sample.groups(by: \.status)])
    let groups = complete.values()
    var refusals = Refusals(scale.name)
    welch = refusals.attempt("Welch's test") { () throws(InputError) in
      try WelchTest(of: scale, by: \.status, in: sample)
    }
    mannWhitney = refusals.attempt("Mann-Whitney test") { () throws(InputError) in
      try MannWhitneyTest(of: scale, by: \.status, in: sample)
    }
    brunnerMunzel = refusals.attempt("Brunner-Munzel test") { () throws(InputError) in
      try BrunnerMunzelTest(of: scale, by: \.status, in: sample)
    }
    permutation = refusals.attempt("permutation test") { () throws(InputError) in
      try PermutationTest(
        of: scale, by: \.status, in: sample,
        method: .monteCarlo(permutations: SelectionStudy.permutations, seed: seed))
    }
    superiority = refusals.attempt("probability of superiority") { () throws(InputError) in
      try ProbabilityOfSuperiority(of: scale, by: \.status, in: sample)
    }
    outcome = scale.name
    participants = groups[0]
    nonParticipants = groups[1]
    cases = complete.cases
    warnings = refusals.warnings
  }
}
