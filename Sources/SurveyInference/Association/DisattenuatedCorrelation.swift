import SurveyProbability
import SurveyVocabulary

/// The correlation of two variables corrected for the unreliability of both, by Spearman's formula.
///
/// It is an estimate for true scores and may exceed 1: then the reliabilities are too low or the sample too small, and
/// the finding says so rather than cutting it off. The interval is that of the observed correlation, corrected in the
/// same way: it takes the reliabilities as known.
///
/// Reference: Spearman (1904), doi:10.2307/1412159.
public struct DisattenuatedCorrelation: Finding {
  /// The stable name of the method.
  public static let methodID = "disattenuated-correlation/1"

  /// The observed correlation with Fisher's interval.
  public let observed: Estimate
  /// The corrected correlation; its limits may lie beyond -1 and 1.
  public let corrected: Estimate
  /// The reliabilities of the two variables.
  public let reliabilities: [Double]
  /// The number of pairs.
  public let count: Int
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// Corrects a known correlation.
  ///
  /// - Parameters:
  ///   - correlation: The observed correlation.
  ///   - count: The number of pairs.
  ///   - reliabilities: The reliabilities of the two variables, such as omega or alpha of the scales.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if the correlation is not between -1 and 1, which are excluded, there are fewer than four
  ///   pairs or more than 10¹², or a reliability is not above 0 and at most 1.
  public init(
    _ correlation: Double, count: Int, reliabilities: (first: Double, second: Double),
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    for (value, name) in [(reliabilities.first, "first"), (reliabilities.second, "second")]
    where !(value > 0 && value <= 1) {
      throw .outOfRange(
        "reliability of the \(name) variable", value: value, allowed: "a number above 0, at most 1")
    }
    let limits = try FisherLimits(correlation, count: count, "correlation", .twoSided, confidence)
    let factor = 1 / (reliabilities.first.squareRoot() * reliabilities.second.squareRoot())
    observed = limits.estimate
    corrected = Estimate(
      correlation * factor,
      interval: ConfidenceInterval(
        lower: limits.lower * factor, upper: limits.upper * factor, level: confidence,
        method: "Fisher z, corrected"))
    self.reliabilities = [reliabilities.first, reliabilities.second]
    self.count = count
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: count))
  }

  /// Corrects the correlation of two variables.
  ///
  /// - Throws: `InputError` as for a known correlation.
  public init(
    _ correlation: PearsonCorrelation, reliabilities: (first: Double, second: Double),
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      correlation.correlation.value, count: correlation.variables[0].count, reliabilities: reliabilities,
      confidence: confidence)
    context = correlation.context
  }
}

extension DisattenuatedCorrelation {
  /// The observed and the corrected correlation.
  public var report: Report {
    Report(
      context.title("Disattenuated correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Spearman", 1904, "American Journal of Psychology 15, 72-101", doi: "10.2307/1412159")),
      rows: [
        Report.Row("observed r", observed, style: .bounded(2)),
        Report.Row("corrected r", corrected, style: .decimals(2)),
      ],
      facts: [
        Report.Fact("n", .count(count)),
        Report.Fact("reliabilities", .list(reliabilities.map { .number($0, .bounded(2)) })),
      ], cases: context.cases,
      notes: ["The interval takes the reliabilities as known."]
        + (corrected.value.magnitude > 1
          ? [
            "The corrected correlation exceeds 1: the reliabilities are too low for it, or the sample is small."
          ] : [])
    )
  }
}
