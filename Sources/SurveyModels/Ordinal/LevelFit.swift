import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// A regression of an outcome in levels by maximum likelihood: what its fit says, whatever its equations are.
public protocol LevelFit: Finding {
  /// The levels of the outcome.
  var levels: [String] { get }
  /// The covariance matrix of all parameters.
  var covariance: Matrix { get }
  /// The logarithm of the likelihood at its maximum.
  var logLikelihood: Double { get }
  /// The number of cases, or the sum of their weights.
  var weightSum: Double { get }
  /// The steps of Newton's method.
  var iterations: Int { get }
  /// The likelihood ratio test against the model without predictors; `nil` without predictors.
  var likelihoodRatio: TestStatistic? { get }
}

extension LevelFit {
  /// The probability of ``likelihoodRatio``.
  public var likelihoodRatioPValue: Double? { likelihoodRatio.map { $0.pValue(.greater) } }

  /// Akaike's criterion, all parameters counted: constants as well as coefficients.
  public var aic: Double { -2 * logLikelihood + 2 * Double(covariance.rowCount) }

  /// Schwarz's criterion, all parameters counted, cases by their weights.
  public var bic: Double { -2 * logLikelihood + naturalLog(weightSum) * Double(covariance.rowCount) }

  /// The test of all predictors, for print.
  func overall(_ label: String = "all predictors") -> [Report.Row] {
    guard let likelihoodRatio, let likelihoodRatioPValue else { return [] }
    return [.init(label, statistic: likelihoodRatio, pValue: likelihoodRatioPValue)]
  }

  /// The size of the data and the fit, for print.
  func facts(weighted: Bool) -> [Report.Fact] {
    [
      .init(weighted ? "sum of weights" : "n", .number(weightSum, .decimals(weighted ? 1 : 0))),
      .init("levels", .list(levels.map { .text($0) })),
      .init("log likelihood", .number(logLikelihood, .decimals(2))),
      .init("AIC", .number(aic, .decimals(1))), .init("BIC", .number(bic, .decimals(1))),
      .init("iterations", .count(iterations)),
    ]
  }
}
