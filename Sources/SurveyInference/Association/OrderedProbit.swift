import SurveyProbability
import SurveyVocabulary

extension PolyserialFit {
  /// All parameters together.
  ///
  /// The likelihood of scores and answers is that of the scores times that of an ordered probit regression
  /// of the answers on them: the mean and the standard deviation are those of the scores, and with the slope b
  /// and the cuts α of the regression ρ = b/√(1 + b²) and τ = α/√(1 + b²). The regression's likelihood is
  /// concave (Pratt 1981), so that Newton's steps find its one maximum.
  init(maximumLikelihood scores: [Double], _ codes: OrdinalCodes) throws(InputError) {
    if let bound = Self.order(scores, codes) {
      self.init(
        correlation: bound, standardError: nil, thresholds: codes.margin.thresholds,
        logLikelihood: Self.logLikelihoodOfOrder(scores, codes), isAtBound: true)
      return
    }
    var point = [0.0] + codes.margin.thresholds
    var state = Probit(point, scores, codes)
    for _ in 1...200 {
      guard let factor = SmallCholesky(state.information, order: point.count) else { break }
      let step = factor.solve(state.gradient)
      let decrement = zip(step, state.gradient).reduce(0) { $0 + $1.0 * $1.1 }
      if decrement <= 1e-24 * Double(scores.count) {
        let b = point[0]
        let size = (1 + b * b).squareRoot()
        let unit = [1] + [Double](repeating: 0, count: point.count - 1)
        // The slope is in units of the scores' standard deviation, whose own variance is σ²/(2n).
        let variance = factor.solve(unit)[0] + b * b / (2 * Double(scores.count))
        self.init(
          correlation: b / size, standardError: variance.squareRoot() / (size * size * size),
          thresholds: point.dropFirst().map { $0 / size }, logLikelihood: state.logLikelihood,
          isAtBound: false)
        return
      }
      var (length, isBetter) = (1.0, false)
      for _ in 0..<40 where !isBetter {
        let trial = zip(point, step).map { $0 + length * $1 }
        length *= 0.5
        guard zip(trial.dropFirst(), trial.dropFirst(2)).allSatisfy({ $0 < $1 }) else { continue }
        let next = Probit(trial, scores, codes)
        guard next.logLikelihood >= state.logLikelihood - 1e-13 * state.logLikelihood.magnitude else {
          continue
        }
        (point, state, isBetter) = (trial, next, true)
      }
      guard isBetter else { break }
    }
    throw InputError(
      .notConverged, "polyserial correlation", "the likelihood of all parameters has no clear maximum",
      remedy: "use .twoStep")
  }

  private init(
    correlation: Double, standardError: Double?, thresholds: [Double], logLikelihood: Double, isAtBound: Bool
  ) {
    (self.correlation, self.standardError, self.thresholds) = (correlation, standardError, thresholds)
    (self.logLikelihood, self.isAtBound) = (logLikelihood, isAtBound)
  }

  /// ±1 where the answers order the scores without overlap, so that no slope is steep enough.
  private static func order(_ scores: [Double], _ codes: OrdinalCodes) -> Double? {
    let categories = codes.margin.shares.count
    var low = [Double](repeating: .infinity, count: categories)
    var high = [Double](repeating: -.infinity, count: categories)
    for (score, code) in zip(scores, codes.codes) {
      low[Int(code)] = min(low[Int(code)], score)
      high[Int(code)] = max(high[Int(code)], score)
    }
    if zip(high, low.dropFirst()).allSatisfy({ $0 <= $1 }) { return 1 }
    if zip(low, high.dropFirst()).allSatisfy({ $0 >= $1 }) { return -1 }
    return nil
  }

  /// What the likelihood rises to without overlap: only cases with the same score and different answers are
  /// uncertain.
  private static func logLikelihoodOfOrder(_ scores: [Double], _ codes: OrdinalCodes) -> Double {
    var counts: [Double: [Int32: Double]] = [:]
    for (score, code) in zip(scores, codes.codes) { counts[score, default: [:]][code, default: 0] += 1 }
    var sum = 0.0
    for (_, answers) in counts.sorted(by: { $0.key < $1.key }) where answers.count > 1 {
      let all = answers.values.reduce(0, +)
      for (_, count) in answers.sorted(by: { $0.key < $1.key }) { sum += count * libmLog(count / all) }
    }
    return sum
  }
}

/// The log-likelihood of an ordered probit regression on one score, with its derivatives.
private struct Probit {
  private(set) var logLikelihood = 0.0
  private(set) var gradient: [Double]
  /// Minus the matrix of second derivatives, row after row.
  private(set) var information: [Double]

  /// `point` is the slope, then the cuts in ascending order.
  init(_ point: [Double], _ scores: [Double], _ codes: OrdinalCodes) {
    let order = point.count
    gradient = [Double](repeating: 0, count: order)
    information = [Double](repeating: 0, count: order * order)
    for (score, code) in zip(scores, codes.codes) {
      let place = Int(code)
      let lower = place > 0 ? point[place] - point[0] * score : -.infinity
      let upper = place + 1 < order ? point[place + 1] - point[0] * score : .infinity
      let log = NormalBand.logProbability(lower, upper)
      logLikelihood += log
      func ratio(_ edge: Double) -> Double {
        edge.isFinite ? libmExp(NormalDistribution.standard.logDensity(edge) - log) : 0
      }
      let (below, above) = (ratio(lower), ratio(upper))
      // Derivatives with respect to the two edges; the slope moves both by -score.
      let (dl, du) = (-below, above)
      let ll = dl * dl - (lower.isFinite ? below * lower : 0)
      let uu = du * du + (upper.isFinite ? above * upper : 0)
      let lu = dl * du
      var parts: [(place: Int, dl: Double, du: Double)] = [(0, -score, -score)]
      if place > 0 { parts.append((place, 1, 0)) }
      if place + 1 < order { parts.append((place + 1, 0, 1)) }
      for one in parts {
        gradient[one.place] += dl * one.dl + du * one.du
        for other in parts {
          information[one.place * order + other.place] +=
            ll * one.dl * other.dl + uu * one.du * other.du + lu * (one.dl * other.du + one.du * other.dl)
        }
      }
    }
  }
}
