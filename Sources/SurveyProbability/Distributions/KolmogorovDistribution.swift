import SurveyVocabulary

/// The distribution of Kolmogorov's statistic D: the largest distance between the distribution function of
/// a sample and the continuous one it comes from. Exact for the size of the sample.
///
/// Reference: Kolmogorov (1933), Giornale dell'Istituto Italiano degli Attuari 4, 83-91; upper tail beyond
/// the middle by Smirnov's sum (Birnbaum & Tingey 1951, doi:10.1214/aoms/1177729550).
public struct KolmogorovDistribution: ContinuousDistribution, Hashable {
  /// The size of the sample.
  public let count: Int

  /// Makes the distribution for a size of sample.
  ///
  /// - Throws: `InputError` if the size is below 1 or above 10,000; for more, ``KolmogorovLimitDistribution``
  ///   of √n D differs by about 0.2/√n.
  public init(count: Int) throws(InputError) {
    guard count >= 1, count <= 10_000 else {
      throw .outOfRange("count", value: Double(count), allowed: "a whole number from 1 to 10000")
    }
    self.count = count
  }

  /// From 1/(2n) to 1.
  public var support: ClosedRange<Double> { 0.5 / Double(count)...1 }

  private func isBelow(_ d: Double) -> Bool { (DoubleDouble.product(Double(count), d) - 0.5).high <= 0 }

  /// Where exceeding d on both sides of the line is rarer than 10^-15 of exceeding it on one: always from
  /// one half on, else by the leading exponents -8 n d² and -2 n d².
  private func isFar(_ d: Double) -> Bool { d >= 0.5 || Double(count) * d * d >= 6.5 }

  private func tails(_ d: Double) -> TailPair {
    if d.isNaN { return .invalid }
    if d >= 1 { return .all }
    if d <= 0 || isBelow(d) { return .none }
    if isFar(d) {
      let logUpper = oneSided(d).logTail
      if logUpper.high < -0.7 { return TailPair(isLowerDirect: false, exponent: logUpper, factor: 1) }
      // Only samples of one or two come here: their lower tail is 2d - 1 and a polynomial.
    }
    let pass = KolmogorovPass(count: count, distance: d)
    if pass.upper < 0.5 { return TailPair(isLowerDirect: false, exponent: .zero, factor: pass.upper) }
    return TailPair(isLowerDirect: true, exponent: DoubleDouble(pass.logLower), factor: 1)
  }

  /// Twice the tail of the one-sided statistic, and its density, as logarithms: the sum over j of binomial
  /// masses of j at d + j/n, times d / (d + j/n).
  private func oneSided(_ d: Double) -> (logTail: DoubleDouble, logDensity: Double) {
    let n = Double(count)
    var (tail, slope) = (0.0, 0.0)
    var reference = DoubleDouble(-.infinity)
    for j in 0..<count {
      let x = DoubleDouble(Double(j)) / n + d
      let rest = DoubleDouble.one - x
      guard rest.high > 0 else { break }
      let (factor, exponent) = CountMasses.binomial(Double(j), of: n, x, rest)
      let share = factor * (d / x.high)
      guard share > 0 else { continue }
      if !(exponent.high <= reference.high + 300) {
        let change = (reference - exponent).exponential
        (tail, slope) = (tail == 0 ? 0 : tail * change, slope == 0 ? 0 : slope * change)
        reference = exponent
      }
      let term = share * (exponent - reference).exponential
      tail += term
      slope += term * max(0, n * d / rest.high + (n * d + 1) / x.high - 1 / d)
    }
    guard tail > 0 else { return (DoubleDouble(-.infinity), -.infinity) }
    return (reference + DoubleDouble(2 * tail).log(), reference.high + libmLog(2 * slope))
  }

  /// The density at d.
  public func density(_ d: Double) -> Double { libmExp(logDensity(d)) }

  /// The logarithm of the density at d.
  public func logDensity(_ d: Double) -> Double {
    if d.isNaN { return .nan }
    if d > 1 || d < 0 { return -.infinity }
    if count == 1 { return d >= 0.5 ? 0.6931471805599453 : -.infinity }
    if d == 1 || isBelow(d) { return -.infinity }
    return isFar(d) ? oneSided(d).logDensity : KolmogorovPass(count: count, distance: d).logDensity
  }

  /// P(D ≤ d).
  public func lowerTail(_ d: Double) -> Double { tails(d).lower }
  /// P(D > d).
  public func upperTail(_ d: Double) -> Double { tails(d).upper }
  /// log P(D ≤ d).
  public func logLowerTail(_ d: Double) -> Double { tails(d).logLower }
  /// log P(D > d).
  public func logUpperTail(_ d: Double) -> Double { tails(d).logUpper }

  /// The mean, by quadrature of the upper tail; `nil` for samples above 200, where that takes seconds.
  public var mean: Double? {
    count <= 200 ? 0.5 / Double(count) + moment { _ in 1 } : nil
  }

  /// The variance, by quadrature of the upper tail; `nil` for samples above 200, where that takes seconds.
  public var variance: Double? {
    guard count <= 200 else { return nil }
    let start = 0.5 / Double(count)
    let first = moment { _ in 1 }
    // About the least value the moments lose nothing to its square.
    return moment { 2 * ($0 - start) } - first * first
  }

  /// The integral of a weight times the upper tail from the least value on: right to 13 digits for samples
  /// of up to 50, of which the tail is a polynomial between multiples of 1/(2n); to 8 for larger ones.
  private func moment(_ weight: (Double) -> Double) -> Double {
    let n = Double(count)
    let knots: [Double]
    if count <= 50 {
      knots = (1...(2 * count)).map { 0.5 * Double($0) / n }
    } else {
      // Beyond the last knot the tail is below 10^-18.
      knots = (0...8).map { 0.5 / n + (4.6 / n.squareRoot() - 0.5 / n) * Double($0) / 8 }
    }
    var sum = 0.0
    for (from, to) in zip(knots, knots.dropFirst()) {
      sum += GaussLegendre.panel(from: from, to: min(1, to)) { weight($0) * upperTail($0) }
    }
    return sum
  }

  /// The d with P(D ≤ d) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(lowerTail p: Double) throws(InputError) -> Double {
    try searched(lowerTail: p, near: min(0.8, 0.83 / Double(count).squareRoot()))
  }

  /// The d with P(D > d) = p.
  ///
  /// - Throws: `InputError` if `p` is not between 0 and 1.
  public func quantile(upperTail p: Double) throws(InputError) -> Double {
    try searched(upperTail: p, near: min(0.8, 0.83 / Double(count).squareRoot()))
  }

  /// The d with log P(D ≤ d) as given.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logLowerTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return searched(logLower: logarithm, near: min(0.8, 0.83 / Double(count).squareRoot()))
  }

  /// The d with log P(D > d) as given.
  ///
  /// - Throws: `InputError` if the logarithm is above zero or NaN.
  public func quantile(logUpperTail logarithm: Double) throws(InputError) -> Double {
    try checkLogProbability(logarithm)
    return searched(logUpper: logarithm, near: min(0.8, 0.83 / Double(count).squareRoot()))
  }

  /// A random number of this distribution: the statistic of so many uniform numbers.
  public func sample(using stream: inout RandomStream) -> Double {
    var values: [Double] = []
    for _ in 0..<count { values.append(stream.uniform()) }
    values.sort()
    let n = Double(count)
    var largest = 0.0
    for (index, value) in values.enumerated() {
      largest = max(largest, max(Double(index + 1) / n - value, value - Double(index) / n))
    }
    return largest
  }
}
