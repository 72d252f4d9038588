import SurveyVocabulary

// The methods for several groups, with the groups given by a label for each score.

extension TukeyKramer {
  /// The Tukey-Kramer comparisons of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), confidence: confidence)
  }
}

extension GamesHowell {
  /// The Games-Howell comparisons of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), confidence: confidence)
  }
}

extension DunnettTest {
  /// The comparisons with a control of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    against control: String? = nil, alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), against: control, alternative: alternative,
      confidence: confidence)
  }
}

extension DunnTest {
  /// Dunn's comparisons of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    adjustment: PAdjustment = .holm
  ) throws(InputError) {
    try self.init(ScoreGroups(scores, by: labels, levels: levels), adjustment: adjustment)
  }
}

extension ScheffeTest {
  /// Scheffé's comparisons of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    contrasts: [GroupContrast] = [], confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), contrasts: contrasts, confidence: confidence)
  }
}

extension PlannedContrasts {
  /// The planned contrasts of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    contrasts: [GroupContrast], variances: PairwiseTTests.Variances = .separate,
    adjustment: PAdjustment = .none, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), contrasts: contrasts, variances: variances,
      adjustment: adjustment, confidence: confidence)
  }
}

extension PairwiseTTests {
  /// The pairwise t tests of groups given by a label for each score; the other arguments are those for arrays.
  ///
  /// `levels` are all groups in their order, the sorted labels where none are given.
  ///
  /// - Throws: `InputError` as for arrays, or if scores and labels do not fit.
  public init(
    _ scores: some Collection<Double>, by labels: some Collection<String>, levels: [String]? = nil,
    variances: Variances = .separate, adjustment: PAdjustment = .holm, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      ScoreGroups(scores, by: labels, levels: levels), variances: variances, adjustment: adjustment,
      confidence: confidence)
  }
}
