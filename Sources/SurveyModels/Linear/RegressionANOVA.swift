import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The sums of squares of a linear regression by its terms: factors, numbers, curves and products, of types
/// I, II or III.
///
/// Type I takes each term after the terms before it, type II after all terms that do not contain it, type III
/// after all others, with factors recoded to contrasts that sum to zero. The terms come in the order
/// of the design.
///
/// Reference: Speed, Hocking & Hackney (1978), doi:10.1080/01621459.1978.10480012; Fox (2016), Applied Regression
/// Analysis, chapter 8. Agrees with R's `anova` and `car::Anova` to 9 digits.
public struct RegressionANOVA: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "regression-anova/1"

  /// One term of the design.
  public struct Term: Hashable, Sendable {
    /// The name of the term, or "intercept".
    public let name: String
    /// What the term explains, in squared units of the outcome, weighted where the fit is.
    public let sumOfSquares: Double
    /// The number of its coefficients, those left out as aliased not among them.
    public let degreesOfFreedom: Int
    /// F with the residual mean square of the whole regression.
    public let statistic: TestStatistic
    /// The probability of an F at least as large where the coefficients are zero.
    public let pValue: Double
    /// The term's share of its own and the residual sum of squares, with the interval of λ/(λ + N).
    public let partialEtaSquared: Estimate
  }

  /// The terms in the order of the design, of type III the intercept first.
  public let terms: [Term]
  /// Terms that those before them leave no degree of freedom.
  public let aliasedTerms: [String]
  /// The residual sum of squares, in squared units of the outcome.
  public let residualSumOfSquares: Double
  /// The residual degrees of freedom.
  public let residualDegreesOfFreedom: Int
  /// Which sums of squares.
  public let sumsOfSquares: FactorialANOVA.SumsOfSquares
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Splits the sum of squares of an outcome by the terms of a design.
  ///
  /// - Parameters:
  ///   - outcome: One number per case.
  ///   - design: A design made of terms.
  ///   - sumsOfSquares: What each term is compared with.
  ///   - weights: One weight per case, none negative; `nil` weighs all alike.
  ///   - aliased: What happens to columns that earlier columns determine; only type I has a meaning without
  ///     them.
  ///   - confidence: The level of the intervals of partial η².
  /// - Throws: `InputError` as for a linear regression, if the design has no terms, if the outcome is
  ///   fitted exactly, or if columns are aliased and the sums are not of type I.
  public init(
    _ outcome: some Collection<Double>, on design: Design, sumsOfSquares: FactorialANOVA.SumsOfSquares,
    weights: [Double]? = nil, aliased: AliasedColumns = .refuse, confidence: Double = 0.90
  ) throws(InputError) {
    try checkConfidence(confidence)
    guard !design.terms.isEmpty else {
      throw InputError(
        .definition, "design", "it has no terms", remedy: "make it of terms or named columns, not of a matrix"
      )
    }
    guard aliased == .refuse || sumsOfSquares == .sequential else {
      throw InputError(
        .definition, "aliased",
        "sums of \(sumsOfSquares.rawValue) have no meaning without the aliased columns",
        remedy: "leave the columns out of the design, or ask for .sequential")
    }
    let coded = sumsOfSquares == .marginal ? try design.summingToZero() : design
    let outcome = Array(outcome)
    let full = try LinearRegression(outcome, on: coded, weights: weights, aliased: aliased)
    guard full.residualSumOfSquares > 0 else {
      throw InputError(.constant, "outcome", "it is fitted exactly, so that there is nothing to test")
    }
    let splitter = TermSplitter(outcome: outcome, design: coded, weights: weights, full: full)
    let meanSquare = full.residualSumOfSquares / Double(full.residualDegreesOfFreedom)
    var terms: [Term] = []
    var lost: [String] = []
    for line in try splitter.lines(sumsOfSquares) {
      guard line.degreesOfFreedom > 0 else {
        lost.append(line.name)
        continue
      }
      terms.append(
        try Term(line, meanSquare: meanSquare, full, confidence: confidence))
    }
    self.terms = terms
    aliasedTerms = lost
    residualSumOfSquares = full.residualSumOfSquares
    residualDegreesOfFreedom = full.residualDegreesOfFreedom
    self.sumsOfSquares = sumsOfSquares
    context = full.context
  }
}

extension RegressionANOVA.Term {
  fileprivate init(
    _ line: TermSplitter.Line, meanSquare: Double, _ full: LinearRegression, confidence: Double
  ) throws(InputError) {
    let (freedom, rest) = (Double(line.degreesOfFreedom), Double(full.residualDegreesOfFreedom))
    let f = line.square / freedom / meanSquare
    guard f.isFinite else {
      throw InputError(.outOfRange, line.name, "F exceeds the range of Double", remedy: "rescale the outcome")
    }
    name = line.name
    sumOfSquares = line.square
    degreesOfFreedom = line.degreesOfFreedom
    statistic = TestStatistic("F", f, reference: .f(numerator: freedom, denominator: rest))
    pValue = statistic.pValue(.greater)
    partialEtaSquared = Estimate(
      line.square / (line.square + full.residualSumOfSquares),
      interval: try ExplainedShare.interval(
        f: f, numerator: freedom, denominator: rest, cases: full.fit.caseCount, confidence: confidence))
  }
}

extension RegressionANOVA {
  /// The finding as a table for any renderer.
  public var report: Report {
    var lines = terms.map { term -> [Report.Cell] in
      [
        .text(term.name), .number(term.sumOfSquares), .count(term.degreesOfFreedom),
        .number(term.statistic.value), .pValue(term.pValue),
        .number(term.partialEtaSquared.value, .bounded(3)),
        term.partialEtaSquared.interval.map { .interval($0, .bounded(3)) } ?? .empty,
      ]
    }
    lines.append([.text("residual"), .number(residualSumOfSquares), .count(residualDegreesOfFreedom)])
    let level = terms.first?.partialEtaSquared.interval.map { "\(DecimalText.level($0.level)) CI" } ?? "CI"
    return Report(
      context.title("Analysis of variance of a regression"),
      method: .init(
        Self.methodID, options: [.init("sums of squares", .text(sumsOfSquares.rawValue))],
        citation: Citation(
          "Speed, Hocking & Hackney", 1978, "Journal of the American Statistical Association 73, 105-112",
          doi: "10.1080/01621459.1978.10480012")),
      grids: [Report.Grid(columns: ["term", "SS", "df", "F", "p", "partial η²", level], lines: lines)],
      cases: context.cases,
      warnings: aliasedTerms.isEmpty
        ? [] : ["The terms before them leave nothing to \(aliasedTerms.joined(separator: ", "))."])
  }
}
