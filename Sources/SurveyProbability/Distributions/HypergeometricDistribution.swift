import SurveyVocabulary

/// The hypergeometric distribution: the number of marked members in a sample without replacement.
public struct HypergeometricDistribution: DiscreteDistribution, Hashable {
  /// The number of marked members of the population.
  public let marked: Int
  /// The number of all members of the population.
  public let population: Int
  /// The number of members drawn.
  public let draws: Int

  /// Makes a hypergeometric distribution.
  ///
  /// - Throws: `InputError` if the population is negative or above 2^40, or if the marked or the drawn
  ///   members are negative or more than the population.
  public init(marked: Int, population: Int, draws: Int) throws(InputError) {
    try CountMasses.checkTable(marked: marked, population: population, draws: draws)
    self.marked = marked
    self.population = population
    self.draws = draws
  }

  /// The mean.
  public var mean: Double {
    population == 0 ? 0 : Double(draws) * (Double(marked) / Double(population))
  }

  /// The variance.
  public var variance: Double {
    guard population > 1 else { return 0 }
    let (n, share) = (Double(population), Double(marked) / Double(population))
    return Double(draws) * share * (Double(population - marked) / n) * (Double(population - draws) / (n - 1))
  }

  /// From the least to the largest number possible.
  public var support: ClosedRange<Int> { max(0, draws - (population - marked))...min(draws, marked) }

  private func massParts(_ k: Int) -> (factor: Double, exponent: DoubleDouble) {
    guard support.contains(k) else { return (0, .zero) }
    return CountMasses.hypergeometric(k, marked: marked, population: population, draws: draws)
  }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return min(1, TailPair.product(factor, exponent))
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    let (factor, exponent) = massParts(k)
    return factor == 0 ? -.infinity : min(0, (exponent + DoubleDouble(factor).log()).value)
  }

  private func tails(_ k: Int) -> TailPair {
    let range = support
    if k < range.lowerBound { return .none }
    if k >= range.upperBound { return .all }
    // The tail that does not hold the mean is summed; the other is its complement.
    let isLower = Double(k) < mean
    let start = isLower ? k : k + 1
    let (factor, exponent) = massParts(start)
    let sum = relativeTail(from: start, by: isLower ? -1 : 1)
    return TailPair(isLowerDirect: isLower, exponent: exponent, factor: factor * sum)
  }

  /// The sum of the masses from k on in one direction, in units of the mass at k.
  private func relativeTail(from k: Int, by step: Int) -> Double {
    let range = support
    let (m, n) = (Double(marked), Double(draws))
    let rest = Double(population - marked) - n
    var sum = 1.0
    var term = 1.0
    var position = k
    let reference = massParts(k)
    // The terms fall in this direction; the support bounds their number.
    while position + step >= range.lowerBound, position + step <= range.upperBound {
      let x = Double(position)
      term *=
        step > 0
        ? (m - x) * (n - x) / ((x + 1) * (rest + x + 1)) : x * (rest + x) / ((m - x + 1) * (n - x + 1))
      position += step
      // Products drift: now and then a term is taken afresh.
      if position & 255 == 0 {
        let fresh = massParts(position)
        term = fresh.factor / reference.factor * (fresh.exponent - reference.exponent).exponential
      }
      sum += term
      if term < 1e-18 * sum { break }
    }
    return sum
  }

  /// P(X ≤ k).
  public func lowerTail(_ k: Int) -> Double { tails(k).lower }
  /// P(X > k).
  public func upperTail(_ k: Int) -> Double { tails(k).upper }
  /// log P(X ≤ k).
  public func logLowerTail(_ k: Int) -> Double { tails(k).logLower }
  /// log P(X > k).
  public func logUpperTail(_ k: Int) -> Double { tails(k).logUpper }

  /// A random number of this distribution, by rejection from a log-concave hat (Devroye 1987).
  public func sample(using stream: inout RandomStream) -> Int {
    let range = support
    if range.count == 1 { return range.lowerBound }
    let (n, m) = (Double(draws), Double(marked))
    let share = ((n + 1) / (Double(population) + 2)) * (m + 1)
    let mode = min(max(Int(share), range.lowerBound), range.upperBound)
    let top = CountMasses.portableLogHypergeometric(
      mode, marked: marked, population: population, draws: draws)
    return stream.logConcave(mode: mode, mass: PortableFunctions.exp(top), in: range) { k in
      CountMasses.portableLogHypergeometric(k, marked: marked, population: population, draws: draws) - top
    }
  }
}

extension CountMasses {
  /// Refuses the margins of a two-by-two table that cannot be.
  static func checkTable(marked: Int, population: Int, draws: Int) throws(InputError) {
    guard population >= 0, population <= 1 << 40 else {
      throw .outOfRange("population", value: Double(population), allowed: "a whole number from 0 to 2^40")
    }
    for (value, name) in [(marked, "marked"), (draws, "draws")] {
      guard value >= 0, value <= population else {
        throw .outOfRange(name, value: Double(value), allowed: "a whole number from 0 to the population")
      }
    }
  }

  /// The hypergeometric mass as a ratio of three binomial masses with the probability draws/population
  /// (Loader 2000), for k in the support.
  static func hypergeometric(
    _ k: Int, marked: Int, population: Int, draws: Int
  ) -> (factor: Double, exponent: DoubleDouble) {
    if draws == 0 || draws == population || marked == 0 || marked == population { return (1, .zero) }
    let (x, m, n, drawn) = (Double(k), Double(marked), Double(population), Double(draws))
    let (p, q) = (DoubleDouble(drawn) / n, DoubleDouble(n - drawn) / n)
    let one = binomial(x, of: m, p, q)
    let other = binomial(drawn - x, of: n - m, p, q)
    let all = binomial(drawn, of: n, p, q)
    return (one.factor * other.factor / all.factor, one.exponent + other.exponent - all.exponent)
  }

  /// The logarithm of the hypergeometric mass, the same bits on every platform.
  static func portableLogHypergeometric(_ k: Int, marked: Int, population: Int, draws: Int) -> Double {
    if draws == 0 || draws == population || marked == 0 || marked == population { return 0 }
    let (x, m, n, drawn) = (Double(k), Double(marked), Double(population), Double(draws))
    let (p, q) = (DoubleDouble(drawn) / n, DoubleDouble(n - drawn) / n)
    return portableLogBinomial(x, of: m, p, q) + portableLogBinomial(drawn - x, of: n - m, p, q)
      - portableLogBinomial(drawn, of: n, p, q)
  }
}
