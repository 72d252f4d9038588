import SurveyProbability
import SurveyVocabulary

/// How well a model reproduces the covariances of items.
///
/// What needs degrees of freedom does not exist where the model has none and fits exactly.
///
/// References: RMSEA: Steiger & Lind (1980), with the interval of Browne & Cudeck (1992),
/// doi:10.1177/0049124192021002005; CFI: Bentler (1990), doi:10.1037/0033-2909.107.2.238; TLI: Tucker &
/// Lewis (1973), doi:10.1007/BF02291170.
public struct CovarianceFit: Hashable, Sendable {
  /// The number of cases times the minimum of the discrepancy, against chi-square; `nil` without degrees
  /// of freedom.
  public let statistic: TestStatistic?
  /// The number of variances and covariances minus the number of parameters.
  public let degreesOfFreedom: Int
  /// The probability of such a misfit if the model holds; `nil` without degrees of freedom.
  public let pValue: Double?
  /// The root mean square error of approximation with its interval at 90 %, whose upper limit is the bound
  /// of the one-sided test at 5 %; `nil` without degrees of freedom.
  public let rmsea: Estimate?
  /// The probability of such a misfit if the RMSEA of the population is .05; `nil` without degrees of freedom
  /// or with more than some 10¹² cases.
  public let closeFitProbability: Double?
  /// The comparative fit index: one minus the noncentrality relative to that of unrelated items; `nil`
  /// without degrees of freedom.
  public let cfi: Double?
  /// The Tucker-Lewis index, which can leave the range from 0 to 1; `nil` without degrees of freedom.
  public let tli: Double?
  /// The root mean square of the residuals divided by the observed standard deviations, variances included.
  public let srmr: Double
  /// The chi-square of the model of unrelated items.
  public let baselineChiSquare: Double
  /// The degrees of freedom of the model of unrelated items.
  public let baselineDegreesOfFreedom: Int

  /// The largest noncentrality that the distribution of chi-square takes.
  private static let largestNoncentrality = 1e10

  init(_ solution: OneFactorSolution, _ moments: OneFactorMoments) throws(InputError) {
    let (k, cases) = (moments.order, Double(moments.count))
    degreesOfFreedom = solution.form.degreesOfFreedom(items: k)
    baselineDegreesOfFreedom = k * (k - 1) / 2
    baselineChiSquare = max(-cases * moments.logDeterminant, 0)
    srmr = Self.residual(solution, moments)
    guard degreesOfFreedom > 0 else {
      (statistic, pValue, rmsea, closeFitProbability, cfi, tli) = (nil, nil, nil, nil, nil, nil)
      return
    }
    let freedom = Double(degreesOfFreedom)
    let chiSquare = cases * solution.discrepancy
    let test = TestStatistic("χ²", chiSquare, reference: .chiSquare(degreesOfFreedom: freedom))
    statistic = test
    pValue = test.pValue()
    let limit = { (probability: Double) throws(InputError) -> Double in
      let noncentrality = try NoncentralChiSquareDistribution.noncentrality(
        ofLowerTail: probability, at: chiSquare, degreesOfFreedom: freedom)
      return (noncentrality / cases / freedom).squareRoot()
    }
    rmsea = Estimate(
      (max(chiSquare - freedom, 0) / freedom / cases).squareRoot(),
      interval: ConfidenceInterval(
        lower: try limit(0.95), upper: try limit(0.05), level: 0.9, method: "noncentral chi-square"))
    let close = 0.0025 * freedom * cases
    closeFitProbability =
      close <= Self.largestNoncentrality
      ? try NoncentralChiSquareDistribution(degreesOfFreedom: freedom, noncentrality: close).upperTail(
        chiSquare)
      : nil
    let (misfit, baseline) = (
      max(chiSquare - freedom, 0), max(baselineChiSquare - Double(baselineDegreesOfFreedom), 0)
    )
    cfi = max(misfit, baseline) > 0 ? 1 - misfit / max(misfit, baseline) : 1
    let ratio = baselineChiSquare / Double(baselineDegreesOfFreedom)
    tli = ratio == 1 ? nil : (ratio - chiSquare / freedom) / (ratio - 1)
  }

  private static func residual(_ solution: OneFactorSolution, _ moments: OneFactorMoments) -> Double {
    let k = moments.order
    var squares = 0.0
    for row in 0..<k {
      for column in 0...row {
        var implied = solution.loadings[row] / moments.deviations[row]
        implied *= solution.loadings[column] / moments.deviations[column]
        if row == column {
          implied += solution.errorVariances[row] / moments.deviations[row] / moments.deviations[row]
        }
        let rest = moments.correlations[row * k + column] - implied
        squares += rest * rest
      }
    }
    return (squares / Double(k * (k + 1) / 2)).squareRoot()
  }
}

extension CovarianceFit {
  /// The indices, one to a row.
  var rows: [Report.Row] {
    var rows: [Report.Row] = []
    if let statistic, let pValue {
      rows.append(Report.Row("exact fit", statistic: statistic, pValue: pValue))
    }
    if let rmsea { rows.append(Report.Row("RMSEA", rmsea, style: .bounded(3), pValue: nil)) }
    if let cfi { rows.append(Report.Row("CFI", Estimate(cfi), style: .bounded(3))) }
    if let tli { rows.append(Report.Row("TLI", Estimate(tli), style: .bounded(3))) }
    rows.append(Report.Row("SRMR", Estimate(srmr), style: .bounded(3)))
    return rows
  }
}
