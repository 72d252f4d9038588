import SurveyVocabulary

// The methods for several groups, with the groups given by a label for each score.

extension OneWayANOVA {
  /// The one-way analysis of variance of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    confidence: Double = 0.90
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), confidence: confidence)
  }
}

extension WelchANOVA {
  /// Welch's analysis of variance of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    confidence: Double = 0.90
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), confidence: confidence)
  }
}

extension BrownForsytheANOVA {
  /// Brown and Forsythe's analysis of variance of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels))
  }
}

extension KruskalWallisTest {
  /// Kruskal and Wallis's test of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    method: NullDistributionMethod = .asymptotic
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), method: method)
  }
}

extension JonckheereTerpstraTest {
  /// The test of Jonckheere and Terpstra of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in the order of the supposed trend, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    alternative: Alternative = .twoSided, method: NullDistributionMethod = .asymptotic,
    twoSided: TwoSidedDefinition = .distance
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), alternative: alternative, method: method,
      twoSided: twoSided)
  }
}

extension PermutationF {
  /// The permutation test of F of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    method: Method = .monteCarlo(permutations: 9_999, seed: 1)
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), method: method)
  }
}
