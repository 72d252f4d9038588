import SurveyVocabulary

/// The common area of two Gaussian kernel densities.
enum KernelOverlap {
  private static let points = 512

  /// Refuses resampling that takes too long: each case reaches up to all points of the grid.
  static func check(_ cases: Int, _ plan: BootstrapPlan?) throws(InputError) {
    guard let plan, plan.resamples > 0 else { return }
    // The acceleration of BCa limits leaves out each case once.
    let passes = plan.interval == .bca ? max(plan.resamples, cases) : plan.resamples
    guard cases <= 20_000_000 / passes else {
      throw .infeasible(
        "resamples", "\(plan.resamples) resamples of \(cases) cases take too long for kernel densities",
        remedy: "at most 20,000,000 drawn cases, or use .shares")
    }
  }

  /// The area, by the trapezoidal rule over 512 points from three bandwidths below the smallest to three
  /// above the largest value; `nil` where a group has no spread.
  static func area(_ first: [Double], _ second: [Double]) -> Double? {
    let (one, other) = (first.sorted(), second.sorted())
    guard let low = bandwidth(one), let high = bandwidth(other) else { return nil }
    let reach = 3 * max(low, high)
    let start = min(one[0], other[0]) - reach
    let end = max(one[one.count - 1], other[other.count - 1]) + reach
    let step = (end - start) / Double(points - 1)
    guard step > 0, step.isFinite else { return nil }
    let densities = (density(one, low, start, step), density(other, high, start, step))
    var sum = 0.0
    for point in 0..<points { sum += min(densities.0[point], densities.1[point]) }
    // The ends lie so far out that halving them changes nothing.
    return min(sum * step, 1)
  }

  /// Silverman's 0.9·min(SD, IQR/1.34)·n^(-1/5), the SD alone where the IQR is zero.
  private static func bandwidth(_ sorted: [Double]) -> Double? {
    guard let deviation = try? Moments(finite: sorted).standardDeviation, deviation > 0 else { return nil }
    let range = Quantiles.quantile(0.75, of: sorted, .seven) - Quantiles.quantile(0.25, of: sorted, .seven)
    let spread = range > 0 ? min(deviation, range / 1.34) : deviation
    return 0.9 * spread * libmExp(-libmLog(Double(sorted.count)) / 5)
  }

  private static func density(_ values: [Double], _ width: Double, _ start: Double, _ step: Double)
    -> [Double]
  {
    var density = [Double](repeating: 0, count: points)
    let scale = 1 / (width * Double(values.count) * (2 * Double.pi).squareRoot())
    for value in values {
      // Beyond eight bandwidths a kernel adds less than 1e-14 of its height.
      let first = max(0, ((value - 8 * width - start) / step).rounded(.up))
      let last = min(Double(points - 1), ((value + 8 * width - start) / step).rounded(.down))
      guard first <= last else { continue }
      for point in Int(first)...Int(last) {
        let z = (start + Double(point) * step - value) / width
        density[point] += scale * libmExp(-z * z / 2)
      }
    }
    return density
  }
}
