import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The analysis of variance of independent cases by two or more crossed factors.
///
/// With unequal cells the three types of sums of squares ask different questions: I each term after those before
/// it, II each term after all that do not contain it, III each term after all others, with contrasts that sum to
/// zero.
///
/// Reference: Yates (1934), doi:10.1080/01621459.1934.10502686; Speed, Hocking & Hackney (1978),
/// doi:10.1080/01621459.1978.10480012. Agrees with R's `aov` and statsmodels' `anova_lm` to 9 digits and more.
public struct FactorialANOVA: Finding {
  /// The method and the version of its definition.
  public static let methodID = "factorial-anova/1"

  /// What a term is compared with.
  public enum SumsOfSquares: String, Hashable, Sendable, Codable, CaseIterable {
    /// Each term after the terms before it, main effects first.
    case sequential = "type I"
    /// Each term after all terms that do not contain it.
    case hierarchical = "type II"
    /// Each term after all others, with contrasts that sum to zero.
    case marginal = "type III"
  }

  /// One term of the model.
  public struct Term: Hashable, Sendable {
    /// The factors of the term, joined by " × ".
    public let name: String
    /// Its sum of squares, in squared units of the data.
    public let sumOfSquares: Double
    /// F with the term's and the residual degrees of freedom.
    public let statistic: TestStatistic
    /// The degrees of freedom of the term.
    public let degreesOfFreedom: Int
    /// The probability of an F at least as large without the term's effect.
    public let pValue: Double
    /// Partial η²: the term's share of its own and the residual sum of squares. The interval is that of
    /// λ/(λ + N), with λ the noncentrality of F.
    public let partialEtaSquared: Estimate
    /// ω²: the term's share of the variance of all scores, corrected for chance; below zero where F is below 1.
    public let omegaSquared: Double
  }

  /// The scores that share a level of every factor.
  public struct Cell: Hashable, Sendable {
    /// The levels, in the order of the factors.
    public let levels: [String]
    /// Size, mean and variance.
    public let moments: Moments
    /// The standard error of the mean from the residual variance.
    public let standardError: Double
  }

  /// The terms, main effects first.
  public let terms: [Term]
  /// The residual sum of squares, in squared units of the data.
  public let residualSumOfSquares: Double
  /// The residual degrees of freedom.
  public let residualDegreesOfFreedom: Int
  /// The sum of squares of the scores around their mean, in squared units of the data.
  public let totalSumOfSquares: Double
  /// The cells with scores; the last factor changes fastest.
  public let cells: [Cell]
  /// Which sums of squares.
  public let sumsOfSquares: SumsOfSquares
  /// Whether the model has the products of the factors.
  public let hasInteractions: Bool
  /// Terms that other terms leave no degree of freedom, such as a factor whose levels are those of another.
  public let aliasedTerms: [String]
  /// Combinations of levels without a score.
  public let emptyCells: Int
  /// The names of the factors and the cases behind them.
  public var context: DataContext

  /// Splits the variance of scores by factors.
  ///
  /// - Parameters:
  ///   - scores: One score to a case.
  ///   - factors: Up to five factors with a label for each case; their levels are the labels in sorted order.
  ///   - sumsOfSquares: What each term is compared with. They agree where all cells are equally large.
  ///   - interactions: Whether the model has all products of factors, or main effects only.
  ///   - confidence: The level of the intervals of partial η².
  /// - Throws: `InputError` if scores and labels do not fit, a factor has one level, a score is not finite, no
  ///   error is left, or type III was asked for with interactions and a cell is empty.
  public init(
    _ scores: some Collection<Double>, by factors: [(name: String, labels: [String])],
    sumsOfSquares: SumsOfSquares, interactions: Bool = true, confidence: Double = 0.90
  ) throws(InputError) {
    try checkConfidence(confidence)
    let layout = try FactorialLayout(scores, factors)
    let model = try FactorialModel(layout, interactions: interactions)
    let squares = try model.sumsOfSquares(sumsOfSquares)
    let count = layout.scores.count
    let df = count - model.rank
    let (residual, total) = (model.residual, model.total)
    let meanSquare = residual / Double(df)
    aliasedTerms = zip(model.names, squares).filter { $0.1.degreesOfFreedom == 0 }.map(\.0)
    var terms: [Term] = []
    for (name, term) in zip(model.names, squares) where term.degreesOfFreedom > 0 {
      let freedom = Double(term.degreesOfFreedom)
      let f = term.square / freedom / meanSquare
      guard f.isFinite else {
        throw InputError(.outOfRange, name, "F exceeds the range of Double", remedy: "rescale the scores")
      }
      let statistic = TestStatistic("F", f, reference: .f(numerator: freedom, denominator: Double(df)))
      terms.append(
        Term(
          name: name, sumOfSquares: term.square, statistic: statistic,
          degreesOfFreedom: term.degreesOfFreedom,
          pValue: statistic.pValue(),
          partialEtaSquared: Estimate(
            term.square / (term.square + residual),
            interval: try ExplainedShare.interval(
              f: f, numerator: freedom, denominator: Double(df), cases: count, confidence: confidence)),
          omegaSquared: (term.square - freedom * meanSquare) / (total + meanSquare)))
    }
    self.terms = terms
    residualSumOfSquares = residual
    residualDegreesOfFreedom = df
    totalSumOfSquares = total
    cells = layout.cells.map { levels, moments in
      Cell(levels: levels, moments: moments, standardError: (meanSquare / Double(moments.count)).squareRoot())
    }
    self.sumsOfSquares = sumsOfSquares
    hasInteractions = interactions
    emptyCells = layout.emptyCells
    context = DataContext(parts: factors.map(\.name), cases: CaseLedger(all: count))
  }
}

