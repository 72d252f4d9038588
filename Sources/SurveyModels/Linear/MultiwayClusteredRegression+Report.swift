import SurveyProbability
import SurveyVocabulary

extension MultiwayClusteredRegression {
  /// One coefficient with its test against zero.
  public struct Coefficient: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The coefficient, in units of the outcome per unit of the column.
    public let value: Double
    /// Its element on the diagonal of the covariance matrix, which is no variance where it is not above zero.
    public let variance: Double
    /// The degrees of freedom of the test and of the interval.
    public let degreesOfFreedom: Double
    /// The level of the interval.
    public let confidence: Double

    /// The root of the variance; `nil` where it is not above zero.
    public var standardError: Double? { variance > 0 ? variance.squareRoot() : nil }

    /// The coefficient with its standard error and its interval by Student's t, where they exist.
    public var estimate: Estimate { withError?.estimate ?? Estimate(value) }

    /// The coefficient over its standard error; `nil` where there is none.
    public var statistic: TestStatistic? { withError?.statistic }

    /// The two-sided probability of the statistic; `nil` where there is none.
    public var pValue: Double? { withError?.pValue }

    private var withError: LinearRegression.Coefficient? {
      standardError.map {
        LinearRegression.Coefficient(
          name: name, value: value, standardError: $0, degreesOfFreedom: degreesOfFreedom,
          confidence: confidence)
      }
    }
  }

  /// The coefficients with their tests for any renderer.
  public var report: Report {
    var options = [Report.Fact("standard errors", .text("\(estimator.rawValue), clusters of several kinds"))]
    if estimator != .cr0 { options.append(.init("factor", .text(factor.rawValue))) }
    options += [
      .init("last term", .text(intersection.rawValue)), .init("repair", .text(repair.rawValue)),
    ]
    return Report(
      context.title("Linear regression of cases in clusters of several kinds"),
      method: .init(
        Self.methodID, options: options,
        citation: Citation(
          "Cameron, Gelbach & Miller", 2011, "Journal of Business & Economic Statistics 29, 238-249",
          doi: "10.1198/jbes.2010.07136")),
      rows: coefficients.map {
        Report.Row($0.name, $0.estimate, statistic: $0.statistic, pValue: $0.pValue)
      },
      facts: zip(kinds, clusterCounts).map { Report.Fact("clusters of \($0)", .count($1)) } + [
        .init("clusters of all kinds together", .count(intersectionCount)),
        .init("smallest eigenvalue", .number(eigenvalues.last ?? 0)),
      ], cases: context.cases, warnings: warnings)
  }

  private var warnings: [String] {
    guard !isPositiveSemidefinite else { return [] }
    let without = coefficients.filter { $0.standardError == nil }.map(\.name)
    var text = "the covariance matrix is not positive semi-definite"
    text += isRepaired ? "; its negative eigenvalues were set to zero" : ", and is left as it is"
    if !without.isEmpty { text += "; no variance above zero: \(without.joined(separator: ", "))" }
    return [text]
  }
}

extension MultiwayClusteredRegression {
  /// Least squares by a formula with standard errors for clusters of several kinds, over the cases that have
  /// every variable and a cluster of every kind.
  ///
  /// ```swift
  /// try MultiwayClusteredRegression("trust ~ motivation", in: data, clusters: ["workplace", "month"])
  /// ```
  ///
  /// - Parameters:
  ///   - formula: The model as text; see ``Formula``.
  ///   - data: The variables.
  ///   - clusters: The variables of the clusters: labels or numbers.
  ///   - estimator: Which factors multiply the terms.
  ///   - factor: Which number of clusters the factors take.
  ///   - intersection: What the cases are that share all clusters.
  ///   - repair: What is done with a matrix that is not positive semi-definite.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - weights: The variable of the weights, where there are some.
  ///   - aliased: What happens to columns that earlier columns determine to 12 digits.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` as for a formula, and as for a regression with clusters.
  public init(
    _ formula: String, in data: ModelData, clusters: [String], estimator: Estimator = .cr1s,
    factor: Factor = .ofEachTerm, intersection: Intersection = .clusters, repair: Repair = .none,
    contrasts: [String: Contrasts] = [:], weights: String? = nil, aliased: AliasedColumns = .refuse,
    confidence: Double = 0.95
  ) throws(InputError) {
    let (known, _, without) = try data.complete(clusters)
    let regression = try LinearRegression(
      formula, in: known, contrasts: contrasts, weights: weights, aliased: aliased)
    let model = try Formula(formula).model(in: known, contrasts: contrasts, weights: weights)
    var labels: [(name: String, labels: [String])] = []
    for name in clusters { labels.append((name, try model.data.labels(name).labels)) }
    try self.init(
      of: regression, clusters: labels, estimator: estimator, factor: factor, intersection: intersection,
      repair: repair, confidence: confidence)
    context.cases = CaseLedger(
      used: context.cases.used, exclusions: without.exclusions + context.cases.exclusions)
  }
}
