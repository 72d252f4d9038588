import SurveyProbability
import SurveyVocabulary

/// Pearson's chi-square test that categories have given probabilities.
///
/// Reference: Pearson (1900), doi:10.1080/14786440009463897.
public struct GoodnessOfFitTest: Finding {
  /// The method and the version of its definition.
  public static let methodID = "goodness-of-fit-test/1"

  /// How the probability is found.
  public enum Method: Hashable, Sendable {
    /// By the chi-square distribution.
    case asymptotic
    /// By all counts of the multinomial distribution, in the order of their chi-square.
    case exact
    /// By all counts of the multinomial distribution, in the order of their probability.
    case exactByProbability
    /// By random counts, at most 10,000,000, in the order of their chi-square.
    case monteCarlo(samples: Int = 9_999, seed: UInt64 = 1)
  }

  /// Chi-square with its null distribution.
  public let statistic: TestStatistic
  /// The number of categories less one.
  public let degreesOfFreedom: Double
  /// The probability of counts at least as extreme.
  public let pValue: Double
  /// Where the probability over all counts lies, given random ones; `nil` for the other methods.
  public let pValueInterval: ConfidenceInterval?
  /// Cohen's w, √(χ²/n), with the interval of the noncentral chi-square distribution.
  public let effect: Estimate
  /// The counts of the categories that can occur.
  public let counts: [Int]
  /// The counts expected.
  public let expected: [Double]
  /// (Observed - expected)/√(n p (1 - p)): about standard normal.
  public let residuals: [Double]
  /// The names of the categories.
  public let categories: [String]
  /// How the probability was found.
  public let method: Method
  /// The names and the cases.
  public var context: DataContext
  private let notes: [String]

  /// Tests counts of categories.
  ///
  /// - Parameters:
  ///   - counts: The counts.
  ///   - probabilities: Numbers in proportion to the expected counts; `nil` for equal ones.
  ///   - categories: The names of the categories; empty for numbers.
  ///   - method: The chi-square distribution, the multinomial one, or random counts.
  ///   - confidence: The level of the intervals.
  /// - Throws: `InputError` if fewer than two categories can occur, there is no case, a count is negative, a
  ///   probability is negative or not finite, a category without probability has cases, or the counts are too
  ///   many to go through.
  public init(
    _ counts: [Int], expecting probabilities: [Double]? = nil, categories: [String] = [],
    method: Method = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    try checkConfidence(confidence)
    let table = try ContingencyTable([counts], columns: categories)
    let weights = probabilities ?? [Double](repeating: 1, count: counts.count)
    try checkEqualLength(weights.count, "probabilities", counts.count, "the list of counts")
    let shares = try MultinomialDistribution(trials: table.total, weights: weights).probabilities
    let kept = counts.indices.filter { shares[$0] > 0 }
    for place in counts.indices where shares[place] == 0 && counts[place] > 0 {
      throw InputError(
        .definition, "category \(table.columns[place])", "has probability 0 and \(counts[place]) cases")
    }
    guard kept.count >= 2 else {
      throw InputError(.tooFew, "categories", "\(kept.count) can occur, at least 2 needed")
    }
    let p = kept.map { shares[$0] }
    let used = kept.map { counts[$0] }
    let n = Double(table.total)
    let value = zip(used, p).reduce(0) {
      $0 + (Double($1.0) - n * $1.1) * ((Double($1.0) - n * $1.1) / (n * $1.1))
    }
    guard value.isFinite else {
      throw InputError(
        .outOfRange, "chi-square", "exceeds the range of Double", remedy: "join rare categories")
    }
    let freedom = Double(kept.count - 1)
    let outcomes = try MultinomialOutcomes(used, p)
    switch method {
    case .asymptotic:
      statistic = TestStatistic("χ²", value, reference: .chiSquare(degreesOfFreedom: freedom))
      pValueInterval = nil
    case .exact, .exactByProbability:
      let tails = try outcomes.tails(byProbability: method == .exactByProbability)
      statistic = TestStatistic("χ²", value, reference: .exact(tails))
      pValueInterval = nil
    case .monteCarlo(let samples, let seed):
      let found = try outcomes.sampled(samples, seed: seed, confidence: confidence)
      statistic = TestStatistic("χ²", value, reference: .monteCarlo(found.tails, draws: samples, seed: seed))
      pValueInterval = found.interval
    }
    degreesOfFreedom = freedom
    pValue = statistic.pValue()
    effect = Estimate(
      (value / n).squareRoot(),
      interval: try NoncentralEffect(value, degreesOfFreedom: freedom, confidence: confidence)
        .interval(scale: n, largest: .infinity))
    self.counts = used
    expected = p.map { n * $0 }
    residuals = zip(used, p).map { (Double($0) - n * $1) / (n * $1 * (1 - $1)).squareRoot() }
    self.categories = kept.map { table.columns[$0] }
    self.method = method
    let impossible = counts.indices.filter { shares[$0] == 0 }.map { table.columns[$0] }
    notes =
      impossible.isEmpty
      ? [] : ["Categories of probability 0, left out: \(impossible.joined(separator: ", "))."]
    context = table.context
  }

  /// Tests the labels of cases.
  ///
  /// - Throws: `InputError` if a label is not among the categories, or as for counts.
  public init(
    of labels: some Collection<String>, categories: [String], expecting probabilities: [Double]? = nil,
    method: Method = .asymptotic, confidence: Double = 0.95
  ) throws(InputError) {
    let table = try ContingencyTable(labels.map { _ in "" }, by: labels, columns: categories)
    try self.init(
      table.counts[0], expecting: probabilities, categories: categories, method: method,
      confidence: confidence)
  }
}

extension GoodnessOfFitTest {
  /// The test with its effect, and the categories.
  public var report: Report {
    let how: String =
      switch method {
      case .asymptotic: "chi-square distribution"
      case .exact: "exact multinomial by chi-square"
      case .exactByProbability: "exact multinomial by probability"
      case .monteCarlo(let samples, _): "\(DecimalText.grouped(samples)) random samples"
      }
    var seed: UInt64?
    if case .monteCarlo(_, let value) = method { seed = value }
    let small = expected.count { $0 < 5 }
    let lines = categories.indices.map { place -> [Report.Cell] in
      [
        .text(categories[place]), .count(counts[place]), .number(expected[place], .decimals(1)),
        .number(residuals[place], .decimals(2)),
      ]
    }
    return Report(
      context.title("Goodness of fit"),
      method: .init(
        Self.methodID, options: [.init("method", .text(how))], seed: seed,
        citation: Citation(
          "Pearson", 1900, "Philosophical Magazine 50, 157-175", doi: "10.1080/14786440009463897")),
      rows: [.init("Cohen's w", effect, style: .automatic, statistic: statistic, pValue: pValue)],
      grids: [Report.Grid(columns: ["", "n", "expected", "residual"], lines: lines)],
      facts: pValueInterval.map {
        [.init("\(DecimalText.level($0.level)) CI of p", .interval($0, .bounded(4)))]
      } ?? [],
      cases: context.cases, notes: notes,
      warnings: method == .asymptotic && small > 0
        ? ["\(small) of \(expected.count) expected counts are below 5: compare with `method: .exact`."] : [])
  }
}
