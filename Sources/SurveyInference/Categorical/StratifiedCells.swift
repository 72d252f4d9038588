import SurveyProbability
import SurveyVocabulary

/// Two-by-two tables of strata that inform about a common odds ratio, and the exact conditional
/// distribution of the sum of their first cells.
struct StratifiedCells {
  /// The most products of the convolution, and the most possible sums.
  static let mostProducts = 200_000_000.0

  let strata: [TwoByTwo]
  let observed: Int
  let smallest: Int
  let largest: Int

  init(_ strata: [TwoByTwo]) {
    self.strata = strata
    observed = strata.reduce(0) { $0 + $1.a }
    let supports = strata.map { ConditionalOddsRatio($0).support }
    smallest = supports.reduce(0) { $0 + $1.lowerBound }
    largest = supports.reduce(0) { $0 + $1.upperBound }
  }

  /// The probabilities of the sums from the smallest to the largest at a common odds ratio.
  ///
  /// - Throws: `InputError` if the tables are too large.
  func masses(oddsRatio: Double) throws(InputError) -> [Double] {
    var masses = [1.0]
    var products = 0.0
    for stratum in strata {
      let cell = ConditionalOddsRatio(stratum)
      products += Double(masses.count) * Double(cell.support.count)
      guard products <= Self.mostProducts, cell.support.count <= 1_000_000 else {
        throw .infeasible(
          "method", "the exact distribution of strata of this size is too large", remedy: "use .chiSquare()")
      }
      let own = try NoncentralHypergeometricDistribution(
        marked: cell.marked, population: cell.population, draws: cell.draws, oddsRatio: oddsRatio)
      let weights = cell.support.map(own.mass)
      var next = [Double](repeating: 0, count: masses.count + weights.count - 1)
      for (place, mass) in masses.enumerated() where mass > 0 {
        for (step, weight) in weights.enumerated() { next[place + step] += mass * weight }
      }
      masses = next
    }
    return masses
  }

  /// The tails of the observed sum under a common odds ratio of 1.
  func tails(_ definition: TwoSidedDefinition, midP: Bool) throws(InputError) -> TailProbabilities {
    let masses = try self.masses(oddsRatio: 1)
    let place = observed - smallest
    let halves = definition.halves(midP)
    let half = halves ? masses[place] / 2 : 0
    let lower = masses[...place].reduce(0, +) - half
    let upper = masses[place...].reversed().reduce(0, +) - half
    let limit = masses[place]
    let twoSided: Double
    switch definition {
    case .doubled, .midP: twoSided = 2 * min(lower, upper)
    case .minimumLikelihood:
      let tie = limit * TwoSidedDefinition.tie
      twoSided = masses.sorted().reduce(0) { sum, mass in
        sum + (mass < limit - tie ? mass : mass <= limit + tie ? (halves ? mass / 2 : mass) : 0)
      }
    case .distance:
      let mean = masses.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      let own = (Double(place) - mean).magnitude
      let tie = 1e-10 * max(1, mean)
      twoSided = masses.enumerated().reduce(0) { sum, cell in
        let distance = (Double(cell.offset) - mean).magnitude
        guard distance >= own - tie else { return sum }
        return sum + (halves && distance <= own + tie ? cell.element / 2 : cell.element)
      }
    }
    return TailProbabilities(
      lower: min(lower, 1), upper: min(upper, 1), twoSided: min(twoSided, 1),
      definition: definition.name(midP: midP))
  }

  /// The conditional maximum-likelihood odds ratio, and its exact limits; 0 and ∞ where there are none.
  func estimate(
    near start: Double, midP: Bool, alternative: Alternative, confidence: Double
  ) throws(InputError) -> (value: Double, interval: ConfidenceInterval) {
    let base = try masses(oddsRatio: start)
    let logs = base.map(libmLog)
    /// The probabilities at an odds ratio e^t times as large.
    func tilted(_ t: Double) -> [Double] {
      let exponents = logs.enumerated().map { $1 + Double($0) * t }
      let top = exponents.max() ?? 0
      let weights = exponents.map { libmExp($0 - top) }
      let sum = weights.reduce(0, +)
      return weights.map { $0 / sum }
    }
    let place = observed - smallest
    let area = alternative.tailArea(confidence: confidence)
    let (isLeast, isMost) = (observed == smallest, observed == largest)
    func limit(isLower: Bool) throws(InputError) -> Double {
      let t = try RootFinding.solve(in: -300...300, "limit of the odds ratio") { t in
        let masses = tilted(t)
        let own = midP ? masses[place] / 2 : masses[place]
        return (isLower ? masses[(place + 1)...] : masses[..<place]).reduce(own, +) - area
      }
      return start * libmExp(t)
    }
    let value: Double
    if isLeast || isMost {
      value = isLeast ? 0 : .infinity
    } else {
      let t = try RootFinding.solve(in: -300...300, "odds ratio") { t in
        tilted(t).enumerated().reduce(0) { $0 + Double($1.offset - place) * $1.element }
      }
      value = start * libmExp(t)
    }
    let lower = isLeast || alternative == .less ? 0 : try limit(isLower: true)
    let upper = isMost || alternative == .greater ? .infinity : try limit(isLower: false)
    return (
      value,
      ConfidenceInterval(
        lower: lower, upper: upper, level: confidence,
        method: midP ? "exact conditional mid-p" : "exact conditional")
    )
  }
}
