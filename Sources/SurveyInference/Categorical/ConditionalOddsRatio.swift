import SurveyProbability
import SurveyVocabulary

/// The odds ratio of a two-by-two table given its margins: the conditional maximum-likelihood estimate and
/// the limits at which one-sided exact tests reach a given area.
struct ConditionalOddsRatio {
  /// The search runs over the logarithm of the odds ratio, about 10^-199 to 10^199.
  private static let range = -460.0...460.0

  let observed: Int
  let marked: Int
  let population: Int
  let draws: Int

  init(_ table: TwoByTwo) {
    observed = table.a
    marked = table.a + table.c
    population = table.total
    draws = table.a + table.b
  }

  /// The least and the greatest value of the first cell with these margins.
  var support: ClosedRange<Int> { max(0, draws - (population - marked))...min(draws, marked) }

  /// The odds ratio at which the expected first cell is the observed one; 0 or ∞ at an end of the support,
  /// `nil` where the margins leave only one table.
  ///
  /// - Throws: `InputError` if the table has more than 2^31 cases.
  func estimate() throws(InputError) -> Double? {
    if support.count == 1 { return nil }
    if observed == support.lowerBound { return 0 }
    if observed == support.upperBound { return .infinity }
    _ = try distribution(0)
    let x = Double(observed)
    return libmExp(
      try RootFinding.solve(in: Self.range, "odds ratio") { logarithm in
        (try? distribution(logarithm)).map { $0.mean - x } ?? .nan
      })
  }

  /// The limits of the odds ratio; 0 and ∞ where the table sets none.
  ///
  /// - Throws: `InputError` if the table has more than 2^31 cases.
  func interval(
    midP: Bool, alternative: Alternative, confidence: Double
  ) throws(InputError) -> ConfidenceInterval {
    let area = alternative.tailArea(confidence: confidence)
    let hasLower = alternative != .less && observed > support.lowerBound
    let hasUpper = alternative != .greater && observed < support.upperBound
    let lower = hasLower ? try limit(area, midP: midP, isLower: true) : 0
    let upper = hasUpper ? try limit(area, midP: midP, isLower: false) : .infinity
    return ConfidenceInterval(
      lower: lower, upper: upper, level: confidence,
      method: midP ? "exact conditional mid-p" : "exact conditional")
  }

  private func limit(_ area: Double, midP: Bool, isLower: Bool) throws(InputError) -> Double {
    _ = try distribution(0)
    let goal = libmLog(area)
    return libmExp(
      try RootFinding.solve(in: Self.range, "limit of the odds ratio") { logarithm in
        guard let distribution = try? distribution(logarithm) else { return .nan }
        let tail: Double
        if midP {
          let beyond =
            isLower ? distribution.logUpperTail(observed) : distribution.logLowerTail(observed - 1)
          tail = SpecialFunctions.logSumExp(beyond, distribution.logMass(observed) - libmLog(2))
        } else {
          tail = isLower ? distribution.logUpperTail(observed - 1) : distribution.logLowerTail(observed)
        }
        return max(tail, -1e300) - goal
      })
  }

  func distribution(_ logarithm: Double) throws(InputError) -> NoncentralHypergeometricDistribution {
    try NoncentralHypergeometricDistribution(
      marked: marked, population: population, draws: draws, oddsRatio: libmExp(logarithm))
  }
}
