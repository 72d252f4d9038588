import SurveyProbability

/// The probability of an ordered answer given a standard normal score, and its derivatives.
///
/// With r = √(1 - ρ²) the answer between the thresholds l and h has the probability
/// Φ((h - ρz)/r) - Φ((l - ρz)/r) (Olsson, Drasgow & Dorans 1982).
struct PolyserialCell {
  /// The logarithm of the probability.
  let logProbability: Double
  /// The derivative of the logarithm with respect to the correlation, and its own derivative.
  let slope: Double
  let curvature: Double
  /// The derivatives of `slope` with respect to the lower and the upper threshold and to the score.
  let slopeByLower: Double
  let slopeByUpper: Double
  let slopeByScore: Double

  /// - Parameters:
  ///   - score: The standardized score z.
  ///   - lower: The threshold below the answer, minus infinity for the lowest answer.
  ///   - upper: The threshold above it, infinity for the highest.
  ///   - correlation: Strictly between -1 and 1.
  init(_ score: Double, lower: Double, upper: Double, correlation: Double) {
    let square = (1 - correlation) * (1 + correlation)
    let root = square.squareRoot()
    let edges = [
      Edge(lower, score, correlation, square, root), Edge(upper, score, correlation, square, root),
    ]
    let log = NormalBand.logProbability(edges[0].place, edges[1].place)
    logProbability = log
    // Each density over the probability, by logarithms: both may be too small for Double.
    let ratios = edges.map { edge in
      edge.place.isFinite ? libmExp(NormalDistribution.standard.logDensity(edge.place) - log) : 0
    }
    let signed = [-ratios[0], ratios[1]]
    var (byCorrelation, bend) = (0.0, 0.0)
    var (byScore, mixedScore) = (0.0, 0.0)
    for (edge, ratio) in zip(edges, signed) where ratio != 0 {
      byCorrelation += ratio * edge.slope
      bend += ratio * (edge.bend - edge.place * edge.slope * edge.slope)
      byScore += ratio * edge.byScore
      mixedScore += ratio * (edge.slopeByScore - edge.place * edge.slope * edge.byScore)
    }
    slope = byCorrelation
    curvature = bend - byCorrelation * byCorrelation
    slopeByScore = mixedScore - byCorrelation * byScore
    func byThreshold(_ index: Int) -> Double {
      guard signed[index] != 0 else { return 0 }
      let edge = edges[index]
      let mixed = edge.slopeByThreshold - edge.place * edge.slope / root
      return signed[index] * mixed - byCorrelation * signed[index] / root
    }
    (slopeByLower, slopeByUpper) = (byThreshold(0), byThreshold(1))
  }

  /// A threshold given the score: (τ - ρz)/r, with its derivatives.
  private struct Edge {
    let place: Double
    let slope: Double
    let bend: Double
    let byScore: Double
    let slopeByScore: Double
    let slopeByThreshold: Double

    init(_ threshold: Double, _ score: Double, _ correlation: Double, _ square: Double, _ root: Double) {
      guard threshold.isFinite else {
        place = threshold
        (slope, bend, byScore, slopeByScore, slopeByThreshold) = (0, 0, 0, 0, 0)
        return
      }
      let cube = square * root
      let tilt = threshold * correlation - score
      place = (threshold - correlation * score) / root
      slope = tilt / cube
      bend = threshold / cube + 3 * correlation * tilt / (cube * square)
      byScore = -correlation / root
      slopeByScore = -1 / cube
      slopeByThreshold = correlation / cube
    }
  }
}

/// The standard normal distribution between two places.
enum NormalBand {
  /// log(Φ(upper) - Φ(lower)), from the tails on the side where they are small.
  static func logProbability(_ lower: Double, _ upper: Double) -> Double {
    let normal = NormalDistribution.standard
    let (near, far) =
      lower + upper > 0
      ? (normal.logUpperTail(lower), normal.logUpperTail(upper))
      : (normal.logLowerTail(upper), normal.logLowerTail(lower))
    guard far > -.infinity else { return near }
    return near + libmLog(-libmExpm1(far - near))
  }
}
