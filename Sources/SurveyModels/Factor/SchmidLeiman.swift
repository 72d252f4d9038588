import SurveyVocabulary

/// Schmid and Leiman's solution: the loadings of items on a general factor behind correlated factors, and
/// on what is left of each of those.
///
/// The correlations of the factors of an oblique solution are analysed with one factor themselves. An
/// item's loading on the general factor is the sum of its loadings times the factors' loadings on it; what
/// is left of a factor has the variance that the general factor does not explain.
///
/// Reference: Schmid & Leiman (1957), doi:10.1007/BF02289209.
public struct SchmidLeiman: Finding {
  /// The stable name of the method.
  public static let methodID = "schmid-leiman/1"

  /// The loadings of the items on the general factor, turned to a positive sum.
  public let generalLoadings: [Double]
  /// The loadings of the items on the group factors, one column to a factor.
  public let groupLoadings: Matrix
  /// The loadings of the factors on the general factor.
  public let factorLoadings: [Double]
  /// The variance of each item that the oblique factors explain.
  public let communalities: [Double]
  /// The variance of each item that they do not explain: 1 less the communality.
  public let uniquenesses: [Double]
  /// The share of the general factor in the variance that all loadings of this solution explain.
  public let explainedCommonVariance: Double
  /// The root of the mean square of what one general factor leaves of the correlations of the factors.
  public let factorResidual: Double
  /// The factors, by their places, that the general factor explains completely or beyond: their group
  /// factors have next to no loadings, or none.
  public let exhaustedFactors: [Int]
  /// The oblique solution.
  public let analysis: FactorAnalysis
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The solution behind an oblique factor analysis.
  ///
  /// Three or more factors have their one common factor by minres. Two have equal loadings on it, √|r|, since
  /// one correlation does not tell them apart; if r is negative, the second is negative.
  ///
  /// - Throws: `InputError` if there is one factor only, the rotation was not oblique, or the factors do not
  ///   correlate.
  public init(_ analysis: FactorAnalysis) throws(InputError) {
    let factors = analysis.factorCount
    guard factors >= 2 else {
      throw InputError(
        .tooFew, "factors", "1 factor found, at least 2 needed",
        remedy: "the loadings on one factor are those of the general factor already")
    }
    guard analysis.rotation.isOblique else {
      throw InputError(
        .definition, "rotation", "\(analysis.rotation.name) has uncorrelated factors, which share no factor",
        remedy: "use an oblique rotation such as .oblimin()")
    }
    let second = try Self.generalFactor(analysis.factorCorrelations)
    let loadings = analysis.loadings
    let plain = try loadings.times(second)
    let sign = plain.reduce(0, +) < 0 ? -1.0 : 1
    generalLoadings = plain.map { sign * $0 }
    factorLoadings = second.map { sign * $0 }
    var groups = loadings
    for factor in 0..<factors {
      let rest = max(1 - second[factor] * second[factor], 0).squareRoot()
      for row in 0..<loadings.rowCount { groups[row, factor] *= rest }
    }
    groupLoadings = groups
    communalities = analysis.communalities
    uniquenesses = analysis.communalities.map { 1 - $0 }
    let general = plain.reduce(0) { $0 + $1 * $1 }
    explainedCommonVariance = general / (general + groups.columnSquares.reduce(0, +))
    var square = 0.0
    for column in 1..<factors {
      for row in 0..<column {
        let rest = analysis.factorCorrelations[row, column] - second[row] * second[column]
        square += rest * rest
      }
    }
    factorResidual = (square / Double(factors * (factors - 1) / 2)).squareRoot()
    exhaustedFactors = second.indices.filter {
      1 - second[$0] * second[$0] <= FactorExtraction.leastUniqueness * (1 + 1e-9)
    }
    self.analysis = analysis
    context = analysis.context
  }

  /// The solution for items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items.
  ///   - names: The names of the items, for print and errors.
  ///   - factors: The number of oblique factors, at least two.
  ///   - extraction: How their loadings are estimated.
  ///   - rotation: How they are rotated; it must be oblique.
  ///   - starts: How many starts extraction and rotation have.
  ///   - seed: The seed of the random starts.
  /// - Throws: `InputError` as ``FactorAnalysis`` does, or as for an analysis.
  public init(
    _ items: [[Double]], names: [String] = [], factors: Int = 3,
    extraction: FactorAnalysis.Extraction = .minres,
    rotation: FactorAnalysis.Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1
  ) throws(InputError) {
    try self.init(
      FactorAnalysis(
        items, names: names, factors: factors, extraction: extraction, rotation: rotation, starts: starts,
        seed: seed))
  }

  /// The loadings of factors on their one common factor.
  private static func generalFactor(_ correlations: Matrix) throws(InputError) -> [Double] {
    let order = correlations.rowCount
    let largest = FactorExtraction.strongestCorrelations(correlations).max() ?? 0
    guard largest > 1e-10 else {
      throw InputError(
        .definition, "factors", "they do not correlate, so that no general factor lies behind them")
    }
    if order == 2 {
      let size = correlations[0, 1].magnitude.squareRoot()
      return [size, correlations[0, 1] < 0 ? -size : size]
    }
    let matrix = (0..<order).map { correlations[row: $0] }
    let extraction = try FactorExtraction(
      ItemCorrelations(matrix: matrix), factors: 1, .minres, starts: 1, seed: 1)
    return extraction.loadings[column: 0]
  }
}

extension SchmidLeiman {
  /// The loadings one item to a line, and the loadings of the factors.
  public var report: Report {
    let names = (1...analysis.factorCount).map { "group \($0)" }
    let lines = generalLoadings.indices.map { item -> [Report.Cell] in
      [.text(context.itemName(item)), .number(generalLoadings[item], .bounded(2))]
        + groupLoadings[row: item].map { .number($0, .bounded(2)) }
        + [.number(communalities[item], .bounded(2)), .number(uniquenesses[item], .bounded(2))]
    }
    var named = analysis
    named.context = context
    var warnings = named.report.warnings
    for factor in exhaustedFactors {
      warnings.append(
        "The general factor explains factor \(factor + 1) completely: group \(factor + 1) is empty.")
    }
    return Report(
      context.title("Schmid-Leiman solution"),
      method: .init(
        Self.methodID,
        options: [
          Report.Fact("extraction", .text(analysis.extraction.rawValue)),
          Report.Fact("rotation", .text(analysis.rotation.name)),
          Report.Fact("general factor", .text(analysis.factorCount == 2 ? "equal loadings" : "minres")),
        ],
        citation: Citation(
          "Schmid & Leiman", 1957, "Psychometrika 22, 53-61", doi: "10.1007/BF02289209")),
      grids: [
        Report.Grid(columns: ["", "general"] + names + ["communality", "uniqueness"], lines: lines),
        Report.Grid(
          "loadings of the factors",
          columns: names.indices.map { "factor \($0 + 1)" },
          lines: [factorLoadings.map { .number($0, .bounded(2)) }]),
      ],
      facts: [
        Report.Fact("explained common variance", .number(explainedCommonVariance, .bounded(2))),
        Report.Fact("RMS residual of the factors", .number(factorResidual, .bounded(3))),
      ],
      cases: context.knownCases, warnings: warnings)
  }
}
