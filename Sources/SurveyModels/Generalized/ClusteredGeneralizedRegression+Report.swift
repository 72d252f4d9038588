import SurveyLinearAlgebra
import SurveyVocabulary

extension ClusteredGeneralizedRegression: OutcomeRegression {
  /// Probabilities, counts or amounts as functions of the variables, with the covariance matrix of the clusters.
  public var expectedOutcomes: ExpectedOutcomes {
    var own = outcomes
    own.context = context
    return own
  }
}

extension ExpectedOutcomes {
  /// The same with another covariance matrix, and the normal distribution.
  func with(_ covariance: Matrix, standardErrors: String) -> ExpectedOutcomes {
    ExpectedOutcomes(
      design: design, columns: columns, parameters: parameters, covariance: covariance, degreesOfFreedom: nil,
      kernel: kernel, rows: rows, counts: counts, priorWeights: priorWeights, offset: offset,
      categories: categories, standardErrors: standardErrors, context: context)
  }
}

extension ClusteredGeneralizedRegression {
  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> GeneralizedRegression.Coefficient? {
    coefficients.first { $0.name == name }
  }

  /// The coefficients with their tests and their exponentials where these have a name.
  public var report: Report {
    Report(
      context.title(title),
      method: .init(
        Self.methodID, options: [.init("standard errors", .text(estimator.rawValue))],
        citation: Citation("Liang & Zeger", 1986, "Biometrika 73, 13-22", doi: "10.1093/biomet/73.1.13")),
      rows: coefficients.rows,
      grids: ratioName.map { coefficients.ratios($0, confidence: confidence) } ?? [],
      facts: [.init("clusters", .count(clusterCount))],
      cases: context.cases, warnings: warnings)
  }
}

extension ClusteredGeneralizedRegression {
  /// A generalized regression by a formula with standard errors for clustered cases, over the cases that have
  /// every variable and a cluster.
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``. Offsets stand in it.
  ///   - data: The variables; the outcome is numeric.
  ///   - family: The distribution with its link.
  ///   - clusters: The variable of the clusters: labels or numbers.
  ///   - estimator: `.cr0`, or its multiples `.cr1` and `.cr1s`.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for a formula, and as for a regression with clusters.
  public init(
    _ formula: String, in data: ModelData, family: ResponseFamily, clusters: String,
    estimator: ClusteredRegression.Estimator = .cr1, contrasts: [String: Contrasts] = [:],
    confidence: Double = 0.95
  ) throws(InputError) {
    let (known, _, without) = try data.complete([clusters])
    let regression = try GeneralizedRegression(formula, in: known, family: family, contrasts: contrasts)
    let model = try Formula(formula).model(in: known, contrasts: contrasts)
    try self.init(
      of: regression, clusters: model.data.labels(clusters).labels, estimator: estimator,
      confidence: confidence)
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: without.exclusions + context.cases.exclusions)
  }
}
