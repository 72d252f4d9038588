import SurveyProbability
import SurveyVocabulary

/// The polyserial correlation of a continuous variable with an ordered one: its correlation with the normal
/// variable that would give these answers if it were cut at thresholds.
///
/// With two answers it is a biserial correlation; ``BiserialCorrelation`` has a test and takes groups or labels.
/// ``PolychoricCorrelation`` is for two ordered variables.
///
/// Reference: Olsson, Drasgow & Dorans (1982), doi:10.1007/BF02294164.
public struct PolyserialCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "polyserial-correlation/1"

  /// How the correlation is estimated.
  public enum Method: String, Hashable, Sendable, Codable, CaseIterable {
    /// Pearson's correlation with whole numbers for the answers, over the largest that the thresholds leave.
    case moments
    /// The mean, the standard deviation and the thresholds from each variable by itself, then the most likely
    /// correlation given them.
    case twoStep = "two steps"
    /// The most likely values of all of them together.
    case maximumLikelihood = "maximum likelihood"
  }

  /// The correlation with its standard error and an interval on Fisher's z; neither exists at ±1, nor beyond,
  /// where moments can lead.
  public let correlation: Estimate
  /// Where the normal variable is cut, in its standard deviations.
  public let thresholds: [Double]
  /// The distinct values of the ordered variable, ascending.
  public let categories: [Double]
  /// How many cases gave each of them.
  public let counts: [Int]
  /// The natural logarithm of the likelihood of both variables; `nil` by moments. It depends on the unit of the
  /// continuous variable.
  public let logLikelihood: Double?
  /// Whether the data are most likely at a correlation of ±1, as where the answers order the scores without
  /// overlap.
  public let isAtBound: Bool
  /// How the correlation was estimated.
  public let method: Method
  /// Size, mean and variance of the continuous variable.
  public let variable: Moments
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Correlates a continuous variable with an ordered one, cases in the same order.
  ///
  /// - Parameters:
  ///   - variable: The continuous variable.
  ///   - answers: The ordered one; its distinct values in ascending order are its categories.
  ///   - method: Moments, two steps, or all parameters together.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than three pairs, the lengths differ, a value is not finite, a
  ///   variable is constant, the ordered one has more than 100 values, or the search does not converge.
  public init(
    _ variable: some Collection<Double>, with answers: some Collection<Double>, method: Method = .twoStep,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = try finiteValues(variable, "first variable")
    let y = try finiteValues(answers, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    guard x.count >= 3 else { throw .tooFew("pairs", found: x.count, needed: 3) }
    let codes = try OrdinalCodes(y, "second variable")
    let scores = try StandardScores(x, "first variable")
    let found: Estimate
    switch method {
    case .moments:
      let (r, error) = PolyserialFit.moments(scores.values, codes)
      found = try CorrelationTest.deltaEstimate(r, standardError: error, confidence: confidence)
      (thresholds, logLikelihood, isAtBound) = (codes.margin.thresholds, nil, false)
    case .twoStep, .maximumLikelihood:
      let fit =
        method == .twoStep
        ? try PolyserialFit(twoSteps: scores.values, codes)
        : try PolyserialFit(maximumLikelihood: scores.values, codes)
      found = try CorrelationTest.deltaEstimate(
        fit.correlation, standardError: fit.standardError, confidence: confidence)
      thresholds = fit.thresholds
      logLikelihood = fit.logLikelihood + scores.logLikelihood
      isAtBound = fit.isAtBound
    }
    correlation = found
    categories = codes.values
    counts = codes.counts
    self.method = method
    self.variable = scores.moments
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }
}

extension PolyserialCorrelation {
  /// The correlation, the answers and their thresholds.
  public var report: Report {
    let name = { (value: Double) in Int(exactly: value).map(String.init) ?? "\(value)" }
    let lines = categories.indices.map { place -> [Report.Cell] in
      [
        .text(name(categories[place])), .count(counts[place]),
        thresholds.indices.contains(place) ? .number(thresholds[place], .decimals(2)) : .empty,
      ]
    }
    return Report(
      context.title("Polyserial correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("method", .text(method.rawValue))],
        citation: Citation(
          "Olsson, Drasgow & Dorans", 1982, "Psychometrika 47, 337-347", doi: "10.1007/BF02294164")),
      rows: [Report.Row("polyserial r", correlation, style: .bounded(2))],
      grids: [Report.Grid(columns: [context.part(1), "n", "threshold above"], lines: lines)],
      facts: [
        Report.Fact("n", .count(variable.count)),
        Report.Fact("mean \(context.part(0))", .number(variable.mean)),
      ] + (variable.standardDeviation.map { [Report.Fact("SD \(context.part(0))", .number($0))] } ?? []),
      cases: context.cases, warnings: LatentBound.warnings(correlation.value, isAtBound: isAtBound))
  }
}