extension FactorialANOVA {
  /// The means of a factor's levels, each the unweighted mean of its cells, with standard errors from the residual
  /// variance; `nil` where a cell is empty, the model has no interactions, or there is no such factor.
  public func marginalMeans(of factor: String) -> [(level: String, mean: Estimate)]? {
    guard hasInteractions, emptyCells == 0, let place = context.parts.firstIndex(of: factor) else {
      return nil
    }
    let levels = Set(cells.map { $0.levels[place] }).sorted()
    return levels.map { level in
      let own = cells.filter { $0.levels[place] == level }
      let size = Double(own.count)
      let mean = own.reduce(0) { $0 + $1.moments.mean / size }
      let error = own.reduce(0) { $0 + $1.standardError * $1.standardError }.squareRoot() / size
      return (level, Estimate(mean, standardError: error))
    }
  }

  /// The finding as tables and choices for any renderer.
  public var report: Report {
    var lines = terms.map { term -> [Report.Cell] in
      [
        .text(term.name), .number(term.sumOfSquares), .count(term.degreesOfFreedom),
        .number(term.statistic.value),
        .pValue(term.pValue), .number(term.partialEtaSquared.value, .bounded(3)),
        term.partialEtaSquared.interval.map { .interval($0, .bounded(3)) } ?? .empty,
        .number(term.omegaSquared, .bounded(3)),
      ]
    }
    lines.append([.text("residual"), .number(residualSumOfSquares), .count(residualDegreesOfFreedom)])
    let level = terms.first?.partialEtaSquared.interval.map { "\(DecimalText.level($0.level)) CI" } ?? "CI"
    return Report(
      context.title("Factorial analysis of variance", context.parts.joined(separator: ", ")),
      method: .init(
        Self.methodID, options: [.init("sums of squares", .text(sumsOfSquares.rawValue))],
        citation: Citation(
          "Yates", 1934, "Journal of the American Statistical Association 29, 51-66",
          doi: "10.1080/01621459.1934.10502686")),
      grids: [
        Report.Grid(columns: ["term", "SS", "df", "F", "p", "partial η²", level, "ω²"], lines: lines),
        Report.Grid(
          columns: ["cell", "n", "mean", "SE"],
          lines: cells.map { cell in
            [
              .text(cell.levels.joined(separator: ", ")), .count(cell.moments.count),
              .number(cell.moments.mean),
              .number(cell.standardError),
            ]
          }),
      ], cases: context.cases,
      warnings: warnings)
  }

  private var warnings: [String] {
    var found: [String] = []
    if emptyCells > 0 {
      let cells = emptyCells == 1 ? "1 cell is" : "\(emptyCells) cells are"
      found.append(
        "\(cells) empty" + (hasInteractions ? ", so that interactions lose degrees of freedom." : "."))
    }
    if !aliasedTerms.isEmpty {
      found.append("Other terms leave nothing to \(aliasedTerms.joined(separator: ", ")).")
    }
    return found
  }
}
