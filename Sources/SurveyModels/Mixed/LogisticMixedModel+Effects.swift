import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

extension LogisticMixedModel {
  /// The level of one group.
  public struct GroupEffect: Hashable, Sendable {
    /// The group.
    public let group: String
    /// Its most likely departure from the mean level, given the data, in logits.
    public let mode: Double
    /// The standard deviation around it, by the curvature at the mode, in logits.
    public let standardDeviation: Double
  }

  /// The coefficient of a column; `nil` where the design has no such column.
  public subscript(name: String) -> WaldCoefficient? { coefficients.first { $0.name == name } }

  /// The conditional modes of all groups, in the order of their first case.
  public var groupEffects: [GroupEffect] {
    let sigma = standardDeviation.value
    return zip(problem.labels, modes).map {
      GroupEffect(group: $0, mode: sigma * $1.value, standardDeviation: sigma * $1.deviation)
    }
  }

  /// The share of the variance between groups in that of a latent logistic response: σ²/(σ² + π²/3).
  public var intraclassCorrelation: Double { variance / (variance + Self.latentVariance) }

  /// The median, over pairs of cases of different groups with the same predictors, of the odds ratio of the one of the
  /// higher level to the other: exp(√2·σ·Φ⁻¹(3/4)).
  ///
  /// Reference: Larsen & Merlo (2005), doi:10.1093/aje/kwi017.
  public var medianOddsRatio: Double {
    exponential(2.0.squareRoot() * standardDeviation.value * 0.674_489_750_196_081_7)
  }

  /// The share of the fixed terms in the variance of the latent response, their variance with n - 1 over the rows.
  ///
  /// Reference: Nakagawa & Schielzeth (2013), doi:10.1111/j.2041-210x.2012.00261.x.
  public var marginalRSquared: Double { fixedVariance / (fixedVariance + variance + Self.latentVariance) }

  /// The share of fixed terms and groups in the variance of the latent response.
  public var conditionalRSquared: Double {
    (fixedVariance + variance) / (fixedVariance + variance + Self.latentVariance)
  }

  /// -2 log likelihood plus twice the number of coefficients and the variance.
  public var aic: Double { -2 * logLikelihood + 2 * Double(coefficients.count + 1) }

  /// -2 log likelihood plus log n times the number of coefficients and the variance, n being the rows.
  public var bic: Double {
    -2 * logLikelihood + naturalLog(Double(problem.count)) * Double(coefficients.count + 1)
  }

  /// The likelihood ratio of the variance between groups; never below zero.
  public var varianceRatio: Double { max(0, 2 * (logLikelihood - logLikelihoodWithoutGroups)) }

  /// The probability of a ratio at least as large where groups do not differ: half that of a chi-square with one degree
  /// of freedom, since half the ratios are zero then.
  ///
  /// Reference: Self & Liang (1987), doi:10.1080/01621459.1987.10478472.
  public var variancePValue: Double {
    guard standardDeviation.value > 0 else { return 1 }
    return TestStatistic("χ²", varianceRatio, reference: .chiSquare(degreesOfFreedom: 1)).pValue(.greater) / 2
  }

  /// The coefficients as those of the population, nearly: each over √(1 + (16√3/(15π))²·σ²).
  ///
  /// Reference: Zeger, Liang & Albert (1988), doi:10.2307/2531734.
  public var populationCoefficients: [Double] {
    let c = 16 * 3.0.squareRoot() / (15 * Double.pi)
    let share = (1 + c * c * variance).squareRoot()
    return coefficients.map { $0.value / share }
  }

  /// The probabilities of an event in a group whose level is the mean, and averaged over all groups of the population.
  public struct Prediction: Hashable, Sendable {
    /// The probability at the mean level.
    public let atMeanLevel: Double
    /// The mean of the probability over the normal distribution of levels, by numerical integration.
    public let population: Double
  }

  /// The probabilities of other cases.
  ///
  /// - Parameters:
  ///   - data: The variables of the other cases, without a missing value.
  ///   - offset: Their offsets; needed where the model has some.
  /// - Returns: One prediction for each case.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is not there or has a missing value or an
  ///   unknown level, the offset does not fit, or a linear predictor is not finite.
  public func predictions(for data: ModelData, offset: [Double]? = nil) throws(InputError) -> [Prediction] {
    guard (offset != nil) == hasOffset else {
      throw InputError(
        .definition, "offset",
        hasOffset ? "the model has an offset, but these cases have none" : "the model has no offset")
    }
    var values = try design.matrix(for: data).times(coefficients.map(\.value))
    if let offset {
      try checkEqualLength(offset.count, "offset", data.count, "data")
      values = zip(values, offset).map { $0 + $1 }
    }
    var found: [Prediction] = []
    for value in try finiteValues(values, "linear predictor") {
      found.append(
        Prediction(
          atMeanLevel: LogisticPoint(value).event,
          population: Self.populationMean(value, deviation: standardDeviation.value)))
    }
    return found
  }

  /// The mean of the logistic function over a normal distribution, by the trapezoid rule, whose error is below 1e-16
  /// at this step: the nearest poles are π/σ away.
  static func populationMean(_ mean: Double, deviation: Double) -> Double {
    let step = 0.5 / max(1, deviation)
    var (sum, weights, z) = (LogisticPoint(mean).event, 1.0, step)
    while z < 9 {
      let weight = exponential(-z * z / 2)
      sum +=
        weight * (LogisticPoint(mean + deviation * z).event + LogisticPoint(mean - deviation * z).event)
      weights += 2 * weight
      z += step
    }
    return sum / weights
  }

  static let latentVariance = Double.pi * Double.pi / 3
  private var variance: Double { standardDeviation.value * standardDeviation.value }
  private var fixedVariance: Double {
    let mean = fixedFit.reduce(0, +) / Double(fixedFit.count)
    return fixedFit.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(fixedFit.count - 1, 1))
  }
}
