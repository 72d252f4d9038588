import SurveyProbability
import SurveyVocabulary

/// How well scores of the same persons agree on two occasions: correlation, intraclass correlations,
/// errors and limits of agreement.
///
/// A correlation does not see a change of the mean, agreement does: ICC(2,1) counts it as error, ICC(3,1)
/// does not. Differences are the second occasion minus the first.
///
/// Reference: Shrout & Fleiss (1979), doi:10.1037/0033-2909.86.2.420; limits of agreement: Bland & Altman
/// (1986), doi:10.1016/S0140-6736(86)90837-8; errors: Weir (2005), doi:10.1519/15184.1.
public struct TestRetestReliability: Finding {
  /// The stable name of the method.
  public static let methodID = "test-retest-reliability/1"

  /// Pearson's correlation with Fisher's interval; `nil` if an occasion is constant.
  public let pearson: Estimate?
  /// Spearman's correlation with Bonett and Wright's interval; `nil` if an occasion is constant.
  public let spearman: Estimate?
  /// ICC(2,1): agreement of single scores, occasions as a sample of occasions.
  public let agreement: Estimate
  /// ICC(3,1): consistency of single scores, the two occasions as they are.
  public let consistency: Estimate
  /// The standard error of measurement SD₁·√(1 - r), from the first occasion and Pearson's r, in the
  /// units of the score; `nil` if an occasion is constant.
  public let standardErrorFromCorrelation: Double?
  /// The standard error of measurement of consistency, SD of the differences over √2.
  public let standardErrorOfConsistency: Double
  /// The standard error of measurement of agreement, with the change of the mean as error.
  public let standardErrorOfAgreement: Double
  /// The change of one person that errors alone exceed with the probability 1 - level.
  public let smallestDetectableChange: Double
  /// The mean difference, second minus first, with Student's interval.
  public let meanDifference: Estimate
  /// The limits of agreement: the mean difference ± the multiplier times the SD of the differences.
  public let limitsOfAgreement: ConfidenceInterval
  /// How many standard deviations of the differences the limits of agreement and the smallest detectable
  /// change reach.
  public let multiplier: Double
  /// The number of persons.
  public let count: Int
  /// The names of the occasions for print, and the cases.
  public var context: DataContext

  /// The agreement of two occasions, persons in the same order.
  ///
  /// - Parameters:
  ///   - second: The scores of the later occasion.
  ///   - first: The scores of the earlier occasion.
  ///   - multiplier: How many standard deviations the limits of agreement reach; `nil` for the normal
  ///     quantile of the level, which is 1.96 in round figures at 95%.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if there are fewer than three persons, the lengths differ, a value is not
  ///   finite, or all values of both occasions are equal.
  public init(
    _ second: some Collection<Double>, against first: some Collection<Double>, multiplier: Double? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let earlier = try finiteValues(first, "first occasion", atLeast: 3)
    let later = try finiteValues(second, "second occasion", atLeast: 3)
    try checkEqualLength(later.count, "second occasion", earlier.count, "first occasion")
    let z = try NormalDistribution.standard.quantile(upperTail: (1 - confidence) / 2)
    if let multiplier, !(multiplier > 0 && multiplier < 1e6) {
      throw .outOfRange("multiplier", value: multiplier, allowed: "a number above 0 and below 1e6")
    }
    let squares = try TwoWayMeanSquares([earlier, later], names: ["first occasion", "second occasion"])
    guard squares.betweenSubjects > 0 || squares.residual > 0 else {
      throw .constant(
        "scores", remedy: "reliability is undefined where persons do not differ on either occasion")
    }
    let n = Double(earlier.count)
    let deviation = (2 * squares.residual).squareRoot()
    let mean = squares.raterMeans[1] - squares.raterMeans[0]
    let t = try StudentTDistribution(degreesOfFreedom: n - 1).quantile(upperTail: (1 - confidence) / 2)
    let error = deviation / n.squareRoot()
    agreement = try squares.agreementOfTwo(confidence: confidence)
    consistency = try squares.consistencyOfTwo(confidence: confidence)
    let r = try PairSums(earlier, later)
    if let correlation = r.correlation, let spread = r.first.standardDeviation {
      pearson = try PearsonCorrelation(earlier, with: later, confidence: confidence).correlation
      spearman = try SpearmanCorrelation(earlier, with: later, confidence: confidence).correlation
      standardErrorFromCorrelation = spread * (1 - correlation).squareRoot()
    } else {
      pearson = nil
      spearman = nil
      standardErrorFromCorrelation = nil
    }
    standardErrorOfConsistency = squares.residual.squareRoot()
    // Var(occasions) = (MSJ - MSE)/n may come out negative: then there is none to add.
    standardErrorOfAgreement =
      (squares.residual + max(0, (squares.betweenRaters - squares.residual) / n)).squareRoot()
    self.multiplier = multiplier ?? z
    smallestDetectableChange = self.multiplier * deviation
    meanDifference = Estimate(
      mean, standardError: error,
      interval: ConfidenceInterval(
        lower: mean - t * error, upper: mean + t * error, level: confidence, method: "Student"))
    limitsOfAgreement = ConfidenceInterval(
      lower: mean - self.multiplier * deviation, upper: mean + self.multiplier * deviation,
      level: confidence, method: "limits of agreement")
    count = earlier.count
    context = DataContext(parts: ["second", "first"], cases: CaseLedger(all: earlier.count))
  }
}

extension TestRetestReliability {
  /// The coefficients with their intervals, and the errors in units of the score.
  public var report: Report {
    var rows: [Report.Row] = []
    if let pearson { rows.append(Report.Row("Pearson r", pearson, style: .bounded(2))) }
    if let spearman { rows.append(Report.Row("Spearman ρ", spearman, style: .bounded(2))) }
    rows += [
      Report.Row("ICC(2,1), agreement", agreement, style: .bounded(2)),
      Report.Row("ICC(3,1), consistency", consistency, style: .bounded(2)),
      Report.Row("mean difference", meanDifference),
    ]
    var facts = [Report.Fact("n", .count(count))]
    if let standardErrorFromCorrelation {
      facts.append(Report.Fact("SEM from SD and r", .number(standardErrorFromCorrelation)))
    }
    facts += [
      Report.Fact("SEM of consistency", .number(standardErrorOfConsistency)),
      Report.Fact("SEM of agreement", .number(standardErrorOfAgreement)),
      Report.Fact("smallest detectable change", .number(smallestDetectableChange)),
      Report.Fact("limits of agreement", .interval(limitsOfAgreement, .automatic)),
    ]
    var notes = ["Errors, changes and limits are in the units of the score."]
    if pearson == nil { notes.append("An occasion is constant: correlations do not exist.") }
    return Report(
      context.title("Test-retest reliability", "\(context.part(0)) against \(context.part(1))"),
      method: .init(
        Self.methodID,
        options: [Report.Fact("limits in SD of the differences", .number(multiplier))],
        citation: Citation(
          "Shrout & Fleiss", 1979, "Psychological Bulletin 86, 420-428", doi: "10.1037/0033-2909.86.2.420")),
      rows: rows, facts: facts, cases: context.cases, notes: notes)
  }
}
