/// The exact distribution of Kolmogorov's statistic D of n uniform numbers, by the passage of a Poisson
/// process through a band.
///
/// Given that n events fall into [0, n], the process N(t) keeps to nD < nd exactly if t - nd < N(t) < t + nd
/// throughout. The band moves; N can only leave it at the times at which one of its edges passes a whole
/// number. Between those 2n times the masses of N spread by Poisson steps; at each the mass outside is
/// removed and, weighted by the chance that N ends at n, added to the upper tail. So both tails and the
/// density are sums of positive terms (Durbin 1973, doi:10.1137/1.9781611970586, gives the lower tail).
struct KolmogorovPass {
  private(set) var logLower = -Double.infinity
  private(set) var upper = 0.0
  private(set) var logDensity = -Double.infinity

  /// Takes a size n of at least 1 and a distance d above 1/(2n) and below 1.
  init(count n: Int, distance d: Double) {
    let size = Double(n)
    let reach = DoubleDouble.product(size, d)
    let whole = reach.high.rounded(.down)
    var fraction = (reach.high - whole) + reach.low
    var band = Int(whole)
    if fraction < 0 {
      fraction += 1
      band -= 1
    }
    // The edges pass whole numbers at times t with fraction 1 - f (the upper one) and f (the lower one).
    // Upper edge: t = i - nd, from the first i above nd; lower edge: t = j + nd.
    var masses = [Double](repeating: 0, count: n + 2)
    masses[0] = 1
    var (first, last) = (0, 0)
    var logScale = 0.0
    var time = DoubleDouble.zero
    var upperIndex = band + 1
    var lowerIndex = 0
    var edges = [(upper: Double, lower: Double)](repeating: (-.infinity, -.infinity), count: n + 1)
    let logNormalizer = CountMasses.portableLogPoisson(size, mean: size)
    // How much of a Poisson step counts: the time between passages is at most 1.
    let spread = 24
    var weights = [Double](repeating: 0, count: spread)
    for _ in 0..<(2 * n + 2) {
      let nextUpper = DoubleDouble(Double(upperIndex)) - reach
      let nextLower = DoubleDouble(Double(lowerIndex)) + reach
      let isUpper =
        nextUpper.high < nextLower.high
        || (nextUpper.high == nextLower.high && nextUpper.low <= nextLower.low)
      let next = isUpper ? nextUpper : nextLower
      guard next.high < size else { break }
      let length = max(0, (next - time).value)
      time = next
      let used = Self.poissonWeights(length, &weights)
      // Up to where the mass can spread at all; beyond the band only as far as it counts.
      let end = min(n, last + used - 1)
      Self.convolve(&masses, first, last, end, weights[..<used])
      last = end
      let remaining = max(0, (DoubleDouble(size) - time).value)
      if isUpper {
        // N = upperIndex or more is outside.
        let i = upperIndex
        if i - 1 >= first, i - 1 <= last, i <= n { edges[i].upper = logScale + libmLog(masses[i - 1]) }
        if i <= last {
          upper += Self.outside(masses, i, last, n, remaining, logScale - logNormalizer)
          for k in i...last { masses[k] = 0 }
          last = i - 1
        }
        upperIndex += 1
      } else {
        // N = lowerIndex is outside.
        let j = lowerIndex
        if j >= first, j <= last {
          edges[j].lower = logScale + libmLog(masses[j])
          upper += Self.finish(masses[j], n - j, remaining, logScale - logNormalizer)
          masses[j] = 0
          first = j + 1
        }
        lowerIndex += 1
      }
      guard first <= last else { break }
      logScale += Self.rescale(&masses, first, last)
    }
    finish(&masses, first, last, n, max(0, (DoubleDouble(size) - time).value), logScale - logNormalizer)
    density(edges, n, logNormalizer)
  }

  /// The lower tail: what is inside after the last passage and ends at n.
  private mutating func finish(
    _ masses: inout [Double], _ first: Int, _ last: Int, _ n: Int, _ remaining: Double, _ logScale: Double
  ) {
    guard first <= last else { return }
    var sum = 0.0
    for k in first...last { sum += Self.finish(masses[k], n - k, remaining, 0) }
    if sum > 0 { logLower = min(0, libmLog(sum) + logScale) }
  }

  /// The density: an edge moved by a little admits the paths that step over it at just that time. What goes
  /// before is the mass next to the edge, what follows is by symmetry the mass on the other edge.
  private mutating func density(
    _ edges: [(upper: Double, lower: Double)], _ n: Int, _ logNormalizer: Double
  ) {
    var terms: [Double] = []
    for i in 1...n { terms.append(edges[i].upper + edges[n - i].lower) }
    guard let top = terms.max(), top > -.infinity else { return }
    let sum = terms.reduce(0) { $0 + libmExp($1 - top) }
    logDensity = libmLog(2 * Double(n) * sum) + top - logNormalizer
  }

  /// mass · P(k further events in the remaining time) · exp(logScale).
  private static func finish(_ mass: Double, _ k: Int, _ remaining: Double, _ logScale: Double) -> Double {
    guard mass > 0 else { return 0 }
    if remaining == 0 { return k == 0 ? mass * libmExp(logScale) : 0 }
    let (factor, exponent) = CountMasses.poisson(Double(k), mean: remaining)
    return mass * factor * (exponent + logScale).exponential
  }

  /// The sum of what is above the upper edge and ends at n: terms of one peak, until they no longer count.
  private static func outside(
    _ masses: [Double], _ first: Int, _ last: Int, _ n: Int, _ remaining: Double, _ logScale: Double
  ) -> Double {
    guard remaining > 0 else { return finish(masses[last], n - last, 0, logScale) }
    var chance = finish(1, n - first, remaining, logScale)
    var (sum, before) = (0.0, 0.0)
    for k in first...last {
      let term = masses[k] * chance
      sum += term
      if term < 1e-19 * sum, term <= before { break }
      before = term
      chance *= Double(n - k) / remaining
    }
    return sum
  }

  /// The masses of a Poisson step; returns how many of them count. Neighbouring masses of N differ by far
  /// less than what the last weights lack.
  private static func poissonWeights(_ mean: Double, _ weights: inout [Double]) -> Int {
    let first = libmExp(-mean)
    var term = first
    for index in weights.indices {
      weights[index] = term
      term *= mean / Double(index + 1)
      if term < 1e-25 * first { return index + 1 }
    }
    return weights.count
  }

  /// Spreads the masses upwards, in place from the top.
  private static func convolve(
    _ masses: inout [Double], _ first: Int, _ last: Int, _ end: Int, _ weights: ArraySlice<Double>
  ) {
    masses.withUnsafeMutableBufferPointer { masses in
      weights.withUnsafeBufferPointer { weights in
        for k in stride(from: end, through: first, by: -1) {
          var sum = 0.0
          let low = max(first, k - weights.count + 1)
          var index = min(k, last)
          while index >= low {
            sum += masses[index] * weights[k - index]
            index -= 1
          }
          masses[k] = sum
        }
      }
    }
  }

  /// Brings masses that have become small back to about 1; returns the logarithm of what was taken out.
  private static func rescale(_ masses: inout [Double], _ first: Int, _ last: Int) -> Double {
    var top = 0.0
    for k in first...last { top = max(top, masses[k]) }
    guard top > 0, top < 1e-100 else { return 0 }
    let factor = Double(sign: .plus, exponent: -Int(top.exponent), significand: 1)
    for k in first...last { masses[k] *= factor }
    return -libmLog(factor)
  }
}
