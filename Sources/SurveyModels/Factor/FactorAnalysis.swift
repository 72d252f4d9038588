import SurveyVocabulary

/// Exploratory factor analysis: the loadings of items on common factors, rotated to be read, with the
/// correlations of the factors and the fit of the model.
///
/// Columns are ordered by the variance that they explain, and turned so that their loadings have a
/// positive sum.
///
/// References: minres Harman & Jones (1966), doi:10.1007/BF02289468; maximum likelihood Jöreskog (1967),
/// doi:10.1007/BF02289658; rotation Jennrich (2001, 2002), doi:10.1007/BF02294840, doi:10.1007/BF02294706.
public struct FactorAnalysis: Finding {
  /// The stable name of the method.
  public static let methodID = "factor-analysis/1"

  /// The loadings (pattern), one row to an item, one column to a factor: weights of the factors in the
  /// items.
  public let loadings: Matrix
  /// The correlations of items and factors; equal to the loadings if the factors do not correlate.
  public let structure: Matrix
  /// The correlations of the factors.
  public let factorCorrelations: Matrix
  /// The variance of each item that the factors explain.
  public let communalities: [Double]
  /// The variance of each item that the factors do not explain, as estimated.
  public let uniquenesses: [Double]
  /// The variance of all items that each factor explains, in items: sums of squared loadings, with
  /// correlated factors of the products of pattern and structure.
  public let varianceExplained: [Double]
  /// The eigenvalues of the correlation matrix, the largest first.
  public let eigenvalues: [Double]
  /// How well the factors reproduce the correlations.
  public let fit: Fit
  /// How the loadings were estimated.
  public let extraction: Extraction
  /// How they were rotated.
  public let rotation: Rotation
  /// The value that the extraction reached: half the sum of all squared residuals, or the discrepancy of
  /// maximum likelihood.
  public let extractionCriterion: Double
  /// The steps of the extraction.
  public let extractionIterations: Int
  /// The value that the rotation reached; `nil` where there was none.
  public let rotationCriterion: Double?
  /// The steps of the rotation.
  public let rotationIterations: Int
  /// The minima of the rotation's criterion that the starts led to, the least first.
  public let rotationMinima: [RotationMinimum]
  /// The number of starts of extraction and rotation.
  public let starts: Int
  /// The seed of the random starts.
  public let seed: UInt64
  /// What must be known before the loadings are read.
  public let warnings: [Warning]
  /// The correlations that were analysed.
  package let correlations: ItemCorrelations
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Analyses items, one array to an item, with the cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items.
  ///   - names: The names of the items, for print and errors.
  ///   - factors: The number of factors.
  ///   - extraction: How the loadings are estimated.
  ///   - rotation: How they are rotated.
  ///   - starts: How many starts extraction and rotation have: the first a fixed one, the others random.
  ///     Principal axes have the one.
  ///   - seed: The seed of the random starts.
  ///   - confidence: The level of the interval of the RMSEA; 90 % is its custom.
  /// - Throws: `InputError` as for correlations, if there are fewer than two cases, a value is not finite,
  ///   an item is constant, or lengths differ.
  public init(
    _ items: [[Double]], names: [String] = [], factors: Int, extraction: Extraction = .minres,
    rotation: Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1, confidence: Double = 0.9
  ) throws(InputError) {
    try self.init(
      ItemCorrelations(items, names: names), factors: factors, extraction: extraction, rotation: rotation,
      starts: starts, seed: seed, confidence: confidence)
  }

  /// Analyses items that are known by their covariances; their correlations are analysed.
  ///
  /// - Throws: `InputError` as for correlations, or if an item has no variance or the names do not fit.
  public init(
    _ covariances: ItemCovariances, names: [String] = [], factors: Int, extraction: Extraction = .minres,
    rotation: Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1, confidence: Double = 0.9
  ) throws(InputError) {
    try self.init(
      ItemCorrelations(covariances, names: names), factors: factors, extraction: extraction,
      rotation: rotation, starts: starts, seed: seed, confidence: confidence)
  }

