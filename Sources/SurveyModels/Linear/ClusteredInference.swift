import SurveyVocabulary

extension LinearCombination {
  /// Sums coefficients of a regression of clustered cases.
  ///
  /// With CR2 the degrees of freedom are Satterthwaite's of this sum (Bell & McCaffrey 2002), with the other
  /// estimators the number of clusters less one.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - alternative: The side on which a departure is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for other regressions, and if one cluster alone determines the sum.
  public init(
    of regression: ClusteredRegression, _ weights: [String: Double], equals value: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let sums = regression.sums
    let contrast = try sums.contrast(weights)
    let sum = sums.sum(contrast)
    let own = try ClusterScores(regression.regression, codes: regression.codes, regression.estimator)
      .degreesOfFreedom(of: contrast)
    guard let own else { throw .noVarianceOfSum }
    guard sum.error * sum.error > 0, sum.error > 0 else {
      throw InputError(.outOfRange, "weights", "the variance of the sum is zero", remedy: "rescale them")
    }
    try self.init(
      of: sums, contrast, value: sum.value, standardError: sum.error,
      degreesOfFreedom: regression.estimator == .cr2 ? own : Double(regression.clusterCount - 1),
      equals: value, alternative: alternative, confidence: confidence, context: regression.context)
  }

  /// Sums coefficients of a regression of cases in clusters of several kinds.
  ///
  /// The degrees of freedom are the fewest clusters of a kind less one. Where the matrix gives the sum no
  /// variance above zero, there is neither standard error nor test.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - weights: The weight of each coefficient by its name; the others have none.
  ///   - value: The value that the sum is tested against.
  ///   - alternative: The side on which a departure is looked for.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` as for other regressions.
  public init(
    of regression: MultiwayClusteredRegression, _ weights: [String: Double], equals value: Double = 0,
    alternative: Alternative = .twoSided, confidence: Double = 0.95
  ) throws(InputError) {
    let sums = regression.sums
    let contrast = try sums.contrast(weights)
    let sum = sums.sum(contrast)
    try self.init(
      of: sums, contrast, value: sum.value, standardError: sum.error > 0 ? sum.error : nil,
      degreesOfFreedom: regression.degreesOfFreedom, equals: value, alternative: alternative,
      confidence: confidence, context: regression.context)
  }
}

extension JointTest {
  /// Tests that coefficients of a regression of clustered cases are all zero.
  ///
  /// With CR2 Wald's statistic is compared with Hotelling's T² (AHT of Pustejovsky & Tipton 2018), with the
  /// other estimators its share of each restriction with F on q and G - 1 degrees of freedom, for q restrictions
  /// and G clusters.
  ///
  /// - Throws: `InputError` if no coefficient is named, one is unknown or named twice, there are not more
  ///   clusters than restrictions, or the clusters tell too little for so many restrictions.
  public init(of regression: ClusteredRegression, _ names: [String]) throws(InputError) {
    try self.init(of: regression, sums: names.map { [$0: 1] }, words: names)
  }

  /// Tests that weighted sums of coefficients of a regression of clustered cases are all zero.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - sums: For each sum the weights of coefficients by their names.
  /// - Throws: `InputError` as for coefficients, and if one sum follows from the others.
  public init(of regression: ClusteredRegression, sums: [[String: Double]]) throws(InputError) {
    try self.init(of: regression, sums: sums, words: Self.words(sums))
  }

  private init(
    of regression: ClusteredRegression, sums: [[String: Double]], words: [String]
  ) throws(InputError) {
    let all = regression.sums
    let contrasts = try all.contrasts(sums)
    let q = Double(contrasts.count)
    try Self.check(contrasts.count, clusters: regression.clusterCount)
    guard let f = try all.wald(contrasts) else { throw .noVariance }
    guard regression.estimator == .cr2 else {
      self.init(
        f, contrasts.count, denominator: Double(regression.clusterCount - 1), hotelling: nil, words: words,
        errors: all.errors, context: regression.context)
      return
    }
    let scores = try ClusterScores(regression.regression, codes: regression.codes, regression.estimator)
    guard let freedom = try scores.hotellingDegreesOfFreedom(of: contrasts) else { throw .noVariance }
    guard freedom - q + 1 > 0 else {
      throw .infeasible(
        "restrictions",
        "Hotelling's T² would have \(plainNumber(freedom)) degrees of freedom for \(contrasts.count) of them",
        remedy: "test fewer at once, or by a wild cluster bootstrap each")
    }
    self.init(
      f * ((freedom - q + 1) / freedom), contrasts.count, denominator: freedom - q + 1, hotelling: freedom,
      words: words, errors: all.errors, context: regression.context)
  }

  /// Tests that coefficients of a regression of cases in clusters of several kinds are all zero, by F with the
  /// fewest clusters of a kind less one.
  ///
  /// - Throws: `InputError` if no coefficient is named, one is unknown or named twice, there are not more
  ///   clusters of each kind than restrictions, or their covariance matrix is not positive definite.
  public init(of regression: MultiwayClusteredRegression, _ names: [String]) throws(InputError) {
    try self.init(of: regression, sums: names.map { [$0: 1] }, words: names)
  }

  /// Tests that weighted sums of coefficients of a regression of cases in clusters of several kinds are all
  /// zero.
  ///
  /// - Parameters:
  ///   - regression: The coefficients with their covariance matrix.
  ///   - sums: For each sum the weights of coefficients by their names.
  /// - Throws: `InputError` as for coefficients, and if one sum follows from the others.
  public init(of regression: MultiwayClusteredRegression, sums: [[String: Double]]) throws(InputError) {
    try self.init(of: regression, sums: sums, words: Self.words(sums))
  }

  private init(
    of regression: MultiwayClusteredRegression, sums: [[String: Double]], words: [String]
  ) throws(InputError) {
    let all = regression.sums
    let contrasts = try all.contrasts(sums)
    try Self.check(contrasts.count, clusters: regression.clusterCounts.min() ?? 0)
    guard let f = try all.wald(contrasts) else { throw .noVariance }
    self.init(
      f, contrasts.count, denominator: regression.degreesOfFreedom, hotelling: nil, words: words,
      errors: all.errors, context: regression.context)
  }

  static func check(_ restrictions: Int, clusters: Int) throws(InputError) {
    guard clusters > restrictions else {
      throw InputError(
        .tooFew, "clusters", "\(clusters) clusters cannot test \(restrictions) restrictions at once",
        remedy: "test fewer than there are clusters")
    }
  }
}

extension InputError {
  fileprivate static var noVariance: InputError {
    InputError(
      .infeasible, "restrictions", "the clusters leave one of them no variance",
      remedy: "leave out what one cluster alone determines")
  }
}
