import SurveyVocabulary

/// The effect with the limits that a bootstrap gives it, or the reason why it has none.
struct RobustEffect {
  let estimate: Estimate?
  let bootstrap: BootstrapFinding?
  let note: String?

  /// Takes the limits from a bootstrap at the level of a two-sided interval.
  ///
  /// - Throws: `InputError` if the plan has too few resamples for the level. What the data cause leaves the
  ///   effect without an interval, and ``note`` says why.
  init(
    _ value: Double?, _ plan: BootstrapPlan?, _ alternative: Alternative, _ confidence: Double,
    _ resample: (_ value: Double, _ level: Double) throws(InputError) -> BootstrapFinding?
  ) throws(InputError) {
    guard let value else {
      self.init(nil, nil, "The unit of the standardized difference is zero, so that there is none.")
      return
    }
    guard let plan else {
      self.init(Estimate(value), nil, "Robust d has no interval, because nothing was resampled.")
      return
    }
    let level = 1 - 2 * alternative.tailArea(confidence: confidence)
    guard level > 0 else {
      self.init(
        Estimate(value), nil, "A one-sided limit of a bootstrap needs a level above .5: robust d has none.")
      return
    }
    do throws(InputError) {
      guard let found = try resample(value, level) else {
        self.init(Estimate(value), nil, nil)
        return
      }
      let interval = alternative.interval(
        found.interval.lower, found.interval.upper, level: confidence, method: found.interval.method)
      self.init(Estimate(value, standardError: found.standardError, interval: interval), found, nil)
    } catch {
      guard Double(plan.resamples + 1) * (1 - level) / 2 >= 1 else { throw error }
      let remedy = error.remedy.map { "; \($0)" } ?? ""
      self.init(Estimate(value), nil, "Robust d has no interval: \(error.problem)\(remedy).")
    }
  }

  private init(_ estimate: Estimate?, _ bootstrap: BootstrapFinding?, _ note: String?) {
    (self.estimate, self.bootstrap, self.note) = (estimate, bootstrap, note)
  }
}

/// Values in order whose resamples are trimmed without sorting them again.
struct TrimmedDraw {
  /// Size, trimmed mean and winsorized variance of a resample, in the common unit.
  struct Found {
    let count: Double
    let mean: Double
    let variance: Double
  }

  /// The place of each case among the values in order.
  private let places: [Int]
  private let sorted: [Double]
  private let center: Double
  private let trim: Double
  private var times: [Int]

  /// Sorts the values once, as deviations from the trimmed mean in the given unit.
  init(_ values: [Double], _ summary: TrimmedSummary, unit: Double) {
    let order = values.indices.sorted { values[$0] < values[$1] }
    var places = [Int](repeating: 0, count: values.count)
    for (place, index) in order.enumerated() { places[index] = place }
    self.places = places
    sorted = order.map { (values[$0] - summary.trimmedMean) / unit }
    center = summary.trimmedMean / unit
    trim = summary.trim
    times = [Int](repeating: 0, count: values.count)
  }

  /// A power of two near the larger winsorized deviation, by which division is exact.
  static func unit(_ first: TrimmedSummary, _ second: TrimmedSummary) -> Double {
    let largest = max(first.winsorizedDeviation, second.winsorizedDeviation)
    guard largest > 0 else { return 1 }
    return Double(sign: .plus, exponent: min(max(largest.exponent, -1000), 1000), significand: 1)
  }

  /// Trims and winsorizes the cases with these numbers.
  mutating func found(_ rows: UnsafeBufferPointer<Int>) -> Found {
    for place in times.indices { times[place] = 0 }
    for row in rows { times[places[row]] += 1 }
    let cut = TrimmedSummary.trimmed(rows.count, trim)
    let end = rows.count - cut
    var (before, low, high, sum, squares) = (0, 0.0, 0.0, 0.0, 0.0)
    for (value, count) in zip(sorted, times) where count > 0 {
      let kept = min(before + count, end) - max(before, cut)
      if kept > 0 {
        if before <= cut { low = value }
        high = value
        sum += Double(kept) * value
        squares += Double(kept) * value * value
      }
      before += count
    }
    let (n, g) = (Double(rows.count), Double(cut))
    let all = squares + g * (low * low + high * high)
    let total = sum + g * (low + high)
    let rest = all - total * total / n
    // Beside rounding nothing is left where all values between the cuts are equal.
    let variance = low < high && rest > 1e-13 * all ? rest / (n - 1) : 0
    return Found(count: n, mean: center + sum / (n - 2 * g), variance: variance)
  }
}