  /// Analyses items that are known by their correlations.
  ///
  /// - Throws: `InputError` if there is no factor, if there are so many that the model has more parameters
  ///   than there are correlations, more than 500 items, or more work than is feasible; if maximum likelihood
  ///   is asked for and an item is a linear combination of others; if a factor that explains nothing is to be
  ///   rotated; if the starts are not from 1 to 10,000, or a parameter of the rotation is outside its range.
  public init(
    _ correlations: ItemCorrelations, factors: Int, extraction: Extraction = .minres,
    rotation: Rotation = .oblimin(), starts: Int = 1, seed: UInt64 = 1, confidence: Double = 0.9
  ) throws(InputError) {
    try checkConfidence(confidence)
    try rotation.check()
    try Self.check(items: correlations, factors: factors, starts: starts)
    let extracted = try FactorExtraction(
      correlations, factors: factors, extraction, starts: starts, seed: seed)
    let empty = extracted.loadings.columnSquares.firstIndex { $0 < Self.leastVariance }
    if let empty, rotation != .none {
      throw InputError(
        .rankDeficient, "factors", "factor \(empty + 1) explains nothing, so that it has no direction",
        remedy: empty > 0 ? "ask for \(empty)" : "these items have no common factor")
    }
    let rotated = try FactorRotation(extracted.loadings, rotation, starts: starts, seed: seed)
    let dependent = DependentItems(correlations)
    let logDeterminant =
      dependent == nil ? try CholeskyFactorization(correlations.matrix).logDeterminant : nil
    fit = try Fit(correlations, extracted, logDeterminant: logDeterminant, confidence: confidence)
    (loadings, factorCorrelations) = try Self.arranged(rotated.loadings, rotated.correlations)
    structure = try loadings.times(factorCorrelations)
    varianceExplained = loadings.columnProducts(with: structure)
    communalities = extracted.loadings.rowSquares
    uniquenesses = extracted.uniquenesses
    eigenvalues = try SymmetricEigen(correlations.matrix).values
    extractionCriterion = extracted.criterion
    extractionIterations = extracted.iterations
    rotationCriterion = rotated.criterion
    rotationIterations = rotated.iterations
    rotationMinima = rotated.minima
    warnings = Self.warnings(extracted, rotated, empty: empty, isSingular: dependent != nil)
    self.extraction = extraction
    self.rotation = rotation
    self.starts = starts
    self.seed = seed
    self.correlations = correlations
    context = correlations.context
  }
}

extension FactorAnalysis {
  /// The number of factors.
  public var factorCount: Int { loadings.columnCount }
  /// The number of items.
  public var itemCount: Int { loadings.rowCount }

  /// Whether the extraction met its tolerance.
  public var extractionConverged: Bool { !warnings.contains(.extractionNotConverged) }
  /// Whether the rotation met its tolerance.
  public var rotationConverged: Bool { !warnings.contains(.rotationNotConverged) }

  /// The variance, in items, below which a factor explains nothing.
  static let leastVariance = 1e-8

  /// The most work of one step of all starts: factors times the cube of the items.
  static let mostWork = 2e10

  private static func check(
    items: ItemCorrelations, factors: Int, starts: Int
  ) throws(InputError) {
    try items.checkOrder(atLeast: 3)
    guard factors >= 1 else {
      throw InputError(.tooFew, "factors", "\(factors) asked for, at least 1 needed")
    }
    guard factors < items.order, Fit.degreesOfFreedom(items: items.order, factors: factors) >= 0 else {
      let most = (1..<items.order).last { Fit.degreesOfFreedom(items: items.order, factors: $0) >= 0 } ?? 1
      throw InputError(
        .outOfRange, "factors",
        "\(factors) factors of \(items.order) items have more parameters than there are correlations",
        remedy: "ask for at most \(most)")
    }
    guard (1...10_000).contains(starts) else {
      throw .outOfRange("starts", value: Double(starts), allowed: "from 1 to 10,000")
    }
    let size = Double(items.order)
    guard Double(starts) * Double(factors) * size * size * size <= mostWork else {
      throw .infeasible(
        "factors", "\(factors) factors of \(items.order) items from \(starts) starts are too much work",
        remedy: "ask for fewer factors or starts")
    }
  }

  /// The factors in the order of the variance that they explain, turned to a positive sum of loadings.
  private static func arranged(
    _ loadings: Matrix, _ correlations: Matrix
  ) throws(InputError) -> (Matrix, Matrix) {
    let explained = loadings.columnProducts(with: try loadings.times(correlations))
    let order = explained.indices.sorted { (explained[$1], $0) < (explained[$0], $1) }
    let signs = order.map { loadings[columnView: $0].reduce(0, +) < 0 ? -1.0 : 1 }
    var (columns, products) = (loadings, correlations)
    for (place, source) in order.enumerated() {
      for row in 0..<loadings.rowCount { columns[row, place] = signs[place] * loadings[row, source] }
      for (other, otherSource) in order.enumerated() {
        products[other, place] = signs[place] * signs[other] * correlations[otherSource, source]
      }
    }
    return (columns, products)
  }

  private static func warnings(
    _ extracted: FactorExtraction, _ rotated: FactorRotation, empty: Int?, isSingular: Bool
  ) -> [Warning] {
    var warnings: [Warning] = []
    for (item, uniqueness) in extracted.uniquenesses.enumerated()
    where uniqueness <= FactorExtraction.leastUniqueness * (1 + 1e-9) {
      warnings.append(.heywood(item: item))
    }
    if !extracted.converged { warnings.append(.extractionNotConverged) }
    if !extracted.isIdentified { warnings.append(.notIdentified) }
    if !rotated.converged { warnings.append(.rotationNotConverged) }
    if rotated.minima.count > 1 { warnings.append(.localMinima(rotated.minima.count)) }
    if let empty { warnings.append(.emptyFactor(empty)) }
    if isSingular { warnings.append(.singularCorrelations) }
    return warnings
  }
}

extension Matrix {
  /// The sum of the squares of each column.
  var columnSquares: [Double] { columnProducts(with: self) }

  /// The sum of the products of each column with that of another matrix of the same shape.
  func columnProducts(with other: Matrix) -> [Double] {
    (0..<columnCount).map { column in
      zip(self[columnView: column], other[columnView: column]).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }
}
