import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// The two regressions of a moderated mediation, and the intervals of functions of their slopes.
struct ModeratedPaths {
  let mediator: LinearRegression
  let outcome: LinearRegression
  private let slopes: ModeratedSlopes
  /// The covariances of slope and change, of both stages.
  private let covariances: [[Double]]
  private let interval: MediationInterval
  private let confidence: Double
  private let first: StagePaths
  private let second: StagePaths
  private let cases: Int

  init(
    _ data: MediationData, center: Double, _ stages: ModeratedMediation.Stages, _ moderatesDirect: Bool,
    _ interval: MediationInterval, _ standardErrors: StandardErrors, confidence: Double
  ) throws(InputError) {
    let (predictor, mediator) = (data.predictors[0], data.mediators[0])
    let moderator = MediationData.Variable("moderator", data.predictors[1].values.map { $0 - center })
    func product(_ one: MediationData.Variable) -> MediationData.Variable {
      ("\(one.name) × moderator", zip(one.values, moderator.values).map { $0 * $1 })
    }
    let (isFirst, isSecond) = (stages != .secondStage, stages != .firstStage)
    let before = isFirst ? [moderator, predictor, product(predictor)] : [predictor]
    var held = isSecond || moderatesDirect ? [moderator, predictor] : [predictor]
    if moderatesDirect { held.append(product(predictor)) }
    let after = held + (isSecond ? [mediator, product(mediator)] : [mediator])
    self.mediator = try data.regression(of: mediator, on: before, standardErrors, confidence: confidence)
    outcome = try data.regression(of: data.outcome, on: after, standardErrors, confidence: confidence)
    (first, second) = (
      try StagePaths(data.controls + before + [mediator], slopes: isFirst ? 2 : 1),
      try StagePaths(data.controls + after + [data.outcome], slopes: isSecond ? 2 : 1)
    )
    let one = try Self.part(self.mediator, "predictor", isFirst)
    let two = try Self.part(outcome, "mediator", isSecond)
    slopes = ModeratedSlopes(
      first: one.slope, firstChange: one.change, second: two.slope, secondChange: two.change)
    covariances = [one.covariance, two.covariance]
    (self.interval, self.confidence, cases) = (interval, confidence, data.count)
  }

  /// A slope and its change with their variances and their covariance.
  private static func part(
    _ fit: LinearRegression, _ name: String, _ isModerated: Bool
  ) throws(InputError) -> (slope: Double, change: Double, covariance: [Double]) {
    let slope = try fit.known(name)
    let place = fit.coefficients.firstIndex { $0.name == name } ?? 0
    let variance = fit.covariance[place, place]
    guard isModerated else { return (slope.value, 0, [variance, 0, 0]) }
    let change = try fit.known("\(name) × moderator")
    let other = fit.coefficients.firstIndex { $0.name == change.name } ?? 0
    return (
      slope.value, change.value, [variance, fit.covariance[place, other], fit.covariance[other, other]]
    )
  }

  /// Refuses a resampling for so many estimates that would take too long.
  func check(estimates: Int) throws(InputError) {
    guard case .bootstrap(let plan) = interval else { return }
    try first.paths.check(plan, coefficients: 2 * estimates)
    try second.paths.check(plan, coefficients: 2 * estimates)
  }

  /// A function of the slopes with its interval.
  func estimate(
    _ function: (ModeratedSlopes) -> ModeratedSlopes.Value
  ) throws(InputError) -> (Estimate, BootstrapFinding?) {
    let value = function(slopes)
    guard value.value.isFinite, value.gradient.allSatisfy(\.isFinite) else {
      throw ProductOfSlopes.outOfRange
    }
    switch interval {
    case .bootstrap(let plan):
      let found = try Bootstrap(cases: cases, plan: plan).interval(
        around: value.value, confidence: confidence
      ) { rows in
        guard let one = first.slopes(rows), let two = second.slopes(rows) else { return nil }
        return function(
          ModeratedSlopes(first: one.0, firstChange: one.1, second: two.0, secondChange: two.1)
        ).value
      }
      return (found.estimate(value.value), found)
    case .monteCarlo(let draws, let seed):
      return (try drawn(function, value.value, draws, seed), nil)
    case .sobel: return (try delta(value), nil)
    }
  }

  /// The normal interval with the standard error of the delta method.
  private func delta(_ value: ModeratedSlopes.Value) throws(InputError) -> Estimate {
    let g = value.gradient
    var variance = 0.0
    for (stage, part) in covariances.enumerated() {
      let (one, other) = (g[2 * stage], g[2 * stage + 1])
      variance += one * one * part[0] + 2 * one * other * part[1] + other * other * part[2]
    }
    let error = max(variance, 0).squareRoot()
    let reach = error * (try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2))
    guard reach.isFinite else { throw ProductOfSlopes.outOfRange }
    return Estimate(
      value.value, standardError: error,
      interval: ConfidenceInterval(
        lower: value.value - reach, upper: value.value + reach, level: confidence,
        method: "normal, delta method"))
  }

  /// Limits from normal slopes, correlated within a regression and not between them.
  private func drawn(
    _ function: (ModeratedSlopes) -> ModeratedSlopes.Value, _ value: Double, _ draws: Int, _ seed: UInt64
  ) throws(InputError) -> Estimate {
    try ProductOfSlopes.checkDraws(draws, confidence: confidence)
    let roots = covariances.map { part -> [Double] in
      let root = part[0].squareRoot()
      let along = root > 0 ? part[1] / root : 0
      return [root, along, max(part[2] - along * along, 0).squareRoot()]
    }
    var stream = RandomStream(seed: seed)
    var values: [Double] = []
    values.reserveCapacity(draws)
    for _ in 0..<draws {
      let z = (0..<4).map { _ in stream.normal() }
      values.append(
        function(
          ModeratedSlopes(
            first: slopes.first + roots[0][0] * z[0],
            firstChange: slopes.firstChange + roots[0][1] * z[0] + roots[0][2] * z[1],
            second: slopes.second + roots[1][0] * z[2],
            secondChange: slopes.secondChange + roots[1][1] * z[2] + roots[1][2] * z[3])
        ).value)
    }
    return try ProductOfSlopes.limits(of: values, around: value, confidence: confidence)
  }
}

/// The resampled regression of one stage: the last column on all others, of which one or two give slopes.
private struct StagePaths {
  let paths: ResampledPaths
  private let last: Int
  private let count: Int

  init(_ columns: [MediationData.Variable], slopes count: Int) throws(InputError) {
    paths = try ResampledPaths(columns.map(\.values))
    (last, self.count) = (columns.count - 1, count)
  }

  /// The slope and its change with the moderator, zero where there is none.
  func slopes(_ rows: UnsafeBufferPointer<Int>) -> (Double, Double)? {
    var pair = (0.0, 0.0)
    let isThere = paths.value(of: rows) { factor in
      let slopes = factor.slopes(of: last, on: last - count...last - 1)
      pair.0 = slopes[0] * paths.unit(of: last, on: last - count)
      if count == 2 { pair.1 = slopes[1] * paths.unit(of: last, on: last - 1) }
      return 0
    }
    return isThere == nil ? nil : pair
  }
}
