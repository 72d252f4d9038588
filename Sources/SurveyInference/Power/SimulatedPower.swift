import SurveyProbability
import SurveyVocabulary

/// The power, or the type I error, of any test by simulation: how often its probability is at most the
/// level on data that are drawn at random.
///
/// The replications come in 16 parts with a random stream each, so that the same seed gives the same
/// answer for any number of workers. A replication whose test throws is counted and named; it is neither a
/// rejection nor left away in silence.
///
/// Reference: Morris, White & Crowther (2019), doi:10.1002/sim.8086.
public struct SimulatedPower: Finding {
  /// The method and the version of its definition.
  public static let methodID = "simulated-power/1"

  /// What the rate of rejections is, which depends on the data that are drawn.
  public enum Quantity: String, Hashable, Sendable, CaseIterable {
    /// The data have an effect.
    case power
    /// The data have none.
    case typeIError = "type I error"
  }

  /// Replications that gave no probability, for one reason.
  public struct Failure: Hashable, Sendable {
    /// What the test said.
    public let reason: String
    /// How often it said so.
    public let count: Int
  }

  /// The rate of rejections among the replications that gave a probability, with its Monte Carlo standard
  /// error and Clopper and Pearson's interval of the rate in endless replications.
  public let rate: Estimate
  /// The replications in which the probability was at most the level.
  public let rejections: Int
  /// The replications that gave a probability.
  public let completed: Int
  /// The replications that did not, by reason, the most frequent first; the last may gather the others.
  public let failures: [Failure]
  /// The replications that were asked for.
  public let replications: Int
  /// What the rate is.
  public let quantity: Quantity
  /// The level of the test.
  public let level: Double
  /// The seed of the random numbers.
  public let seed: UInt64
  /// What was simulated.
  public var context: DataContext

  /// The most replications.
  public static let mostReplications = 100_000_000
  private static let parts = 16

  /// Simulates one replication after the other.
  ///
  /// - Parameters:
  ///   - quantity: What the rate is, for print.
  ///   - replications: How often data are drawn, from 1 to 100,000,000.
  ///   - seed: The seed; the same seed gives the same finding everywhere.
  ///   - level: The level of the test.
  ///   - confidence: The level of the Monte Carlo interval.
  ///   - pValue: Draws data from the stream, tests them and gives the probability of the test. What it
  ///     throws, and a value that is no probability, counts as a failure.
  /// - Throws: `InputError` if an argument is outside its range, or if no replication gave a probability.
  public init(
    _ quantity: Quantity = .power, replications: Int = 1_000, seed: UInt64 = 1, level: Double = 0.05,
    confidence: Double = 0.95, pValue: (inout RandomStream) throws -> Double
  ) throws(InputError) {
    try Self.check(replications, level, confidence)
    var total = SimulationTally()
    for part in 0..<Self.parts {
      total.add(Self.run(part, replications, seed, level, pValue))
    }
    try self.init(quantity, total, replications, seed, level, confidence)
  }

  /// Simulates the parts side by side, with the same answer.
  ///
  /// - Parameters:
  ///   - quantity: What the rate is, for print.
  ///   - replications: How often data are drawn, from 1 to 100,000,000.
  ///   - seed: The seed; the same seed gives the same finding everywhere.
  ///   - level: The level of the test.
  ///   - confidence: The level of the Monte Carlo interval.
  ///   - workers: How many tasks share the 16 parts, from 1 to 16.
  ///   - pValue: Draws data from the stream, tests them and gives the probability of the test.
  /// - Throws: `InputError` if an argument is outside its range, or if no replication gave a probability.
  public init(
    _ quantity: Quantity = .power, replications: Int = 1_000, seed: UInt64 = 1, level: Double = 0.05,
    confidence: Double = 0.95, workers: Int,
    pValue: @escaping @Sendable (inout RandomStream) throws -> Double
  ) async throws(InputError) {
    try Self.check(replications, level, confidence)
    guard (1...Self.parts).contains(workers) else {
      throw .outOfRange("workers", value: Double(workers), allowed: "a number from 1 to 16")
    }
    let tallies = await withTaskGroup(of: [(Int, SimulationTally)].self) { group in
      for worker in 0..<workers {
        group.addTask {
          stride(from: worker, to: Self.parts, by: workers).map { part in
            (part, Self.run(part, replications, seed, level, pValue))
          }
        }
      }
      var all: [(Int, SimulationTally)] = []
      for await some in group { all += some }
      return all
    }
    var total = SimulationTally()
    for (_, tally) in tallies.sorted(by: { $0.0 < $1.0 }) { total.add(tally) }
    try self.init(quantity, total, replications, seed, level, confidence)
  }

