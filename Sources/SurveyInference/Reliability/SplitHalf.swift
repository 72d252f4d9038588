import SurveyVocabulary

extension SplitHalfReliability {
  /// The reliability of the sum that one split gives, in its different forms.
  public struct Split: Hashable, Sendable {
    /// The places of the items of the first half.
    public let half: [Int]
    /// The correlation of the two half scores; `nil` if one is constant.
    public let correlation: Double?
    /// 2r/(1 + r): for halves of equal variance and length (Spearman 1910, Brown 1910); `nil` without r,
    /// and at r = -1.
    public let spearmanBrown: Double?
    /// Spearman and Brown's formula for halves of unequal length (Horst 1951); equal to it for equal
    /// lengths, `nil` where it is.
    public let horst: Double?
    /// 4 cov(A, B)/var(A + B): for halves of any variances (Flanagan, Rulon 1939, Guttman 1945).
    public let guttman: Double

    init?(_ covariances: ItemCovariances, half: [Int]) {
      guard let total = GuttmanBounds.total(covariances) else { return nil }
      let first = Set(half)
      var (own, other, shared) = (0.0, 0.0, 0.0)
      for row in 0..<covariances.order {
        for column in 0..<covariances.order {
          switch (first.contains(row), first.contains(column)) {
          case (true, true): own += covariances[row, column]
          case (false, false): other += covariances[row, column]
          case (true, false): shared += covariances[row, column]
          case (false, true): break
          }
        }
      }
      self.half = half
      guttman = min(1, 4 * (shared / total))
      guard own > 1e-13 * total, other > 1e-13 * total else {
        correlation = nil
        spearmanBrown = nil
        horst = nil
        return
      }
      let r = min(max(shared / (own.squareRoot() * other.squareRoot()), -1), 1)
      correlation = r
      let share = Double(half.count) / Double(covariances.order)
      spearmanBrown = Self.stepUp(r, shares: 0.25)
      horst = Self.stepUp(r, shares: share * (1 - share))
    }

    /// Horst's formula in the form 2r/(r + √(r² + 4pq(1 - r²))), which loses no digits at r = 0 or 1 and
    /// is Spearman and Brown's at p = q = 1/2.
    static func stepUp(_ r: Double, shares: Double) -> Double? {
      let divisor = r + (r * r + 4 * shares * (1 - r) * (1 + r)).squareRoot()
      return divisor > 1e-13 ? min(1, 2 * r / divisor) : nil
    }
  }

  /// Which splits into halves are compared.
  public enum Splits: Hashable, Sendable, Codable {
    /// All of them, up to 24 items.
    case all
    /// Random ones, drawn with replacement from a stated seed.
    case sampled(Int, seed: UInt64 = 1)
  }

  /// What all compared splits give, in the form of ``Split/guttman``.
  public struct Distribution: Hashable, Sendable {
    /// How many splits were compared.
    public let count: Int
    /// Whether these are all splits into halves as equal as the number of items allows.
    public let isComplete: Bool
    /// The largest reliability; Guttman's λ₄ if the splits are complete.
    public let maximum: Double
    /// The places of the items of one half of the split that gives the largest.
    public let best: [Int]
    /// The smallest reliability.
    public let minimum: Double
    /// The mean reliability; for an even number of items and complete splits it is Cronbach's alpha.
    public let mean: Double
    /// The reliabilities in rising order.
    let sorted: [Double]

    /// A quantile of the reliabilities, by linear interpolation (type 7); `nil` outside 0...1.
    public func quantile(_ probability: Double) -> Double? {
      probability >= 0 && probability <= 1 ? Quantiles.quantile(probability, of: sorted, .seven) : nil
    }

    init(_ values: [Double], best: [Bool], isComplete: Bool) {
      sorted = values.map { min(1, $0) }.sorted()
      count = values.count
      self.isComplete = isComplete
      minimum = sorted.first ?? 0
      maximum = sorted.last ?? 0
      // Taken from the largest, equal values have themselves as their mean.
      let top = sorted.last ?? 0
      mean = top + sorted.reduce(0) { $0 + ($1 - top) } / Double(max(values.count, 1))
      self.best = best.indices.filter { best[$0] }
    }
  }
}
