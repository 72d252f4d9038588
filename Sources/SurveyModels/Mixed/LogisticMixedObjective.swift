import SurveyLinearAlgebra
import SurveyVocabulary

/// The second stage: the log likelihood by adaptive Gauss-Hermite quadrature, with the exact gradient of the quadrature.
///
/// For each group the standard normal effect b is integrated out: with h(b) the logarithm of likelihood times density,
/// b̂ its maximum and τ = (-h″(b̂))^-½, the likelihood is τ·Σ wₖ·exp h(b̂ + τ·tₖ), less the constant of the density
/// (Liu & Pierce 1994; Pinheiro & Bates 1995). One point is Laplace's approximation. The gradient counts that b̂ and
/// τ change with the parameters too.
struct LogisticMixedObjective: Sendable {
  let problem: LogisticMixedProblem
  let rule: GaussHermite

  /// The effect of a group that is most likely, standardized, and the standard deviation around it.
  struct Mode {
    var value: Double
    var deviation: Double
  }

  /// The log likelihood without the numbers of orders, and its gradient by coefficients and σ.
  func evaluate(_ parameters: [Double]) -> (value: Double, gradient: [Double]) {
    let width = problem.width
    let predictor = predictor(parameters)
    var (value, gradient) = (0.0, [Double](repeating: 0, count: width + 1))
    for group in problem.members {
      value += add(group, predictor, sigma: parameters[width], to: &gradient)
    }
    return (value, gradient)
  }

  /// The modes of all groups.
  func modes(_ parameters: [Double]) -> [Mode] {
    let predictor = predictor(parameters)
    return problem.members.map { mode($0, predictor, sigma: parameters[problem.width]) }
  }

  /// The linear predictors at a group effect of zero.
  func predictor(_ parameters: [Double]) -> [Double] {
    let width = problem.width
    return problem.offset.enumerated().map { row, offset in
      var sum = offset
      for column in 0..<width { sum += problem.rows[row * width + column] * parameters[column] }
      return sum
    }
  }

  /// Newton's method on h, which is concave, with halved steps.
  private func mode(_ group: [Int], _ predictor: [Double], sigma: Double) -> Mode {
    var b = 0.0
    var (height, slope, curvature) = shape(group, predictor, sigma, b)
    for _ in 0..<200 {
      let step = slope / curvature
      var share = 1.0
      var next = shape(group, predictor, sigma, b + step)
      while next.0 < height - 1e-12 * (1 + height.magnitude), share > 1e-6 {
        share /= 2
        next = shape(group, predictor, sigma, b + share * step)
      }
      b += share * step
      (height, slope, curvature) = next
      if step.magnitude <= 1e-13 * (1 + b.magnitude) { break }
    }
    return Mode(value: b, deviation: 1 / curvature.squareRoot())
  }

  /// h, its slope and minus its curvature.
  private func shape(
    _ group: [Int], _ predictor: [Double], _ sigma: Double, _ b: Double
  ) -> (Double, Double, Double) {
    var (height, residual, variance) = (-b * b / 2, 0.0, 0.0)
    for row in group {
      let point = LogisticPoint(predictor[row] + sigma * b)
      let (events, trials) = (problem.events[row], problem.trials[row])
      height += events * point.logEvent + (trials - events) * point.logOther
      residual += events * point.other - (trials - events) * point.event
      variance += trials * point.event * point.other
    }
    return (height, sigma * residual - b, 1 + sigma * sigma * variance)
  }

  /// The log likelihood of one group; its gradient is added.
  private func add(
    _ group: [Int], _ predictor: [Double], sigma: Double, to gradient: inout [Double]
  ) -> Double {
    let (width, points) = (problem.width, rule.nodes.count)
    let mode = mode(group, predictor, sigma: sigma)
    let tau = mode.deviation
    var heights = [Double](repeating: 0, count: points)
    var residuals = [Double](repeating: 0, count: points * group.count)
    for (k, node) in rule.nodes.enumerated() {
      let b = mode.value + tau * node
      var height = rule.logWeights[k] - b * b / 2
      for (j, row) in group.enumerated() {
        let point = LogisticPoint(predictor[row] + sigma * b)
        let (events, trials) = (problem.events[row], problem.trials[row])
        height += events * point.logEvent + (trials - events) * point.logOther
        residuals[k * group.count + j] = events * point.other - (trials - events) * point.event
      }
      heights[k] = height
    }
    let largest = heights.max() ?? 0
    let sum = heights.reduce(0) { $0 + exponential($1 - largest) }
    // The posterior means of the residuals, and what the moves of the nodes bring.
    var scores = [Double](repeating: 0, count: group.count)
    var (bySigma, byMode, byDeviation) = (0.0, 0.0, 1 / tau)
    for (k, node) in rule.nodes.enumerated() {
      let share = exponential(heights[k] - largest) / sum
      let b = mode.value + tau * node
      var total = 0.0
      for j in group.indices {
        let residual = residuals[k * group.count + j]
        scores[j] += share * residual
        total += residual
      }
      bySigma += share * b * total
      byMode += share * (sigma * total - b)
      byDeviation += share * (sigma * total - b) * node
    }
    var (residual, variance, skew) = (0.0, 0.0, 0.0)
    var (variances, skews) = (scores, scores)
    for (j, row) in group.enumerated() {
      let point = LogisticPoint(predictor[row] + sigma * mode.value)
      let (events, trials) = (problem.events[row], problem.trials[row])
      residual += events * point.other - (trials - events) * point.event
      variances[j] = trials * point.event * point.other
      skews[j] = variances[j] * (point.other - point.event)
      variance += variances[j]
      skew += skews[j]
    }
    let third = -sigma * sigma * sigma * skew
    func moves(_ slope: Double, _ curvature: Double) -> Double {
      let shift = tau * tau * slope
      return byMode * shift + byDeviation * 0.5 * tau * tau * tau * (curvature + third * shift)
    }
    for column in 0..<width {
      var (own, slope, curvature) = (0.0, 0.0, 0.0)
      for (j, row) in group.enumerated() {
        let x = problem.rows[row * width + column]
        own += scores[j] * x
        slope -= sigma * variances[j] * x
        curvature -= sigma * sigma * skews[j] * x
      }
      gradient[column] += own + moves(slope, curvature)
    }
    gradient[width] +=
      bySigma
      + moves(
        residual - sigma * mode.value * variance, -2 * sigma * variance - sigma * sigma * mode.value * skew)
    return largest + naturalLog(sum * tau) - 0.5 * naturalLog(2 * Double.pi)
  }
}

/// The probabilities of an event and of none at a linear predictor, with their logarithms.
struct LogisticPoint {
  let event: Double
  let other: Double
  let logEvent: Double
  let logOther: Double

  init(_ predictor: Double) {
    let small = exponential(-predictor.magnitude)
    let (most, least, log) = (1 / (1 + small), small / (1 + small), logOfOneMore(small))
    let far = -predictor.magnitude - log
    (event, other) = predictor >= 0 ? (most, least) : (least, most)
    (logEvent, logOther) = predictor >= 0 ? (-log, far) : (far, -log)
  }
}
