import SurveyProbability
import SurveyVocabulary

/// All counts that cases can have in categories of given probabilities, against the observed counts.
struct MultinomialOutcomes {
  /// The most outcomes that are gone through.
  static let mostOutcomes = 5_000_000.0
  private static let parts = 16

  private let counts: [Int]
  private let probabilities: [Double]
  private let total: Int

  init(_ counts: [Int], _ probabilities: [Double]) throws(InputError) {
    self.counts = counts
    self.probabilities = probabilities
    total = counts.reduce(0, +)
  }

  /// Σ count²/probability, which is n χ² + n².
  private func score(_ counts: [Int]) -> Double {
    zip(counts, probabilities).reduce(0) { $0 + Double($1.0) / $1.1 * Double($1.0) }
  }

  /// The probability of outcomes whose chi-square is no smaller, or whose probability is no larger.
  func tails(byProbability: Bool) throws(InputError) -> TailProbabilities {
    let categories = counts.count
    let all = SpecialFunctions.binomialCoefficient(total + categories - 1, categories - 1)
    guard total < 1_000_000, categories <= 200, all <= Self.mostOutcomes else {
      throw .infeasible(
        "method", "there are too many outcomes of \(total) cases in \(categories) categories",
        remedy: "use .monteCarlo(samples:seed:)")
    }
    let logs = ConditionalTables.logFactorials(upTo: total)
    let logShares = probabilities.map(libmLog)
    func logMass(_ count: Int, _ place: Int) -> Double { Double(count) * logShares[place] - logs[count] }
    let observedMass = counts.indices.reduce(logs[total]) { $0 + logMass(counts[$1], $1) }
    let observed = byProbability ? -observedMass : score(counts)
    let tolerance = 1e-11 * max(1, observed.magnitude)
    var sums = StatisticTails()
    func visit(_ place: Int, _ rest: Int, _ mass: Double, _ sum: Double) {
      if place == categories - 1 {
        let mass = mass + logMass(rest, place)
        let value = byProbability ? -mass : sum + Double(rest) / probabilities[place] * Double(rest)
        let weight = libmExp(mass)
        if value > observed + tolerance {
          sums.above += weight
        } else if value >= observed - tolerance {
          sums.equal += weight
        } else {
          sums.below += weight
        }
        return
      }
      for count in 0...rest {
        visit(
          place + 1, rest - count, mass + logMass(count, place),
          sum + Double(count) / probabilities[place] * Double(count))
      }
    }
    visit(0, total, logs[total], 0)
    return sums.tails(
      midP: false, twoSided: sums.above + sums.equal,
      definition: byProbability ? TwoSidedDefinition.minimumLikelihood.rawValue : "upper tail")
  }

  /// The share of random outcomes whose chi-square is no smaller; the observed one is one of them.
  func sampled(
    _ draws: Int, seed: UInt64, confidence: Double
  ) throws(InputError) -> (tails: TailProbabilities, interval: ConfidenceInterval) {
    guard draws >= 1 else { throw InputError(.tooFew, "samples", "\(draws) asked for, at least 1 needed") }
    guard draws <= RandomTables.mostTables, counts.count <= RandomTables.mostDraws / draws else {
      throw .infeasible(
        "samples", "\(draws) are more than can be drawn", remedy: "use fewer, or join categories")
    }
    let distribution = try MultinomialDistribution(trials: total, weights: probabilities)
    let observed = score(counts)
    let tolerance = 1e-11 * max(1, observed)
    var (hits, above) = (0, 0)
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      for _ in 0..<draws / Self.parts + (part < draws % Self.parts ? 1 : 0) {
        let value = score(distribution.sample(using: &stream))
        if value >= observed - tolerance { hits += 1 }
        if value > observed + tolerance { above += 1 }
      }
    }
    let share = Double(hits + 1) / Double(draws + 1)
    return (
      TailProbabilities(
        lower: Double(draws - above + 1) / Double(draws + 1), upper: share, twoSided: share,
        definition: "upper tail"),
      try ProportionInterval.clopperPearson.interval(of: hits, in: draws, confidence: confidence)
    )
  }
}
