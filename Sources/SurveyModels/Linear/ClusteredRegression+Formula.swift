import SurveyVocabulary

extension ClusteredRegression {
  /// Least squares by a formula with standard errors for clustered cases, over the cases that have every
  /// variable and a cluster.
  ///
  /// ```swift
  /// try ClusteredRegression("trust ~ motivation", in: data, clusters: "workplace")
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - clusters: The variable of the clusters: labels or numbers.
  ///   - estimator: How the clusters' residuals enter.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - weights: The variable of the weights, where there are some.
  ///   - aliased: What happens to columns that earlier columns determine to 12 digits.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for a formula, and as for a regression with clusters.
  public init(
    _ formula: String, in data: ModelData, clusters: String, estimator: Estimator = .cr2,
    contrasts: [String: Contrasts] = [:], weights: String? = nil, aliased: AliasedColumns = .refuse,
    confidence: Double = 0.95
  ) throws(InputError) {
    let (known, _, without) = try data.complete([clusters])
    let regression = try LinearRegression(
      formula, in: known, contrasts: contrasts, weights: weights, aliased: aliased)
    let model = try Formula(formula).model(in: known, contrasts: contrasts, weights: weights)
    try self.init(
      of: regression, clusters: model.data.labels(clusters).labels, estimator: estimator,
      confidence: confidence)
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: without.exclusions + context.cases.exclusions)
  }
}
