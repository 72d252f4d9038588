import SurveyVocabulary

/// Agreement beyond chance where chance is drawing from the pooled shares: Scott's pi and Fleiss' kappa.
struct PooledAgreement {
  /// The disagreement by chance.
  let expected: Double
  /// The coefficient with Gwet's linearized standard error.
  let estimate: Estimate
  /// The standard error of Fleiss, Nee & Landis (1979) without weights; `nil` where the number of
  /// ratings differs between units.
  let nullStandardError: Double?

  init(_ tally: AgreementTally, population: Int?, confidence: Double) throws(InputError) {
    let means = tally.meanLosses
    let expected = zip(means, tally.prevalence).reduce(0) { $0 + $1.0 * $1.1 }
    let value = try tally.coefficient(expected: expected)
    estimate = try tally.estimate(
      value, expected: expected,
      influence: { tally.mean(of: means, unit: $0) },
      population: population, confidence: confidence)
    self.expected = expected
    nullStandardError = tally.constantSize.flatMap { size in
      let products = tally.prevalence.map { $0 * (1 - $0) }
      let sum = products.reduce(0, +)
      let skewed = zip(products, tally.prevalence).reduce(0) { $0 + $1.0 * (1 - 2 * $1.1) }
      let pairs = Double(tally.units) * Double(size) * Double(size - 1)
      let variance = 2 * (sum * sum - skewed) / pairs
      return variance > 0 ? variance.squareRoot() / sum : nil
    }
  }
}

extension AgreementTally {
  /// Kappa of one category against all others, without weights; `nil` if nobody used it, or nobody
  /// another.
  func kappa(ofCategory place: Int) -> Double? {
    let share = prevalence[place]
    let expected = 2 * share * (1 - share)
    // The share of others is summed by itself: 1 - share may be a rounding error off 0.
    guard share > 0, prevalence.indices.contains(where: { $0 != place && prevalence[$0] > 0 }) else {
      return nil
    }
    var observed = 0.0
    for unit in 0..<units where sizes[unit] >= 2 {
      let (ratings, own) = (Double(sizes[unit]), count(unit: unit, category: place))
      observed += 2 * own * (ratings - own) / (ratings * (ratings - 1))
    }
    return 1 - observed / Double(pairable) / expected
  }
}
