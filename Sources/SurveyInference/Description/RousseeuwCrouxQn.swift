import SurveyVocabulary

/// Rousseeuw and Croux's Qn, a robust measure of spread: an early one of all distances between two values.
///
/// Of the n(n - 1)/2 distances in ascending order it is the one with rank h(h - 1)/2, h = ⌊n/2⌋ + 1, about a
/// quarter of the way. There is no centre from which it is measured. Up to half of the values may be
/// anything; for normal data its efficiency is 82 %.
///
/// Reference: Rousseeuw & Croux (1993), doi:10.1080/01621459.1993.10476408; the computation and the factors for
/// small samples: Croux & Rousseeuw (1992).
public struct RousseeuwCrouxQn: Finding {
  /// The stable name of the method.
  public static let methodID = "rousseeuw-croux-qn/1"
  /// The factor that makes the ordered distance the standard deviation of large normal samples.
  public static let factor = 2.2219

  /// Qn, in units of the data: estimates the standard deviation of normal data; its interval is the
  /// bootstrap's where that was asked for.
  public let scale: Estimate
  /// The ordered distance itself, without any factor.
  public let raw: Double
  /// The factor for the size of the sample, from the paper.
  public let sizeFactor: Double
  /// The number of values.
  public let count: Int
  /// What resampling found; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Takes the spread of values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - plan: Resamples the cases for an interval; `nil` gives none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two values, one is not finite, the spread exceeds the
  ///   range of `Double`, or as the bootstrap does.
  public init(
    _ values: some Collection<Double>, bootstrap plan: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let sorted = try finiteValues(values, "values", atLeast: 2).sorted()
    guard sorted.count <= 1_000_000_000 else {
      throw .infeasible("values", "there are more than 1,000,000,000", remedy: "use a sample of them")
    }
    raw = try RobustScale.checked(Self.distance(sorted))
    sizeFactor = Self.sizeFactor(sorted.count)
    let factor = Self.factor * sizeFactor
    let value = try RobustScale.checked(factor * raw)
    let found = try RobustScale(value, of: sorted, plan, confidence: confidence) {
      factor * Self.distance($0)
    }
    scale = found.estimate
    bootstrap = found.bootstrap
    count = sorted.count
    context = DataContext(parts: [], cases: CaseLedger(all: sorted.count))
  }

  /// The distance with the rank, found by bisection over the numbers that a `Double` can have: how many
  /// distances are at most so large takes one pass over the sorted values.
  private static func distance(_ sorted: [Double]) -> Double {
    guard let first = sorted.first, let last = sorted.last else { return 0 }
    let half = sorted.count / 2 + 1
    let rank = half * (half - 1) / 2
    // The patterns of numbers that are not negative are in the order of the numbers.
    var (low, high) = (0.0.bitPattern, (last - first).bitPattern)
    while low < high {
      let middle = low + (high - low) / 2
      if count(sorted, atMost: Double(bitPattern: middle)) >= rank { high = middle } else { low = middle + 1 }
    }
    return Double(bitPattern: low)
  }

  private static func count(_ sorted: [Double], atMost limit: Double) -> Int {
    var (total, partner) = (0, 0)
    for place in sorted.indices {
      while partner + 1 < sorted.count, sorted[partner + 1] - sorted[place] <= limit { partner += 1 }
      total += partner - place
    }
    return total
  }

  /// The factor that removes most of the bias of small normal samples.
  private static func sizeFactor(_ count: Int) -> Double {
    let small = [0.399, 0.994, 0.512, 0.844, 0.611, 0.857, 0.669, 0.872]
    if small.indices.contains(count - 2) { return small[count - 2] }
    let size = Double(count)
    return count.isMultiple(of: 2) ? size / (size + 3.8) : size / (size + 1.4)
  }
}

extension RousseeuwCrouxQn {
  /// The spread, and what it is made of.
  public var report: Report {
    Report(
      context.title("Rousseeuw and Croux's Qn"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed,
        citation: Citation(
          "Rousseeuw & Croux", 1993, "Journal of the American Statistical Association 88, 1273-1283",
          doi: "10.1080/01621459.1993.10476408")),
      rows: [.init("Qn", scale)],
      facts: [
        .init("n", .count(count)), .init("without factors", .number(raw)),
        .init("factor", .number(Self.factor, .decimals(4))),
        .init("factor for the size", .number(sizeFactor, .decimals(3))),
      ], cases: context.cases,
      notes: raw == 0 ? ["So many values are equal that the distance of this rank is 0."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
