import SurveyProbability
import SurveyVocabulary

extension GeneralizedRegression {
  /// The means, one per row used: probabilities, expected counts or amounts.
  public var fitted: [Double] { fit.state.means }

  /// The linear predictors, one per row used, the offset included.
  public var linearPredictors: [Double] { fit.state.predictor }

  /// Outcome minus mean over the standard deviation of the family, one per row used.
  public var pearsonResiduals: [Double] {
    fit.state.means.indices.map { row in
      let information = fit.state.information[row]
      let size = information > 0 ? fit.state.scores[row].magnitude / information.squareRoot() : 0
      return data.problem.outcome[row] < fit.state.means[row] ? -size : size
    }
  }

  /// The roots of what each row adds to the deviance, with the sign of outcome minus mean.
  public var devianceResiduals: [Double] {
    let problem = data.problem
    return fit.state.means.indices.map { row in
      let own = problem.model.point(
        problem.outcome[row], weight: problem.weights[row], at: fit.state.predictor[row])
      let size = max(0, own.deviance).squareRoot()
      return problem.outcome[row] < fit.state.means[row] ? -size : size
    }
  }

  /// Pearson's statistic over the residual degrees of freedom; near 1 where the variance is the family's.
  public var pearsonDispersion: Double { fit.state.pearson / residualDegreesOfFreedom }
}

extension GeneralizedRegression {
  /// The logarithm of the likelihood at its maximum; `nil` for quasi-likelihoods, and for gamma, whose shape
  /// is not estimated by maximum likelihood.
  public var logLikelihood: Double? {
    family.hasDispersion ? nil : data.saturated - deviance / 2
  }

  /// Akaike's criterion; `nil` without a likelihood.
  public var aic: Double? { logLikelihood.map { -2 * $0 + 2 * Double(coefficients.count) } }

  /// Schwarz's criterion with the number of cases; `nil` without a likelihood.
  public var bic: Double? {
    logLikelihood.map { -2 * $0 + naturalLog(data.caseCount) * Double(coefficients.count) }
  }

  /// McFadden's R²: the share of the null model's log-likelihood that is gained. That of single trials for
  /// events of trials. `nil` without a likelihood or an intercept.
  public var mcFaddenRSquared: Double? {
    guard !family.hasDispersion, design.hasIntercept, let nullDeviance else { return nil }
    let constant = family.isBinomial ? data.saturatedKernel : data.saturated
    let null = constant - nullDeviance / 2
    return null == 0 ? nil : (nullDeviance - deviance) / 2 / -null
  }

  /// McFadden's R² less a price for the coefficients: one minus the log-likelihood less their number, the
  /// intercept counted, over the null model's; below zero where they gain less than one each. `nil` as
  /// ``mcFaddenRSquared``.
  public var adjustedMcFaddenRSquared: Double? {
    guard let mcFaddenRSquared, let nullDeviance else { return nil }
    let constant = family.isBinomial ? data.saturatedKernel : data.saturated
    return mcFaddenRSquared + Double(coefficients.count) / (constant - nullDeviance / 2)
  }

  /// Cox & Snell's R² of binomial models: one minus the likelihood ratio to the power 2/n; else `nil`.
  public var coxSnellRSquared: Double? {
    guard case .binomial = family, design.hasIntercept, let nullDeviance else { return nil }
    return -SpecialFunctions.expm1((deviance - nullDeviance) / data.trialCount)
  }

  /// Nagelkerke's R²: Cox & Snell's over its largest value; else `nil`.
  public var nagelkerkeRSquared: Double? {
    guard let coxSnellRSquared, let nullDeviance else { return nil }
    let null = data.saturatedKernel - nullDeviance / 2
    return coxSnellRSquared / -SpecialFunctions.expm1(2 * null / data.trialCount)
  }

  /// Tjur's coefficient of discrimination: the mean probability of cases with the event minus that of the
  /// others; `nil` where an outcome is not 0 or 1.
  public var tjurRSquared: Double? {
    guard family.isBinomial, data.problem.outcome.allSatisfy({ $0 == 0 || $0 == 1 }) else { return nil }
    var (sums, counts) = ([0.0, 0.0], [0.0, 0.0])
    for row in data.problem.outcome.indices {
      let place = data.problem.outcome[row] == 1 ? 1 : 0
      sums[place] += data.problem.weights[row] * fit.state.means[row]
      counts[place] += data.problem.weights[row]
    }
    return sums[1] / counts[1] - sums[0] / counts[0]
  }
}
