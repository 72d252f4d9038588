import SurveyVocabulary

// The tests of spread and Mood's test of several groups, with the groups given by a label for each score.

extension LeveneTest {
  /// Levene's test of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    center: Center = .median, confidence: Double = 0.90
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), center: center, confidence: confidence)
  }
}

extension BartlettTest {
  /// Bartlett's test of groups given by a label for each score.
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

extension FlignerKilleenTest {
  /// Fligner and Killeen's test of groups given by a label for each score; the other arguments are those for arrays.
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

extension MoodMedianTest {
  /// Mood's median test of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    ties: TieRule = .below, method: Method = .exact(), interval: RiskDifferenceInterval = .mee,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), ties: ties, method: method, interval: interval,
      confidence: confidence)
  }
}
