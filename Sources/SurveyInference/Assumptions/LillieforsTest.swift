import SurveyProbability
import SurveyVocabulary

/// Lilliefors's test of normality: the largest distance between the sample's distribution function and the
/// normal one with mean and variance estimated.
///
/// The test is information about the data: no method of this library chooses by it.
///
/// Reference: Lilliefors (1967), doi:10.1080/01621459.1967.10482916; approximation: Dallal & Wilkinson (1986),
/// doi:10.1080/00031305.1986.10475419.
public struct LillieforsTest: Finding {
  /// The stable name of the method.
  public static let methodID = "lilliefors-test/1"

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By normal samples of the same size, at most 10,000,000, from a seed: Lilliefors's own way.
    case monteCarlo(samples: Int, seed: UInt64)
    /// Dallal and Wilkinson's formula, which holds up to a probability of .10.
    case dallalWilkinson
  }

  /// D, the largest distance between the two distribution functions.
  public let distance: Double
  /// The probability of a D as large or larger for normal data; `nil` where it is above .10 and was asked of
  /// Dallal and Wilkinson's formula.
  public let pValue: Double?
  /// How the probability was found.
  public let method: Method
  /// The number of values.
  public let count: Int
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Tests values.
  ///
  /// - Parameters:
  ///   - values: The values.
  ///   - method: How the probability is found.
  /// - Throws: `InputError` if there are fewer than five values or more than a million, a value is not finite,
  ///   all are equal, or there are no samples or too many.
  public init(
    _ values: some Collection<Double>, method: Method = .monteCarlo(samples: 9_999, seed: 1)
  ) throws(InputError) {
    let scores = try NormalScores(values, atLeast: 5).scores
    let distance = Self.distance(scores)
    switch method {
    case .dallalWilkinson:
      let p = Self.formula(distance, scores.count)
      pValue = p <= 0.1 ? p : nil
    case .monteCarlo(let samples, let seed):
      pValue = try Self.sampled(distance, scores.count, samples, seed)
    }
    self.distance = distance
    self.method = method
    count = scores.count
    context = DataContext(parts: [], cases: CaseLedger(all: scores.count))
  }

  private static func distance(_ scores: [Double]) -> Double {
    let n = Double(scores.count)
    var largest = 0.0
    for (place, score) in scores.enumerated() {
      let share = NormalDistribution.standard.lowerTail(score)
      largest = max(largest, Double(place + 1) / n - share, share - Double(place) / n)
    }
    return largest
  }

  private static func formula(_ distance: Double, _ count: Int) -> Double {
    // Beyond 100 values the formula takes the distance that 100 values would have.
    let n = Double(min(count, 100))
    let d = count > 100 ? distance * libmExp(0.49 * libmLog(Double(count) / 100)) : distance
    let size = n + 2.78019
    return libmExp(
      -7.01256 * d * d * size + 2.99587 * d * size.squareRoot() - 0.122119 + 0.974598 / n.squareRoot()
        + 1.67997 / n)
  }

  private static func sampled(
    _ observed: Double, _ count: Int, _ samples: Int, _ seed: UInt64
  ) throws(InputError) -> Double {
    guard samples >= 1 else { throw .tooFew("samples", found: samples, needed: 1) }
    guard samples <= 10_000_000 else {
      throw .outOfRange("samples", value: Double(samples), allowed: "a number up to 10,000,000")
    }
    guard Double(samples) * Double(count) <= 5e9 else {
      throw .infeasible(
        "samples", "\(samples) samples of \(count) values take too long",
        remedy: "ask for fewer samples, or for .dallalWilkinson")
    }
    var reached = 1
    for part in 0..<RandomOrders.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      let size = samples / RandomOrders.parts + (part < samples % RandomOrders.parts ? 1 : 0)
      for _ in 0..<size {
        var sample: [Double] = []
        for _ in 0..<count { sample.append(stream.normal()) }
        let scores = try NormalScores(sample, atLeast: 5).scores
        if distance(scores) >= observed - 1e-12 { reached += 1 }
      }
    }
    return Double(reached) / Double(samples + 1)
  }
}

extension LillieforsTest {
  /// D with its probability.
  public var report: Report {
    var how = "Dallal-Wilkinson"
    var seed: UInt64?
    if case .monteCarlo(let samples, let given) = method {
      how = "\(DecimalText.grouped(samples)) normal samples"
      seed = given
    }
    return Report(
      context.title("Lilliefors test"),
      method: .init(
        Self.methodID, options: [Report.Fact("method", .text(how))], seed: seed,
        citation: Citation(
          "Lilliefors", 1967, "Journal of the American Statistical Association 62, 399-402",
          doi: "10.1080/01621459.1967.10482916")),
      rows: [Report.Row("D", Estimate(distance), style: .decimals(4), pValue: pValue)],
      facts: [Report.Fact("n", .count(count))], cases: context.cases,
      notes: (pValue == nil
        ? ["The probability is above .10, where the formula does not hold: ask for .monteCarlo."] : [])
        + [NormalScores.note])
  }
}
