import SurveyVocabulary

/// Velicer's minimum average partial: the number of principal components after whose removal the partial
/// correlations of the items are smallest on average.
///
/// References: Velicer (1976), doi:10.1007/BF02293557, for squares; Velicer, Eaton & Fava (2000),
/// doi:10.1007/978-1-4615-4397-8_3, for fourth powers.
public struct MinimumAveragePartial: Finding {
  /// The stable name of the method.
  public static let methodID = "minimum-average-partial/1"

  /// The mean square of the partial correlations after the removal of 0, 1, 2, … components. The list ends
  /// where an item has no variance left.
  public let averageSquares: [Double]
  /// The mean fourth power of the partial correlations, the revised criterion.
  public let averageFourthPowers: [Double]
  /// The number of components with the least mean square; the smallest of several.
  public let retainedBySquares: Int
  /// The number of components with the least mean fourth power; the smallest of several.
  public let retainedByFourthPowers: Int
  /// The eigenvalues of the correlation matrix, the largest first.
  public let eigenvalues: [Double]
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The share of its variance that an item must keep for its partial correlations to be known.
  static let leastVariance = 1e-10

  /// The criterion for items, one array to an item, with the cases in the same order in each.
  ///
  /// - Throws: `InputError` as for correlations, if there are fewer than two cases, a value is not finite,
  ///   an item is constant, or lengths differ.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(items, names: names))
  }

  /// The criterion for items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for correlations, or if an item has no variance or the names do not fit.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(covariances, names: names))
  }

  /// The criterion for items that are known by their correlations.
  ///
  /// - Throws: `InputError` if there are fewer than two items or more than 500.
  public init(_ correlations: ItemCorrelations) throws(InputError) {
    try correlations.checkOrder(atLeast: 2)
    let order = correlations.order
    let eigen = try SymmetricEigen(correlations.matrix)
    var rest = correlations.matrix
    var (squares, fourths): ([Double], [Double]) = ([], [])
    for removed in 0..<order {
      if removed > 0 { rest.remove(eigen, component: removed - 1) }
      let scales = rest.diagonal.map { $0.squareRoot() }
      guard rest.diagonal.allSatisfy({ $0 > Self.leastVariance }) else { break }
      var (square, fourth) = (0.0, 0.0)
      for column in 1..<order {
        for row in 0..<column {
          let partial = rest[row, column] / scales[row] / scales[column]
          square += partial * partial
          fourth += partial * partial * partial * partial
        }
      }
      let pairs = Double(order * (order - 1) / 2)
      squares.append(square / pairs)
      fourths.append(fourth / pairs)
    }
    averageSquares = squares
    averageFourthPowers = fourths
    retainedBySquares = Self.placeOfMinimum(squares)
    retainedByFourthPowers = Self.placeOfMinimum(fourths)
    eigenvalues = eigen.values
    context = correlations.context
  }

  /// The first place of the smallest value.
  private static func placeOfMinimum(_ values: [Double]) -> Int {
    values.indices.min { values[$0] < values[$1] } ?? 0
  }
}

extension Matrix {
  /// Takes the part of an eigenvalue with its vector away from a symmetric matrix.
  fileprivate mutating func remove(_ eigen: SymmetricEigen, component: Int) {
    let vector = eigen.vectors[column: component]
    for column in 0..<columnCount {
      for row in 0..<rowCount { self[row, column] -= eigen.values[component] * vector[row] * vector[column] }
    }
  }
}

extension MinimumAveragePartial {
  /// The two numbers of components, and the averages one number of components to a line.
  public var report: Report {
    let lines = averageSquares.indices.map { removed -> [Report.Cell] in
      [
        .count(removed), .number(averageSquares[removed], .decimals(4)),
        .number(averageFourthPowers[removed], .decimals(4)),
      ]
    }
    return Report(
      context.title("Minimum average partial"),
      method: .init(
        Self.methodID,
        citation: Citation("Velicer", 1976, "Psychometrika 41, 321-327", doi: "10.1007/BF02293557")),
      grids: [
        Report.Grid(columns: ["components removed", "mean square", "mean fourth power"], lines: lines)
      ],
      facts: [
        Report.Fact("components by squares", .count(retainedBySquares)),
        Report.Fact("by fourth powers", .count(retainedByFourthPowers)),
        Report.Fact("items", .count(eigenvalues.count)),
      ],
      cases: context.knownCases)
  }
}
