import SurveyLinearAlgebra
import SurveyVocabulary

/// A fitted regression whose expected outcomes follow from variables: what ``AverageMarginalEffects`` and
/// ``PredictiveMargins`` take.
public protocol OutcomeRegression: Sendable {
  /// The fit as a function of the variables, with the covariance matrix of its parameters.
  var expectedOutcomes: ExpectedOutcomes { get throws(InputError) }
}

/// The expected outcomes of a fitted regression as functions of variables and parameters.
public struct ExpectedOutcomes: Sendable {
  /// The predictors.
  let design: Design
  /// The columns of the design that have coefficients.
  let columns: [Int]
  /// The parameters, in the order of ``covariance``.
  let parameters: [Double]
  /// The covariance matrix of the parameters.
  let covariance: Matrix
  /// The degrees of freedom of t; `nil` for the normal distribution.
  let degreesOfFreedom: Double?
  /// How means follow from linear predictors.
  let kernel: OutcomeKernel
  /// The rows of the design that took part.
  let rows: [Int]
  /// How many cases each of them stands for.
  let counts: [Double]
  /// The prior weights of these rows; `nil` where there are none.
  let priorWeights: [Double]?
  /// The offsets of these rows; `nil` where there are none.
  let offset: [Double]?
  /// The categories of the outcome; none where the outcome is a number or an event.
  let categories: [String]
  /// How the standard errors of the parameters were found.
  let standardErrors: String
  /// The names and cases of the data.
  var context: DataContext
  /// The thresholds, where predictors move them apart; `nil` elsewhere.
  var thresholds: MovingThresholds?
}

/// How expected outcomes follow from linear predictors.
enum OutcomeKernel: Sendable {
  /// The linear predictor itself.
  case identity
  /// The mean of a generalized model.
  case mean(ResponseModel)
  /// Baseline-category logits; the parameters are those of one equation after the other.
  case baselineLogits(baseline: Int, categories: Int)
  /// Cumulative probabilities; the parameters are the thresholds, then for each of the first columns a coefficient
  /// per threshold, then the coefficients that all thresholds share.
  case cumulative(OrdinalLink, categories: Int, varying: Int)
  /// Logits of neighbouring categories, the higher against the lower; the parameters are the constants, then the
  /// coefficients.
  case adjacentLogits(categories: Int)

  /// The number of expected outcomes of a case.
  var outcomeCount: Int {
    switch self {
    case .identity, .mean: 1
    case .baselineLogits(_, let categories), .cumulative(_, let categories, _),
      .adjacentLogits(let categories):
      categories
    }
  }

  /// The number of linear predictors of a case.
  var predictorCount: Int {
    switch self {
    case .identity, .mean: 1
    case .baselineLogits(_, let categories), .cumulative(_, let categories, _),
      .adjacentLogits(let categories):
      categories - 1
    }
  }

  /// How many columns, the first ones, have a coefficient for every linear predictor where these have the others in
  /// common.
  var varyingCount: Int { if case .cumulative(_, _, let varying) = self { varying } else { 0 } }

  /// The sign of the coefficients in every linear predictor where these have constants of their own and coefficients
  /// in common; `nil` where each has coefficients of its own.
  var commonSign: Double? {
    switch self {
    case .identity, .mean, .baselineLogits: nil
    case .cumulative: -1
    case .adjacentLogits: 1
    }
  }
}

/// The expected outcomes of one case with their first and second derivatives by its linear predictors.
struct OutcomePoint {
  var values: [Double]
  /// By outcome, then by predictor.
  var first: [Double]
  /// By outcome, then by predictor, then by predictor.
  var second: [Double]

  init(_ kernel: OutcomeKernel) {
    let (outcomes, predictors) = (kernel.outcomeCount, kernel.predictorCount)
    values = [Double](repeating: 0, count: outcomes)
    first = [Double](repeating: 0, count: outcomes * predictors)
    second = [Double](repeating: 0, count: outcomes * predictors * predictors)
  }
}

