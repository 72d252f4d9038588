import SurveyVocabulary

/// The index of qualitative variation of answers to a question with categories.
///
/// It is the chance that two cases, drawn with replacement, are in different categories, over the largest
/// possible such chance: 0 where all cases are in one category, 1 where all categories are equally frequent.
///
/// Reference: Mueller, Schuessler & Costner (1970), Statistical Reasoning in Sociology.
public struct QualitativeVariation: Finding {
  /// The stable name of the method.
  public static let methodID = "qualitative-variation/1"

  /// The index. Its standard error is that of first order, absent where all categories that came did so
  /// equally often; with a bootstrap it has the error and the limits of that.
  public let index: Estimate
  /// The chance that two cases drawn with replacement differ, 1 - Σp²: Blau's index, or that of Gini and
  /// Simpson.
  public let blau: Double
  /// The chance that two different cases differ, 1 - Σp² times n/(n - 1); `nil` for a single case.
  public let unbiasedBlau: Double?
  /// The number of cases in each possible category.
  public let counts: [Int]
  /// What resampling found; `nil` where it was not asked for.
  public let bootstrap: BootstrapFinding?
  /// The names of the question and its categories for print, and the cases.
  public var context: DataContext

  /// Takes the variation of answers.
  ///
  /// - Parameters:
  ///   - answers: The answer of each case, or the reason for none.
  ///   - plan: Resamples the cases for an interval; `nil` gives none.
  ///   - confidence: The level of the interval.
  /// - Throws: `InputError` if there is no answer, only one category is possible, or as the bootstrap does.
  public init(
    _ answers: CategoricalAnswers, bootstrap plan: BootstrapPlan? = nil, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let found = try CategoryShares(answers)
    guard found.counts.count >= 2 else {
      throw InputError(
        .definition, answers.name ?? "answers", "only one category is possible",
        remedy: "declare the levels that nobody chose")
    }
    let levels = Double(found.counts.count)
    let factor = levels / (levels - 1)
    let shares = found.shares
    let value = Self.blau(shares)
    let limits = try found.bootstrap(plan, around: min(value * factor, 1), confidence: confidence) {
      min(Self.blau($0) * factor, 1)
    }
    // Σp³ - (Σp²)² as a sum of squares.
    let squares = shares.reduce(0) { sum, share in
      let deviation = share - (1 - value)
      return sum + share * deviation * deviation
    }
    bootstrap = limits
    index =
      limits?.estimate(min(value * factor, 1))
      ?? Estimate(
        min(value * factor, 1),
        standardError: found.isEven ? nil : 2 * (squares / Double(found.count)).squareRoot() * factor)
    blau = value
    unbiasedBlau = found.count > 1 ? value * Double(found.count) / Double(found.count - 1) : nil
    counts = found.counts
    context = found.context
  }

  /// Takes the variation of labels.
  ///
  /// - Throws: `InputError` as for answers, or if a label is not among the levels.
  public init(
    _ labels: some Collection<String>, levels: [String]? = nil, bootstrap: BootstrapPlan? = nil,
    confidence: Double = 0.95
  ) throws(InputError) {
    try self.init(
      CategoricalAnswers(Array(labels), levels: levels), bootstrap: bootstrap, confidence: confidence)
  }

  /// 1 - Σp² without a difference.
  private static func blau(_ shares: [Double]) -> Double { shares.reduce(0) { $0 + $1 * (1 - $1) } }
}

extension QualitativeVariation {
  /// The index and the chances behind it.
  public var report: Report {
    var facts = [
      Report.Fact("n", .count(context.cases.used)), Report.Fact("possible categories", .count(counts.count)),
      Report.Fact("that came", .count(counts.count { $0 > 0 })),
    ]
    if let error = index.standardError { facts.append(.init("SE", .number(error, .bounded(3)))) }
    facts.append(.init("Blau's index", .number(blau, .bounded(3))))
    if let unbiasedBlau { facts.append(.init("unbiased", .number(unbiasedBlau, .bounded(3)))) }
    return Report(
      context.title("Index of qualitative variation"),
      method: .init(Self.methodID, options: bootstrap?.options ?? [], seed: bootstrap?.plan.seed),
      rows: [.init("IQV", index, style: .bounded(3))], facts: facts, cases: context.cases,
      notes: index.standardError == nil
        ? ["All categories that came did so equally often: there is no standard error of first order."] : [],
      warnings: bootstrap?.warnings ?? [])
  }
}
