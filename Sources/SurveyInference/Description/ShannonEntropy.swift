import SurveyVocabulary

/// Shannon's entropy of answers to a question with categories: how evenly they are spread.
///
/// The estimate from the observed shares is too small by about (k - 1)/(2n) nats for k categories that came;
/// Miller and Madow's estimate adds that.
///
/// Reference: Shannon (1948), doi:10.1002/j.1538-7305.1948.tb01338.x.
public struct ShannonEntropy: Finding {
  /// The stable name of the method.
  public static let methodID = "shannon-entropy/1"

  /// The unit of entropy.
  public enum Unit: String, Hashable, Sendable, Codable, CaseIterable {
    /// Logarithms to base 2.
    case bits
    /// Natural logarithms.
    case nats

    /// How many units one nat is.
    fileprivate var perNat: Double { self == .bits ? 1 / libmLog(2) : 1 }
  }

  /// The entropy of the observed shares, in the unit. Its standard error is that of first order, absent where
  /// all categories that came did so equally often; with a bootstrap it has the error and the limits of that.
  public let entropy: Estimate
  /// Miller and Madow's estimate, in the unit.
  public let millerMadow: Double
  /// The entropy over its largest possible value, the logarithm of the number of possible categories; `nil`
  /// for one category.
  public let normalized: Double?
  /// The number of equally frequent categories with the same entropy.
  public let effectiveCategories: Double
  /// The unit.
  public let unit: Unit
  /// The number of cases in each possible category.
  public let counts: [Int]
  /// What resampling found; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the question and its categories for print, and the cases.
  public var context: DataContext

  /// Takes the entropy of answers.
  ///
  /// - Parameters:
  ///   - answers: The answer of each case, or the reason for none.
  ///   - unit: The unit.
  ///   - plan: Resamples the cases for an interval; `nil` gives none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no answer, or as the bootstrap does.
  public init(
    _ answers: CategoricalAnswers, unit: Unit = .bits, bootstrap plan: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let found = try CategoryShares(answers)
    let shares = found.shares
    let nats = Self.nats(shares)
    let size = Double(found.count)
    let factor = unit.perNat
    let limits = try found.bootstrap(plan, around: nats * factor, confidence: confidence) {
      Self.nats($0) * factor
    }
    let squares = shares.reduce(0) { sum, share in
      let deviation = -libmLog(share) - nats
      return sum + share * deviation * deviation
    }
    bootstrap = limits
    entropy =
      limits?.estimate(nats * factor)
      ?? Estimate(
        nats * factor, standardError: found.isEven ? nil : (squares / size).squareRoot() * factor)
    millerMadow = (nats + Double(shares.count - 1) / (2 * size)) * factor
    normalized = found.counts.count > 1 ? min(nats / libmLog(Double(found.counts.count)), 1) : nil
    effectiveCategories = libmExp(nats)
    self.unit = unit
    counts = found.counts
    context = found.context
  }

  /// Takes the entropy of labels.
  ///
  /// - Throws: `InputError` as for answers, or if a label is not among the levels.
  public init(
    _ labels: some Collection<String>, levels: [String]? = nil, unit: Unit = .bits,
    bootstrap: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      CategoricalAnswers(Array(labels), levels: levels), unit: unit, bootstrap: bootstrap,
      confidence: confidence)
  }

  private static func nats(_ shares: [Double]) -> Double {
    max(shares.reduce(0) { $0 - $1 * libmLog($1) }, 0)
  }
}

extension ShannonEntropy {
  /// The entropy, its correction and what it is worth.
  public var report: Report {
    var facts = [
      Report.Fact("n", .count(context.cases.used)), Report.Fact("possible categories", .count(counts.count)),
      Report.Fact("that came", .count(counts.count { $0 > 0 })),
    ]
    if let error = entropy.standardError { facts.append(.init("SE", .number(error, .decimals(3)))) }
    facts.append(.init("Miller-Madow", .number(millerMadow, .decimals(3))))
    if let normalized { facts.append(.init("normalized", .number(normalized, .bounded(3)))) }
    facts.append(.init("effective categories", .number(effectiveCategories)))
    return Report(
      context.title("Shannon's entropy"),
      method: .init(
        Self.methodID, options: [.init("unit", .text(unit.rawValue))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Shannon", 1948, "Bell System Technical Journal 27, 379-423",
          doi: "10.1002/j.1538-7305.1948.tb01338.x")),
      rows: [.init("entropy in \(unit.rawValue)", entropy, style: .decimals(3))], facts: facts,
      cases: context.cases,
      notes: entropy.standardError == nil
        ? ["All categories that came did so equally often: there is no standard error of first order."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
