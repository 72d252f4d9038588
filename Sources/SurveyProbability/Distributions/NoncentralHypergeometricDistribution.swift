import SurveyVocabulary

/// Fisher's noncentral hypergeometric distribution: a cell of a two-by-two table with fixed margins and an
/// odds ratio.
///
/// The masses are proportional to C(m, k) C(N - m, n - k) ω^k.
public struct NoncentralHypergeometricDistribution: DiscreteDistribution, Hashable {
  /// The number of marked members of the population, the total of the cell's column.
  public let marked: Int
  /// The number of all members of the population, the total of the table.
  public let population: Int
  /// The number of members drawn, the total of the cell's row.
  public let draws: Int
  /// The odds ratio ω.
  public let oddsRatio: Double

  private let mode: Int
  /// The sum of all masses in units of the mass at the mode.
  private let total: Double
  /// The mean.
  public let mean: Double
  /// The variance.
  public let variance: Double

  /// Makes a noncentral hypergeometric distribution.
  ///
  /// - Throws: `InputError` if the population is negative or above 2^31, if the marked or the drawn members
  ///   are negative or more than the population, or if the odds ratio is not between 10^-200 and 10^200.
  public init(marked: Int, population: Int, draws: Int, oddsRatio: Double) throws(InputError) {
    try CountMasses.checkTable(marked: marked, population: population, draws: draws)
    guard population <= 1 << 31 else {
      throw .outOfRange("population", value: Double(population), allowed: "a whole number from 0 to 2^31")
    }
    guard oddsRatio >= 1e-200, oddsRatio <= 1e200 else {
      throw .outOfRange("odds ratio", value: oddsRatio, allowed: "a number from 1e-200 to 1e200")
    }
    self.marked = marked
    self.population = population
    self.draws = draws
    self.oddsRatio = oddsRatio
    let range = max(0, draws - (population - marked))...min(draws, marked)
    let ratio = Ratio(marked: marked, population: population, draws: draws, oddsRatio: oddsRatio)
    // The ratio of neighbours falls, so that the mode is where it passes 1.
    mode = OrderedSearch.first(in: range) { $0 == range.upperBound || ratio.upward($0) < 1 }
    var sum = 1.0
    var (first, second) = (0.0, 0.0)
    for step in [1, -1] {
      var (k, term) = (mode, 1.0)
      while k + step >= range.lowerBound, k + step <= range.upperBound {
        term *= step > 0 ? ratio.upward(k) : 1 / ratio.upward(k - 1)
        k += step
        let distance = Double(k - mode)
        sum += term
        first += distance * term
        second += distance * distance * term
        if distance * distance * term < 1e-19 * sum { break }
      }
    }
    total = sum
    mean = Double(mode) + first / sum
    variance = max(0, second / sum - (first / sum) * (first / sum))
  }

  /// The ratio of neighbouring masses.
  private struct Ratio {
    let (m, n, rest, odds): (Double, Double, Double, Double)

    init(marked: Int, population: Int, draws: Int, oddsRatio: Double) {
      (m, n, rest) = (Double(marked), Double(draws), Double(population - marked - draws))
      odds = oddsRatio
    }

    /// P(k + 1) / P(k).
    func upward(_ k: Int) -> Double {
      let x = Double(k)
      return odds * ((m - x) / (x + 1)) * ((n - x) / (rest + x + 1))
    }
  }

  private var ratio: Ratio {
    Ratio(marked: marked, population: population, draws: draws, oddsRatio: oddsRatio)
  }

  /// From the least to the largest number possible.
  public var support: ClosedRange<Int> { max(0, draws - (population - marked))...min(draws, marked) }

  /// The mass in units of that at the mode.
  private func relativeMass(_ k: Int) -> (factor: Double, exponent: DoubleDouble) {
    let one = CountMasses.hypergeometric(k, marked: marked, population: population, draws: draws)
    let top = CountMasses.hypergeometric(mode, marked: marked, population: population, draws: draws)
    let power = DoubleDouble(oddsRatio).log() * Double(k - mode)
    return (one.factor / top.factor, one.exponent - top.exponent + power)
  }

  /// P(X = k).
  public func mass(_ k: Int) -> Double {
    guard support.contains(k) else { return 0 }
    let (factor, exponent) = relativeMass(k)
    return TailPair.product(factor / total, exponent)
  }

  /// log P(X = k).
  public func logMass(_ k: Int) -> Double {
    guard support.contains(k) else { return -.infinity }
    let (factor, exponent) = relativeMass(k)
    return min(0, (exponent + DoubleDouble(factor / total).log()).value)
  }

  private func tails(_ k: Int) -> TailPair {
    let range = support
    if k < range.lowerBound { return .none }
    if k >= range.upperBound { return .all }
    let isLower = k < mode
    let start = isLower ? k : k + 1
    let step = isLower ? -1 : 1
    let (factor, exponent) = relativeMass(start)
    let ratio = ratio
    var (sum, term, position) = (1.0, 1.0, start)
    // The terms fall in this direction; the support bounds their number.
    while position + step >= range.lowerBound, position + step <= range.upperBound {
      term *= step > 0 ? ratio.upward(position) : 1 / ratio.upward(position - 1)
      position += step
      sum += term
      if term < 1e-18 * sum { break }
    }
    return TailPair(isLowerDirect: isLower, exponent: exponent, factor: factor * sum / total)
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
    let top = CountMasses.portableLogHypergeometric(
      mode, marked: marked, population: population, draws: draws)
    let logOdds = PortableFunctions.log(oddsRatio)
    return stream.logConcave(mode: mode, mass: 1 / total, in: support) { k in
      CountMasses.portableLogHypergeometric(k, marked: marked, population: population, draws: draws) - top
        + Double(k - mode) * logOdds
    }
  }
}
