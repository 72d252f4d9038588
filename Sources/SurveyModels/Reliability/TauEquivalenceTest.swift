import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Likelihood ratio tests of equal loadings, and of equal loadings and error variances, between the items of
/// a one-factor model.
///
/// The first test compares congeneric with (essentially) tau-equivalent items, on which Cronbach's alpha rests
/// as a reliability; the second compares tau-equivalent with parallel items. Both differences of chi-square take
/// the larger model to hold.
///
/// Reference: Jöreskog (1971), doi:10.1007/BF02291393.
public struct TauEquivalenceTest: Finding {
  /// The stable name of the method.
  public static let methodID = "tau-equivalence-test/1"

  /// The model with loadings and error variances of their own.
  public let congeneric: OneFactorModel
  /// The model with equal loadings.
  public let tauEquivalent: OneFactorModel
  /// The model with equal loadings and equal error variances.
  public let parallel: OneFactorModel
  /// The difference of chi-square between equal and free loadings.
  public let statistic: TestStatistic
  /// The probability of such a difference if all loadings are equal.
  public let pValue: Double
  /// The difference of chi-square between equal and free error variances, loadings being equal.
  public let parallelStatistic: TestStatistic
  /// The probability of such a difference if all error variances are equal too.
  public let parallelPValue: Double
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Tests items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items, reverse-keyed ones already reversed.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  /// - Throws: `InputError` as ``OneFactorModel`` does for one of the three models.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    try OneFactorModel.checkCount(items.count, names)
    try self.init(ItemCovariances(items, names: names), names: names)
  }

  /// Tests items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for items.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    congeneric = try OneFactorModel(covariances, names: names)
    tauEquivalent = try OneFactorModel(covariances, names: names, form: .tauEquivalent)
    parallel = try OneFactorModel(covariances, names: names, form: .parallel)
    statistic = Self.difference(tauEquivalent, congeneric)
    pValue = statistic.pValue()
    parallelStatistic = Self.difference(parallel, tauEquivalent)
    parallelPValue = parallelStatistic.pValue()
    context = DataContext(parts: names, cases: CaseLedger(all: covariances.count))
  }

  private static func difference(_ narrow: OneFactorModel, _ wide: OneFactorModel) -> TestStatistic {
    let freedom = narrow.fit.degreesOfFreedom - wide.fit.degreesOfFreedom
    // The narrow model cannot fit better, but the rounding of equal fits can.
    return TestStatistic(
      "χ²", Double(narrow.count) * max(narrow.discrepancy - wide.discrepancy, 0),
      reference: .chiSquare(degreesOfFreedom: Double(freedom)))
  }

  /// The reliability of the sum of the items under each model: omega total, which is Cronbach's alpha for
  /// parallel items.
  public var reliabilities: (congeneric: Double, tauEquivalent: Double, parallel: Double) {
    let omega = { (model: OneFactorModel) in
      OmegaTotal.value(model.solution, model.moments, .implied).value
    }
    return (omega(congeneric), omega(tauEquivalent), omega(parallel))
  }
}

extension TauEquivalenceTest {
  /// The two tests, the three models side by side, and the free loadings beside the equal one.
  public var report: Report {
    let models = [("congeneric", congeneric), ("tau-equivalent", tauEquivalent), ("parallel", parallel)]
    let omegas = reliabilities
    let fits = zip(models, [omegas.congeneric, omegas.tauEquivalent, omegas.parallel]).map {
      entry, omega -> [Report.Cell] in
      let fit = entry.1.fit
      let bounded = { (value: Double?) in value.map { Report.Cell.number($0, .bounded(3)) } ?? .empty }
      return [
        .text(entry.0), fit.statistic.map { .number($0.value, .decimals(2)) } ?? .empty,
        .count(fit.degreesOfFreedom), fit.pValue.map { .pValue($0) } ?? .empty, bounded(fit.cfi),
        bounded(fit.rmsea?.value), bounded(fit.srmr), .number(omega, .bounded(2)),
      ]
    }
    let loadings = congeneric.loadings.indices.map { item -> [Report.Cell] in
      [
        .text(context.parts.indices.contains(item) ? context.parts[item] : "item \(item + 1)"),
        .number(congeneric.loadings[item].value), .number(congeneric.loadings[item].standardError ?? 0),
        .number(tauEquivalent.loadings[item].value), .number(congeneric.errorVariances[item].value),
        .number(parallel.errorVariances[item].value),
      ]
    }
    var named = congeneric
    named.context = context
    return Report(
      context.title("Test of tau-equivalence"),
      method: .init(
        Self.methodID, options: [Report.Fact("estimator", .text("maximum likelihood"))],
        citation: Citation("Jöreskog", 1971, "Psychometrika 36, 109-133", doi: "10.1007/BF02291393")),
      rows: [
        Report.Row("equal loadings", statistic: statistic, pValue: pValue),
        Report.Row(
          "equal errors, loadings equal", statistic: parallelStatistic, pValue: parallelPValue),
      ],
      grids: [
        Report.Grid(columns: ["", "χ²", "df", "p", "CFI", "RMSEA", "SRMR", "omega"], lines: fits),
        Report.Grid(
          columns: ["", "free loading", "SE", "equal loading", "free error", "equal error"], lines: loadings),
      ],
      facts: [
        Report.Fact("n", .count(congeneric.count)), Report.Fact("items", .count(congeneric.loadings.count)),
      ],
      cases: context.cases,
      notes: ["A test of equal loadings takes the congeneric model to hold: see its own fit."],
      warnings: named.warnings)
  }
}
