import SurveyVocabulary

/// Lin's concordance correlation: how close pairs lie to the line of equality.
///
/// It is the product of Pearson's correlation, how close the pairs lie to a line, and the bias correction,
/// how close that line is to equality. Variances have n in the denominator, as in Lin's paper.
///
/// Reference: Lin (1989), doi:10.2307/2532051, with the variance as corrected in Lin (2000),
/// doi:10.1111/j.0006-341X.2000.00324.x.
public struct LinsConcordance: Finding {
  /// The stable name of the method.
  public static let methodID = "lins-concordance/1"

  /// The concordance correlation, with its standard error and the interval by Fisher's z; both are absent
  /// for two pairs, for a constant variable, and where the pairs lie on a line without a difference of means.
  public let concordance: Estimate
  /// Pearson's correlation, the precision; `nil` if a variable is constant.
  public let correlation: Double?
  /// The bias correction C_b, the accuracy: 1 where means and variances are equal.
  public let biasCorrection: Double
  /// The difference of means in units of the root of the product of the two standard deviations; `nil`
  /// if a variable is constant.
  public let locationShift: Double?
  /// The first standard deviation over the second; `nil` if the second variable is constant.
  public let scaleShift: Double?
  /// The concordance with variances that have n - 1 in the denominator.
  public let unbiasedVarianceConcordance: Double
  /// Size, mean and variance of the two variables, in the order given.
  public let variables: [Moments]
  /// The names of the two variables for print, and the cases.
  public var context: DataContext

  /// The concordance of two measurements of the same subjects.
  ///
  /// - Parameters:
  ///   - first: One measurement.
  ///   - second: The other, in the same order of subjects.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there are fewer than two pairs, the lengths differ, a value is not finite,
  ///   both variables are constant and equal, or squares leave the range of `Double`.
  public init(
    _ first: some Collection<Double>, with second: some Collection<Double>, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let x = try finiteValues(first, "first variable")
    let y = try finiteValues(second, "second variable")
    try checkEqualLength(x.count, "first variable", y.count, "second variable")
    guard x.count >= 2 else { throw .tooFew("pairs", found: x.count, needed: 2) }
    let sums = try PairSums(x, y)
    let parts = try ConcordanceParts(sums)
    correlation = sums.correlation
    biasCorrection = parts.biasCorrection
    locationShift = parts.locationShift
    scaleShift = parts.scaleShift
    unbiasedVarianceConcordance = parts.concordance(factor: 1 - 1 / Double(x.count))
    concordance = try parts.estimate(confidence: confidence)
    variables = [sums.first, sums.second]
    context = DataContext(parts: ["first", "second"], cases: CaseLedger(all: x.count))
  }
}

extension LinsConcordance {
  /// The concordance with its parts.
  public var report: Report {
    var facts = [Report.Fact("n", .count(variables[0].count))]
    if let correlation { facts.append(Report.Fact("Pearson r", .number(correlation, .bounded(2)))) }
    facts.append(Report.Fact("bias correction", .number(biasCorrection, .bounded(2))))
    if let locationShift { facts.append(Report.Fact("location shift", .number(locationShift))) }
    if let scaleShift { facts.append(Report.Fact("scale shift", .number(scaleShift))) }
    for (index, variable) in variables.enumerated() {
      facts.append(Report.Fact("mean \(context.part(index))", .number(variable.mean)))
      if let deviation = variable.standardDeviation {
        facts.append(Report.Fact("SD \(context.part(index))", .number(deviation)))
      }
    }
    facts.append(
      Report.Fact("with n - 1", .number(unbiasedVarianceConcordance, .bounded(2))))
    return Report(
      context.title("Lin's concordance correlation", "\(context.part(0)) with \(context.part(1))"),
      method: .init(
        Self.methodID, options: [Report.Fact("variances", .text("n in the denominator"))],
        citation: Citation("Lin", 1989, "Biometrics 45, 255-268", doi: "10.2307/2532051")),
      rows: [Report.Row("concordance", concordance, style: .bounded(2))],
      facts: facts, cases: context.cases, notes: notes)
  }

  private var notes: [String] {
    if correlation == nil {
      return ["A variable is constant: nothing varies with it, and there is no interval."]
    }
    if concordance.interval == nil {
      return [
        "There is no interval for two pairs, nor where the pairs lie on a line without a difference of means."
      ]
    }
    return []
  }
}