  private init(
    _ quantity: Quantity, _ tally: SimulationTally, _ replications: Int, _ seed: UInt64, _ level: Double,
    _ confidence: Double
  ) throws(InputError) {
    failures = tally.failures
    guard tally.completed > 0 else {
      throw .infeasible(
        "simulation", "no replication gave a probability: \(failures.first?.reason ?? "")",
        remedy: "let the closure draw data that the test can be computed from")
    }
    let (hits, all) = (Double(tally.rejections), Double(tally.completed))
    rate = Estimate(
      hits / all, standardError: (hits / all * ((all - hits) / all) / all).squareRoot(),
      interval: try ProportionInterval.clopperPearson.interval(
        of: tally.rejections, in: tally.completed, confidence: confidence))
    rejections = tally.rejections
    completed = tally.completed
    self.replications = replications
    self.quantity = quantity
    self.level = level
    self.seed = seed
    context = DataContext(parts: [], cases: CaseLedger(all: 0))
  }

  private static func check(
    _ replications: Int, _ level: Double, _ confidence: Double
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard replications >= 1 else { throw .tooFew("replications", found: replications, needed: 1) }
    guard replications <= mostReplications else {
      throw .outOfRange("replications", value: Double(replications), allowed: "a number up to 100,000,000")
    }
    guard level > 0, level < 1 else {
      throw .outOfRange("level", value: level, allowed: "a probability above 0 and below 1")
    }
  }

  private static func run(
    _ part: Int, _ replications: Int, _ seed: UInt64, _ level: Double,
    _ pValue: (inout RandomStream) throws -> Double
  ) -> SimulationTally {
    var stream = RandomStream(seed: seed, stream: UInt64(part))
    var tally = SimulationTally()
    for _ in 0..<(replications / parts + (part < replications % parts ? 1 : 0)) {
      do {
        let p = try pValue(&stream)
        if p >= 0, p <= 1 {
          tally.count(isRejection: p <= level)
        } else {
          tally.fail(p.isNaN ? "the probability is not a number" : "the probability is not between 0 and 1")
        }
      } catch {
        tally.fail("\(error)")
      }
    }
    return tally
  }
}

extension SimulatedPower {
  /// The rate and how it was found; failures as a warning.
  public var report: Report {
    Report(
      context.title("Simulated \(quantity.rawValue)"),
      method: .init(
        Self.methodID,
        options: [
          .init("level", .number(level, .level(level))),
          .init("replications", .text(DecimalText.grouped(replications))),
        ], seed: seed,
        citation: Citation(
          "Morris, White & Crowther", 2019, "Statistics in Medicine 38, 2074-2102", doi: "10.1002/sim.8086")),
      rows: [.init(quantity.rawValue, rate, style: .bounded(3))],
      facts: [
        .init("rejections", .text("\(DecimalText.grouped(rejections)) of \(DecimalText.grouped(completed))")),
        .init("Monte Carlo SE", .number(rate.standardError ?? 0, .bounded(4))),
      ], cases: nil, warnings: warnings)
  }

  private var warnings: [String] {
    guard completed < replications else { return [] }
    let lost = replications - completed
    let rest = NumberStyle.bounded(3).text(Double(rejections) / Double(replications))
    return [
      "\(DecimalText.grouped(lost)) of \(DecimalText.grouped(replications)) replications gave no probability "
        + "and are not in the rate; counted as no rejection they make it \(rest)."
    ] + failures.map { "\(DecimalText.grouped($0.count)) times: \($0.reason)" }
  }
}