extension OutcomeKernel {
  /// The outcomes and their derivatives at linear predictors.
  func evaluate(_ predictors: [Double], into point: inout OutcomePoint) {
    switch self {
    case .identity: (point.values[0], point.first[0], point.second[0]) = (predictors[0], 1, 0)
    case .mean(let model):
      let eta = predictors[0]
      point.values[0] = model.mean(at: eta)
      (point.first[0], point.second[0]) = model.slopes(at: eta)
    case .baselineLogits(let baseline, let categories):
      let largest = max(0, predictors.max() ?? 0)
      var total = 0.0
      for category in 0..<categories {
        let own = category == baseline ? 0 : predictors[category < baseline ? category : category - 1]
        point.values[category] = exponential(own - largest)
        total += point.values[category]
      }
      for category in 0..<categories { point.values[category] /= total }
      let count = categories - 1
      let places = (0..<categories).filter { $0 != baseline }
      let p = point.values
      for category in 0..<categories {
        for (k, one) in places.enumerated() {
          let left = (category == one ? 1 : 0) - p[one]
          point.first[category * count + k] = p[category] * left
          for (l, other) in places.enumerated() {
            let right = (category == other ? 1 : 0) - p[other]
            let both = p[one] * ((one == other ? 1 : 0) - p[other])
            point.second[(category * count + k) * count + l] = p[category] * (left * right - both)
          }
        }
      }
    case .cumulative(let link, let categories, _):
      let count = categories - 1
      for category in 0..<categories {
        let lower = category == 0 ? -Double.infinity : predictors[category - 1]
        let upper = category == count ? Double.infinity : predictors[category]
        point.values[category] = exponential(link.logProbability(from: lower, to: upper))
        for (place, x, sign) in [(category, upper, 1.0), (category - 1, lower, -1.0)] where x.isFinite {
          let density = exponential(link.logDensity(x))
          point.first[category * count + place] = sign * density
          point.second[(category * count + place) * count + place] =
            density == 0 ? 0 : sign * density * link.logDensitySlope(x)
        }
      }
    case .adjacentLogits: Self.adjacent(predictors, into: &point)
    }
  }

  /// log P is the sum of the predictors of the steps below a category, less the logarithm of the total.
  private static func adjacent(_ predictors: [Double], into point: inout OutcomePoint) {
    let count = predictors.count
    var (sum, logs) = (0.0, [0.0])
    for eta in predictors {
      sum += eta
      logs.append(sum)
    }
    let largest = logs.max() ?? 0
    var p = logs.map { exponential($0 - largest) }
    let total = p.reduce(0, +)
    p = p.map { $0 / total }
    point.values = p
    // The probabilities up to each step, and above it.
    var (below, above) = ([Double](repeating: 0, count: count), [Double](repeating: 0, count: count))
    for k in 0..<count { below[k] = (k > 0 ? below[k - 1] : 0) + p[k] }
    for k in (0..<count).reversed() { above[k] = (k + 1 < count ? above[k + 1] : 0) + p[k + 1] }
    for category in 0...count {
      for k in 0..<count {
        let left = category > k ? below[k] : -above[k]
        point.first[category * count + k] = p[category] * left
        for l in 0..<count {
          let right = category > l ? below[l] : -above[l]
          let both = above[max(k, l)] * below[min(k, l)]
          point.second[(category * count + k) * count + l] = p[category] * (left * right - both)
        }
      }
    }
  }
}

extension ResponseModel {
  /// The first two derivatives of the mean by the linear predictor.
  func slopes(at eta: Double) -> (first: Double, second: Double) {
    switch self {
    case .logit:
      let e = exponential(-eta.magnitude)
      let slope = e / (1 + e) / (1 + e)
      // 1 - 2μ is minus the hyperbolic tangent of half the predictor.
      return (slope, -slope * hyperbolicTangent(eta / 2))
    case .probit:
      let slope = OrdinalLink.probit.logDensity(eta)
      return (exponential(slope), -eta * exponential(slope))
    case .complementaryLogLog:
      let slope = exponential(eta - exponential(eta))
      return (slope, slope == 0 ? 0 : slope * (1 - exponential(eta)))
    case .poisson, .negativeBinomial, .gammaLog: return (exponential(eta), exponential(eta))
    case .gammaInverse: return eta > 0 ? (-1 / eta / eta, 2 / eta / eta / eta) : (.nan, .nan)
    }
  }
}
