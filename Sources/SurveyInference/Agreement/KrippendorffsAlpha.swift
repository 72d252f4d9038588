import SurveyVocabulary

/// Krippendorff's alpha: one less observed over expected disagreement, for any number of raters, any
/// level of measurement, and with absent ratings.
///
/// Chance is drawing two values without replacement from all values that have a partner in their unit.
/// Units with fewer than two ratings cannot be paired: they are left out and are in the ledger. The
/// interval resamples units.
///
/// Reference: Hayes & Krippendorff (2007), doi:10.1080/19312450709336664; Krippendorff (2013), Content
/// Analysis, 3rd edition.
public struct KrippendorffsAlpha: Finding {
  /// The stable name of the method.
  public static let methodID = "krippendorffs-alpha/1"

  /// Alpha with the standard error and interval of the bootstrap over units.
  public let alpha: Estimate
  /// How far apart two values are.
  public let metric: DisagreementMetric
  /// The mean squared distance of two values of a unit, in the units of the metric.
  public let observedDisagreement: Double
  /// The mean squared distance of two values of any units.
  public let expectedDisagreement: Double
  /// How often two values come together in a unit, categories in the order of their declaration:
  /// symmetric, each row summing to the number of pairable values of its category.
  public let coincidences: [[Double]]
  /// The number of values that have a partner in their unit.
  public let pairableValues: Int
  /// The words of the categories.
  public let categories: [String]
  /// What resampling found; `nil` without it.
  public let bootstrap: BootstrapFinding?
  /// The names of the raters for print, and the cases.
  public var context: DataContext

  /// Krippendorff's alpha of a table of ratings; any rating may be absent.
  ///
  /// - Parameters:
  ///   - ratings: The ratings.
  ///   - metric: How far apart two values are. Categories with words have their places as values.
  ///   - bootstrap: How the interval is found; `nil` for none. One pairable unit has none either.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if no unit has two ratings, all pairable values are equal, a ratio meets a
  ///   negative category, squared differences leave the range of Double, the plan is not feasible, or its
  ///   limits do not exist.
  public init(
    _ ratings: RatingTable, metric: DisagreementMetric, bootstrap: BootstrapPlan? = .bca(),
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let coincidences = try Coincidences(ratings, metric: metric)
    let count = coincidences.unitCount
    guard count >= 1 else {
      throw InputError(
        .tooFew, "units", "0 units with two ratings found, at least 1 needed",
        remedy: "agreement is a matter of pairs of ratings")
    }
    let (observed, expected) = coincidences.disagreements(of: 0..<count)
    guard expected > 0 else { throw AgreementTally.undefined }
    let value = 1 - observed / expected
    var found: BootstrapFinding?
    if let plan = bootstrap, count >= 2 {
      try plan.checkWork(steps: coincidences.steps, cases: count)
      found = try Bootstrap(cases: count, plan: plan)
        .interval(around: value, confidence: confidence) { units in
          let (observed, expected) = coincidences.disagreements(of: units)
          return expected > 0 ? 1 - observed / expected : nil
        }
    }
    self.bootstrap = found
    alpha = found?.estimate(value) ?? Estimate(value)
    self.metric = metric
    observedDisagreement = observed
    expectedDisagreement = expected
    self.coincidences = coincidences.matrix
    pairableValues = coincidences.pairableValues
    categories = ratings.categories.map(\.label)
    let left = CaseLedger.Exclusion("with fewer than two ratings", count: ratings.unitCount - count)
    context = DataContext(
      subject: ratings.subject, parts: ratings.raters ?? [],
      cases: CaseLedger(used: count, exclusions: ratings.cases.exclusions + [left]))
  }
}

extension KrippendorffsAlpha {
  /// The most categories whose coincidences are printed.
  private static let mostPrinted = 12

  /// Alpha with its interval, and the coincidences.
  public var report: Report {
    var facts = [
      Report.Fact("units", .count(context.cases.used)),
      Report.Fact("pairable values", .count(pairableValues)),
      Report.Fact("observed disagreement", .number(observedDisagreement)),
      Report.Fact("expected disagreement", .number(expectedDisagreement)),
    ]
    if let error = alpha.standardError { facts.append(Report.Fact("standard error", .number(error))) }
    let lines = zip(categories, coincidences).map { label, row in
      [Report.Cell.text(label)] + row.map { .number($0, .decimals(2)) }
    }
    let grid = Report.Grid("coincidences", columns: [""] + categories, lines: lines)
    return Report(
      context.title("Krippendorff's alpha", "\(metric.rawValue) metric"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("metric", .text(metric.rawValue))] + (bootstrap?.options ?? []),
        seed: bootstrap?.plan.seed,
        citation: Citation(
          "Hayes & Krippendorff", 2007, "Communication Methods and Measures 1, 77-89",
          doi: "10.1080/19312450709336664")),
      rows: [Report.Row("alpha", alpha, style: .bounded(2))],
      grids: categories.count <= Self.mostPrinted ? [grid] : [], facts: facts, cases: context.cases,
      notes: context.cases.used == 1 ? ["An interval needs at least two units."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
