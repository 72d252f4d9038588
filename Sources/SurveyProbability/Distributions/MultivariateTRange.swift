import SurveyVocabulary

/// The probability that at least one of several t or normal statistics with given correlations exceeds c in size.
///
/// The statistics are l'z/s, with directions l whose products are the correlations, z independent normal numbers, as
/// many as the correlations have ranks r, and s the root of χ²(ν)/ν, common to all. Each direction of z belongs to the
/// cell of the statistic that is the largest there. At an angle θ from the center of the cell, |z| cos θ/s exceeds c
/// with the probability that F with r and ν degrees of freedom exceeds c²/(r cos²θ). The probability sought is
/// therefore that of all statistics alone (Bonferroni's bound) less an integral of one dimension over the share of the
/// cells that have ended before θ (the idea of tubes, Hotelling 1939, Naiman 1986, with the overlaps counted). That
/// share holds for all c and ν. It is known up to rank 3, and else comes from shifted lattices. Far out nearly nothing
/// is subtracted, so that a small probability is right relative to itself.
package struct MultivariateTRange: Sendable {
  /// The number of statistics that differ.
  private let count: Int
  private let rank: Int
  private let single: SizeTail
  private let radius: RadiusTail
  /// 1/cos²θ at the points of the integral.
  private let stretches: [Double]
  /// The weights of the points.
  private let weights: [Double]
  /// The weights by each shift of a lattice; none where no lattice is needed.
  private let shifts: [[Double]]
  private let control: ShiftControl

  /// The most statistics.
  package static let largestCount = 200
  /// What a lattice may cost, in additions or the like: about a second.
  package static let largestCost = 3e8

  /// - Parameters:
  ///   - correlations: One row to a statistic, with ones on the diagonal.
  ///   - degreesOfFreedom: Those of s; infinity for normal statistics.
  ///   - seed: Of the shifts.
  ///   - largestCost: What a lattice may cost; the smallest one is always taken.
  /// - Throws: `InputError` if there is no statistic or more than 200, if a correlation is not finite or beyond ±1,
  ///   if no statistics have these correlations, if the matrix has a rank above 100, or if the degrees of freedom are
  ///   not above zero.
  package init(
    correlations: [[Double]], degreesOfFreedom: Double, seed: UInt64 = 1, largestCost: Double = largestCost
  ) throws(InputError) {
    guard (1...Self.largestCount).contains(correlations.count) else {
      throw .infeasible(
        "correlations",
        "there are \(correlations.count) statistics, from 1 to \(Self.largestCount) are possible",
        remedy: "use an adjustment that needs no correlations")
    }
    single = try SizeTail(degreesOfFreedom)
    let factor = try CorrelationFactor(correlations)
    (count, rank) = (factor.count, factor.rank)
    guard rank <= LatticeRule.largestDimension else {
      throw .infeasible(
        "correlations", "a rank of \(rank) is too large",
        remedy: "use an adjustment that needs no correlations")
    }
    radius = try RadiusTail(rank, degreesOfFreedom)
    let borders = CellBorders(factor)
    guard count > 1, !borders.areKnown else {
      let grid = count > 1 ? borders.known() : BorderGrid(narrowest: 1)
      stretches = grid.stretches
      weights = count > 1 ? grid.overlap(rank: rank) : []
      (shifts, control) = ([], ShiftControl([]))
      return
    }
    // Refined where the probability is about .05, which is where precision is wanted.
    let near = try single.quantile(0.1 / Double(count))
    var (stretches, shifts, control): ([Double], [[Double]], ShiftControl) = ([], [], ShiftControl([]))
    for rule in LatticeRule.all {
      guard shifts.isEmpty || borders.cost(rule.count) <= largestCost else { break }
      let grids = borders.sampled(rule, seed: seed)
      stretches = grids.first?.stretches ?? []
      shifts = grids.map { $0.overlap(rank: factor.rank) }
      // At a limit of zero all statistics but one are superfluous.
      control = ShiftControl(shifts.map { $0.reduce(0, +) - Double(factor.count - 1) })
      let found = control.judged(radius.sums(stretches, shifts, near))
      let tail = Double(count) * single.upper(near) - found.value
      if found.error <= max(1e-6, 1e-4 * tail) { break }
    }
    (self.stretches, self.shifts, self.control) = (stretches, shifts, control)
    weights = control.combined(shifts)
  }

  private init(_ other: MultivariateTRange, _ degreesOfFreedom: Double) throws(InputError) {
    single = try SizeTail(degreesOfFreedom)
    radius = try RadiusTail(other.rank, degreesOfFreedom)
    (count, rank, stretches) = (other.count, other.rank, other.stretches)
    (weights, shifts, control) = (other.weights, other.shifts, other.control)
  }

  /// The same statistics with other degrees of freedom, by the same points.
  ///
  /// - Throws: `InputError` if the degrees of freedom are not above zero.
  package func with(degreesOfFreedom: Double) throws(InputError) -> MultivariateTRange {
    try MultivariateTRange(self, degreesOfFreedom)
  }

  /// The probability that a statistic exceeds `limit` in size; NaN for a limit that is none.
  package func outside(_ limit: Double) -> Double {
    if limit.isNaN { return .nan }
    guard limit > 0 else { return 1 }
    let (own, scale) = scaled(limit)
    let alone = single.upper(own)
    let sum = Double(count) * alone
    let overlap = count > 1 ? radius.sums(stretches, [weights], own)[0] : 0
    return min(1, max(alone, min(sum, sum - overlap)) * scale)
  }

  /// The error of `outside(limit)`, which is exceeded once in 500 by Student's t, with ten digits for the integrals;
  /// zero where no lattice is needed.
  package func error(outside limit: Double) -> Double {
    guard !shifts.isEmpty, limit > 0 else { return 0 }
    let (own, scale) = scaled(limit)
    let found = control.judged(radius.sums(stretches, shifts, own))
    return (found.error + 1e-10 * (Double(count) * single.upper(own) - found.value).magnitude) * scale
  }

  /// The probability that all statistics are at most `limit` in size.
  package func inside(_ limit: Double) -> Double { 1 - outside(limit) }

  /// The limit that at least one statistic exceeds in size with a probability.
  ///
  /// - Throws: `InputError` if the probability is not between 0 and 1, or if the limit leaves the range of `Double`.
  package func limit(outside probability: Double) throws(InputError) -> Double {
    guard probability > 0, probability < 1 else {
      throw .outOfRange("probability", value: probability, allowed: "between 0 and 1")
    }
    let alone = try single.quantile(probability)
    guard count > 1 else { return alone }
    // Between the limit of one statistic alone and Bonferroni's, with room for rounding.
    let (low, high) = (
      alone * (1 - 1e-9), try single.quantile(probability / Double(count)) * (1 + 1e-9)
    )
    guard low <= high, high.isFinite else {
      throw InputError(.outOfRange, "critical value", "it leaves the range of Double")
    }
    let wanted = libmLog(probability)
    return try RootFinding.solve(in: low...high, "critical value", tolerance: 1e-13) {
      libmLog(outside($0)) - wanted
    }
  }

  /// Beyond the squares that `Double` holds a tail of Student's is a power, by which a smaller limit is scaled.
  private func scaled(_ limit: Double) -> (limit: Double, scale: Double) {
    guard limit > 1e100 else { return (limit, 1) }
    let known = single.upper(1e100)
    return (1e100, known > 0 ? single.upper(limit) / known : 1)
  }
}
