import SurveyProbability
import SurveyVocabulary

/// The statistics of all wild bootstrap samples, or of random ones.
struct WildBootstrapSamples {
  private(set) var samples: [WildBootstrapForm.Sample] = []
  /// Whether each sample stands for the one with all signs changed too.
  private let isMirrored: Bool
  /// The numbers of vectors of multipliers that were drawn and are possible; `nil` where more than a million are.
  private(set) var distinct: Int?
  private(set) var possible: Int?
  private let definition: TwoSidedDefinition

  static let mostEnumerated = 1_048_576.0
  static let mostDrawn = 1_000_000
  static let mostWork = 2e10
  /// Statistics that differ by less than this, relative to their size, are equal.
  static let tie = 1e-9

  /// The null distribution of all vectors of multipliers.
  init(
    allOf form: WildBootstrapForm, _ multipliers: WildClusterBootstrap.Multipliers, order: Int,
    _ definition: TwoSidedDefinition
  ) throws(InputError) {
    try definition.checkForDraws()
    guard let values = multipliers.equallyLikely else {
      throw InputError(
        .definition, "draws",
        "Mammen's multipliers are not equally likely, so that vectors cannot be counted",
        remedy: "use .random(resamples:seed:), or .rademacher")
    }
    let count = raise(Double(values.count), to: Double(form.clusterCount))
    guard count <= Self.mostEnumerated, count * Double(form.clusterCount * order) <= Self.mostWork else {
      throw .infeasible(
        "draws", "\(form.clusterCount) clusters have too many vectors of multipliers",
        remedy: "use .random(resamples:seed:)")
    }
    let whole = Int(count)
    isMirrored = true
    self.definition = definition
    (distinct, possible) = (whole, whole)
    // Changing all signs changes that of the statistic, so that the first multiplier may be positive.
    var digits = [Int](repeating: 0, count: form.clusterCount)
    samples.reserveCapacity(whole / 2)
    for _ in 0..<whole / 2 {
      samples.append(form.sample(digits.map { values[$0] }))
      var place = digits.count - 1
      while place >= 0 {
        digits[place] += 1
        if digits[place] < (place == 0 ? values.count / 2 : values.count) { break }
        digits[place] = 0
        place -= 1
      }
    }
  }

  /// The null distribution of random vectors of multipliers.
  init(
    _ resamples: Int, of form: WildBootstrapForm, _ multipliers: WildClusterBootstrap.Multipliers, order: Int,
    seed: UInt64, _ definition: TwoSidedDefinition
  ) throws(InputError) {
    try definition.checkForDraws()
    guard (1...Self.mostDrawn).contains(resamples) else {
      throw .outOfRange("resamples", value: Double(resamples), allowed: "1 to 1,000,000")
    }
    guard Double(resamples) * Double(form.clusterCount) * Double(order) <= Self.mostWork else {
      throw .infeasible(
        "resamples", "\(resamples) of \(form.clusterCount) clusters are too many", remedy: "ask for fewer")
    }
    isMirrored = false
    self.definition = definition
    let base = multipliers.values.count
    let count = raise(Double(base), to: Double(form.clusterCount))
    let isCounted = count <= Self.mostEnumerated
    var seen: Set<Int> = []
    var stream = RandomStream(seed: seed)
    var vector = [Double](repeating: 0, count: form.clusterCount)
    samples.reserveCapacity(resamples)
    for _ in 0..<resamples {
      var code = 0
      for cluster in vector.indices {
        let place = multipliers.place(&stream)
        vector[cluster] = multipliers.values[place]
        if isCounted { code = code * base + place }
      }
      if isCounted { seen.insert(code) }
      samples.append(form.sample(vector))
    }
    if isCounted { (distinct, possible) = (seen.count, Int(count)) }
  }

  /// The probabilities of a statistic at least as extreme as τ where the value that belongs to τ is true.
  ///
  /// Of random samples the observed statistic counts as one more. A sample without a statistic counts as extreme
  /// on every side.
  func tails(_ tau: Double) throws(InputError) -> TailProbabilities {
    var (lower, upper, far) = (0, 0, 0)
    let room = Self.tie * tau.magnitude
    for sample in samples {
      guard let value = sample.statistic(tau) else {
        lower += isMirrored ? 2 : 1
        upper += isMirrored ? 2 : 1
        far += isMirrored ? 2 : 1
        continue
      }
      if value <= tau + room { lower += 1 }
      if value >= tau - room { upper += 1 }
      if value.magnitude >= tau.magnitude - room { far += isMirrored ? 2 : 1 }
      guard isMirrored else { continue }
      if -value <= tau + room { lower += 1 }
      if -value >= tau - room { upper += 1 }
    }
    let own = isMirrored ? 0 : 1
    let whole = Double(samples.count * (isMirrored ? 2 : 1) + own)
    return try definition.tails(
      lower: Double(lower + own) / whole, upper: Double(upper + own) / whole,
      distance: Double(far + own) / whole)
  }

  /// How many samples have no statistic at τ: neither numerator nor standard error differ from zero.
  func undefinedCount(_ tau: Double) -> Int {
    samples.count { $0.statistic(tau) == nil } * (isMirrored ? 2 : 1)
  }

  /// The τ farthest from zero, on the side of the sign, up to which the probability stays above a level: where it
  /// first falls to the level or below, going outward; infinite where it never does, `nil` where it is not above
  /// the level at zero.
  func limit(_ sign: Double, level: Double, _ alternative: Alternative) throws(InputError) -> Double? {
    func isAbove(_ tau: Double) throws(InputError) -> Bool {
      let tails = try tails(sign * tau)
      let probability =
        switch alternative {
        case .twoSided: tails.twoSided
        case .greater: tails.upper
        case .less: tails.lower
        }
      return probability > level
    }
    guard try isAbove(0) else { return nil }
    var (inner, outer) = (0.0, 0.5)
    while try isAbove(outer) {
      inner = outer
      // Fine steps where limits lie, doubling beyond; the statistics change no more at the end.
      outer = outer < 16 ? outer + 0.5 : 2 * outer
      guard outer < 1e7 else { return sign * .infinity }
    }
    for _ in 0..<200 where outer - inner > 1e-13 * outer {
      let middle = inner + (outer - inner) / 2
      if try isAbove(middle) { inner = middle } else { outer = middle }
    }
    return sign * outer
  }
}
