import SurveyVocabulary

/// Rousseeuw and Croux's Sn, a robust measure of spread: the typical distance of a value from the others.
///
/// For each value the median distance from all values is taken, and of these the median again. There is no
/// centre from which it is measured, so that skewed values need none. Up to half of the values may be
/// anything; for normal data its efficiency is 58 %.
///
/// Reference: Rousseeuw & Croux (1993), doi:10.1080/01621459.1993.10476408; the computation and the factors for
/// small samples: Croux & Rousseeuw (1992).
public struct RousseeuwCrouxSn: Finding {
  /// The stable name of the method.
  public static let methodID = "rousseeuw-croux-sn/1"
  /// The factor that makes the median of the median distances the standard deviation of large normal samples.
  public static let factor = 1.1926

  /// Sn, in units of the data: estimates the standard deviation of normal data; its interval is the
  /// bootstrap's where that was asked for.
  public let scale: Estimate
  /// The median of the median distances itself, without any factor.
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

  /// The low median over the values of the high medians of their distances from all values.
  private static func distance(_ sorted: [Double]) -> Double {
    let near = sorted.count / 2 + 1
    let medians = sorted.indices.map { distance(sorted, from: $0, near) }.sorted()
    return medians[(sorted.count + 1) / 2 - 1]
  }

  /// The distance from a value to the `near`-th nearest, itself counted first.
  ///
  /// The nearest ones stand side by side: of the places where such a run can begin, the one at which its upper
  /// end is first as far away as its lower end, or the one before, is theirs.
  private static func distance(_ sorted: [Double], from place: Int, _ near: Int) -> Double {
    let value = sorted[place]
    let first = max(0, place - near + 1)
    var (low, high) = (first, min(place, sorted.count - near))
    while low < high {
      let start = low + (high - low) / 2
      if sorted[start + near - 1] - value >= value - sorted[start] { high = start } else { low = start + 1 }
    }
    func reach(_ start: Int) -> Double { max(value - sorted[start], sorted[start + near - 1] - value) }
    return low > first ? min(reach(low), reach(low - 1)) : reach(low)
  }

  /// The factor that removes most of the bias of small normal samples.
  private static func sizeFactor(_ count: Int) -> Double {
    let small = [0.743, 1.851, 0.954, 1.351, 0.993, 1.198, 1.005, 1.131]
    if small.indices.contains(count - 2) { return small[count - 2] }
    let size = Double(count)
    return count.isMultiple(of: 2) ? 1 : size / (size - 0.9)
  }
}

extension RousseeuwCrouxSn {
  /// The spread, and what it is made of.
  public var report: Report {
    Report(
      context.title("Rousseeuw and Croux's Sn"),
      method: .init(
        Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed,
        citation: Citation(
          "Rousseeuw & Croux", 1993, "Journal of the American Statistical Association 88, 1273-1283",
          doi: "10.1080/01621459.1993.10476408")),
      rows: [.init("Sn", scale)],
      facts: [
        .init("n", .count(count)), .init("without factors", .number(raw)),
        .init("factor", .number(Self.factor, .decimals(4))),
        .init("factor for the size", .number(sizeFactor, .decimals(3))),
      ], cases: context.cases,
      notes: raw == 0 ? ["More than half of the values are equal, so that the spread is 0."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
