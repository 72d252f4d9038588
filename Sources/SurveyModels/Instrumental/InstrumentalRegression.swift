import SurveyLinearAlgebra
import SurveyVocabulary

/// The regression of an outcome on predictors that may share causes with it, by two-stage least squares: only
/// what instruments and exogenous predictors explain of the endogenous predictors is used.
///
/// ```swift
/// try InstrumentalRegression(
///   trust, endogenous: [.numeric("contact", contact)], exogenous: [.numeric("age", age)],
///   instruments: [.numeric("distance", distance)])
/// ```
///
/// That the instruments act on the outcome through the predictors alone is assumed; with as many instruments as
/// endogenous predictors nothing in the data speaks about it. How strong the instruments are is part of the
/// finding.
///
/// References: Wooldridge (2010), Econometric Analysis of Cross Section and Panel Data; Stock & Yogo (2005).
/// Coefficients, standard errors and the classical diagnostics agree with R's `AER::ivreg`.
public struct InstrumentalRegression: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "instrumental-regression/1"

  /// The coefficients: the intercept, the exogenous and then the endogenous predictors.
  public let coefficients: [LinearRegression.Coefficient]
  /// The covariance matrix of the coefficients.
  public let covariance: Matrix
  /// How the standard errors were found, such as "classical", "HC3" or "CR1".
  public let standardErrors: String
  /// The number of clusters; `nil` where cases are independent.
  public let clusterCount: Int?
  /// The level of the intervals.
  public let confidence: Double
  /// Cases minus coefficients.
  public let residualDegreesOfFreedom: Int
  /// The estimated standard deviation of the outcome around the line of the observed predictors.
  public let residualStandardDeviation: Double
  /// The outcome minus the coefficients times the observed predictors, one per case that took part, in units of
  /// the outcome; with weights times the root of the weight.
  public let residuals: [Double]
  /// The names of the endogenous predictors.
  public let endogenous: [String]
  /// The names of the instruments that are not predictors.
  public let instruments: [String]
  /// How strongly the instruments explain each endogenous predictor.
  public let firstStages: [FirstStage]
  /// The least eigenvalue of the first stages' F matrix (Cragg & Donald 1993): how strongly the instruments
  /// explain the least explained mixture of the endogenous predictors, for errors of equal variance; `nil`
  /// without an endogenous predictor.
  public let craggDonald: Double?
  /// The effective F of Montiel Olea & Pflueger (2013), by the variances of the chosen standard errors; `nil`
  /// unless there is exactly one endogenous predictor.
  public let effectiveF: Double?
  /// The test that least squares has no other coefficients: the first stages' residuals added to the regression
  /// (Wu 1973; Hausman 1978); `nil` where it does not exist.
  public let wuHausman: TestStatistic?
  /// The test that all instruments, in excess of those needed, are unrelated to the errors: Sargan's (1958) with
  /// classical standard errors, else Wooldridge's robust score (1995), which is Hansen's J (1982) of two-step GMM whose
  /// weights are found from the residuals of two-stage least squares; `nil` where there is none in excess.
  public let overidentification: TestStatistic?
  /// Anderson and Rubin's (1949) test that the coefficient of the endogenous predictor is zero, valid whatever
  /// the strength of the instruments; `nil` unless there is exactly one.
  public let andersonRubin: TestStatistic?
  /// The values that this test does not reject; `nil` unless there is exactly one endogenous predictor and the
  /// standard errors are classical.
  public let andersonRubinSet: CoefficientSet?
  /// The names and cases of the data, for print.
  public var context: DataContext

  let columns: InstrumentalColumns
  let rule: ErrorRule
  let isWeighted: Bool
  /// The predictors, the exogenous ones first.
  let design: Design

  /// How strongly the instruments explain one endogenous predictor.
  public struct FirstStage: Hashable, Sendable {
    /// The name of the predictor.
    public let predictor: String
    /// The F test that the instruments add nothing to the exogenous predictors, for errors of equal variance.
    public let statistic: TestStatistic
    /// The same by the robust or clustered covariance matrix, Wald's statistic over its degrees of freedom; `nil`
    /// with classical standard errors, or where that matrix is singular.
    public let robust: TestStatistic?
    /// The share of what the exogenous predictors leave of the predictor that the instruments explain.
    public let partialRSquared: Double
    /// The F of what the other endogenous predictors leave of this one (Sanderson & Windmeijer 2016), for errors
    /// of equal variance; `nil` where there are no others.
    public let conditional: TestStatistic?
  }

  /// Regresses an outcome on predictors by means of instruments.
  ///
  /// Weights are inverse variances up to a common factor, as in ``LinearRegression``; cases of weight zero take
  /// no part.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - endogenous: The predictors that may be related to the errors; without any it is least squares.
  ///   - exogenous: The predictors that are not, which serve as their own instruments.
  ///   - instruments: Further variables that are related to the endogenous predictors but not to the errors.
  ///   - intercept: Whether there is a column of ones.
  ///   - standardErrors: How the standard errors of independent cases are found; leverages are those of the
  ///     second stage, whose endogenous predictors are the fitted ones.
  ///   - clusters: The cluster of each case; `nil` takes the cases to be independent.
  ///   - clusterEstimator: How the residuals of clusters enter: CR0, CR1 or CR1S.
  ///   - weights: One weight per case, none negative; `nil` weighs all alike.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if a number is not finite, lengths differ, the outcome does not vary or is fitted
  ///   exactly, there are not more cases than instruments and exogenous columns, columns depend on each other,
  ///   the instruments do not identify the coefficients or determine a predictor, or an estimator that divides
  ///   by 1 - h meets a case of leverage 1.
  public init(
    _ outcome: some Collection<Double>, endogenous: [Term], exogenous: [Term] = [], instruments: [Term],
    intercept: Bool = true, standardErrors: StandardErrors = .classical, clusters: [String]? = nil,
    clusterEstimator: ClusteredRegression.Estimator = .cr1, weights: [Double]? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let outcome = Array(outcome)
    let designs = try Self.designs(endogenous, exogenous, instruments, intercept)
    let columns = try InstrumentalColumns(
      outcome, regressors: designs.regressors, instruments: designs.instruments,
      endogenousCount: designs.endogenousCount, weights: weights)
    let rule = try ErrorRule(
      standardErrors, clusters: clusters, clusterEstimator, rows: columns.rows, count: outcome.count)
    let fit = try InstrumentalFit(columns, rule, hasIntercept: intercept && weights == nil)
    let diagnostics = try InstrumentalDiagnostics(columns, rule, fit, confidence: confidence)
    (self.columns, self.rule) = (columns, rule)
    isWeighted = weights != nil
    design = designs.regressors
    covariance = fit.covariance
    self.standardErrors = rule.name
    clusterCount = rule.clusters == nil ? nil : rule.clusterCount
    self.confidence = confidence
    residualDegreesOfFreedom = fit.degreesOfFreedom
    let unit = columns.units.outcome * columns.heaviest
    residuals = fit.residuals.map { $0 * unit }
    residualStandardDeviation = fit.deviation * unit
    self.endogenous = columns.names.endogenous
    self.instruments = columns.names.instruments
    firstStages = diagnostics.firstStages
    craggDonald = diagnostics.craggDonald
    effectiveF = diagnostics.effectiveF
    wuHausman = diagnostics.wuHausman
    overidentification = diagnostics.overidentification
    andersonRubin = diagnostics.andersonRubin
    andersonRubinSet = diagnostics.andersonRubinSet
    let df = rule.degreesOfFreedom(cases: columns.rows.count, coefficients: fit.coefficients.count)
    coefficients = fit.coefficients.enumerated().map { place, value in
      LinearRegression.Coefficient(
        name: columns.names.predictors[place], value: value,
        standardError: fit.covariance[place, place].squareRoot(), degreesOfFreedom: df, confidence: confidence
      )
    }
    context = DataContext(
      parts: [],
      cases: CaseLedger(
        used: columns.rows.count,
        exclusions: [.init("with weight zero", count: outcome.count - columns.rows.count)]))
  }

  /// The coefficient of a column; `nil` where there is none of that name.
  public subscript(name: String) -> LinearRegression.Coefficient? { coefficients.first { $0.name == name } }
}

extension InstrumentalRegression {
  /// The designs of the predictors and of the instruments, the exogenous columns first in both.
  private static func designs(
    _ endogenous: [Term], _ exogenous: [Term], _ instruments: [Term], _ intercept: Bool
  ) throws(InputError) -> (regressors: Design, instruments: Design, endogenousCount: Int) {
    guard endogenous.isEmpty || !instruments.isEmpty else {
      throw InputError(
        .tooFew, "instruments", "0 found", remedy: "name at least one for each endogenous predictor")
    }
    let regressors = try Design(exogenous + endogenous, intercept: intercept)
    // Without instruments there are no endogenous predictors either.
    let all = instruments.isEmpty ? regressors : try Design(exogenous + instruments, intercept: intercept)
    let count = regressors.columnsOfTerms.dropFirst(exogenous.count).reduce(0) { $0 + $1.count }
    let known = regressors.columnCount - count
    guard regressors.columnNames.prefix(known) == all.columnNames.prefix(known) else {
      throw InputError(
        .definition, "exogenous predictors",
        "their columns depend on the endogenous predictors or instruments",
        remedy: "give a factor that is part of a product as a term of its own")
    }
    return (regressors, all, count)
  }
}
