import SurveyVocabulary

/// Light's kappa: the mean of Cohen's kappas of all pairs of raters.
///
/// Raters must be the same for all units: units that lack a rating are left out and are in the ledger.
/// The interval resamples units.
///
/// Reference: Light (1971), doi:10.1037/h0031643; for more than three raters: Conger (1980),
/// doi:10.1037/0033-2909.88.2.322.
public struct LightsKappa: Finding {
  /// The stable name of the method.
  public static let methodID = "lights-kappa/1"

  /// The mean of the pairs' kappas, with the standard error and interval of the bootstrap.
  public let kappa: Estimate
  /// The pairs of raters in order: first with second, first with third, and so on.
  public let pairs: [Pair]
  /// How much ratings in different categories agree.
  public let weights: AgreementWeights
  /// What resampling found; `nil` without it.
  public let bootstrap: BootstrapFinding?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Two raters.
  public struct Pair: Hashable, Sendable {
    /// The place of the one rater.
    public let first: Int
    /// The place of the other.
    public let second: Int
    /// Cohen's kappa of the two.
    public let kappa: Double
  }

  /// Light's kappa of the units that every rater has rated.
  ///
  /// - Parameters:
  ///   - ratings: The ratings; not counts, which do not say who rated what.
  ///   - weights: How much ratings in different categories agree.
  ///   - bootstrap: How the interval is found; `nil` for none. One unit has none either.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two raters, no unit is rated by all, a pair of raters
  ///   puts all units into the same category, the weights do not fit the categories, the plan is not
  ///   feasible, or its limits do not exist.
  public init(
    _ ratings: RatingTable, weights: AgreementWeights = .identity, bootstrap: BootstrapPlan? = .bca(),
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let complete = try ratings.completeTable(for: "Light's kappa")
    let names = complete.raters ?? []
    let losses = try weights.losses(for: complete.categories)
    let width = complete.categories.count
    let steps = Double(complete.unitCount + width * width) * Double(names.count * (names.count - 1) / 2)
    guard steps <= 5e9 else {
      throw .infeasible(
        "raters", "\(names.count) raters have too many pairs", remedy: "use Conger's or Fleiss' kappa")
    }
    var pairs: [Pair] = []
    for first in names.indices {
      for second in names.indices.dropFirst(first + 1) {
        guard let kappa = complete.pair(first, second, losses: losses).kappa else {
          throw InputError(
            .constant, "\(names[first]) and \(names[second])", AgreementTally.undefined.problem,
            remedy: "Fleiss' kappa pools the raters; the percent agreement exists always")
        }
        pairs.append(Pair(first: first, second: second, kappa: kappa))
      }
    }
    let value = pairs.reduce(0) { $0 + $1.kappa } / Double(pairs.count)
    var found: BootstrapFinding?
    if let plan = bootstrap, complete.unitCount >= 2 {
      try plan.checkWork(steps: steps, cases: complete.unitCount)
      let resampler = Resampler(complete, losses: losses)
      found = try Bootstrap(cases: complete.unitCount, plan: plan)
        .interval(around: value, confidence: confidence) { resampler.kappa(of: $0) }
    }
    self.bootstrap = found
    kappa = found?.estimate(value) ?? Estimate(value)
    self.pairs = pairs
    self.weights = weights
    context = DataContext(subject: ratings.subject, parts: names, cases: complete.cases)
  }

  /// Light's kappa of some units of a table without absent ratings.
  private struct Resampler {
    let raters: Int
    let width: Int
    let places: [Int]
    let losses: [Double]

    init(_ complete: RatingTable, losses: [Double]) {
      raters = complete.raters?.count ?? 0
      width = complete.categories.count
      places = (complete.places ?? []).map { Int($0) }
      self.losses = losses
    }

    func kappa(of units: UnsafeBufferPointer<Int>) -> Double? {
      var (sum, count) = (0.0, 0)
      for first in 0..<raters {
        for second in (first + 1)..<max(raters, first + 1) {
          var joint = [Double](repeating: 0, count: width * width)
          for unit in units {
            joint[places[unit * raters + first] * width + places[unit * raters + second]] += 1
          }
          guard let kappa = RatingPair(counts: joint, losses: losses, width: width).kappa else { return nil }
          sum += kappa
          count += 1
        }
      }
      return count > 0 ? sum / Double(count) : nil
    }
  }
}

extension LightsKappa {
  /// The mean kappa with its interval, and the pairs one to a line.
  public var report: Report {
    var facts = [
      Report.Fact("units", .count(context.cases.used)), Report.Fact("pairs of raters", .count(pairs.count)),
    ]
    if let error = kappa.standardError { facts.append(Report.Fact("standard error", .number(error))) }
    let lines = pairs.map { pair -> [Report.Cell] in
      [
        .text(context.part(pair.first)), .text(context.part(pair.second)), .number(pair.kappa, .bounded(2)),
      ]
    }
    return Report(
      context.title("Light's kappa"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("weights", .text(weights.name))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation("Light", 1971, "Psychological Bulletin 76, 365-377", doi: "10.1037/h0031643")),
      rows: [Report.Row("mean kappa", kappa, style: .bounded(2))],
      grids: pairs.count <= 45 ? [Report.Grid(columns: ["", "", "kappa"], lines: lines)] : [], facts: facts,
      cases: context.cases,
      notes: context.cases.used == 1 ? ["An interval needs at least two units."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
