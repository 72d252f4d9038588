import SurveyProbability

/// What the cells of a table say about the correlation and the thresholds: derivatives of the cells'
/// probabilities with respect to each, the correlation first, then the rows' and the columns' thresholds.
struct PolychoricInformation {
  let cells: BivariateNormalCells
  /// For each cell the derivatives of its probability, one after the other.
  let slopes: [[Double]]
  private let correlation: Double
  private let root: Double

  init(_ cells: BivariateNormalCells, correlation: Double) {
    self.cells = cells
    self.correlation = correlation
    root = ((1 - correlation) * (1 + correlation)).squareRoot()
    let (rows, columns) = (cells.rowThresholds, cells.columnThresholds)
    let byRow = Self.conditional(rows, columns, correlation, root)
    let byColumn = Self.conditional(columns, rows, correlation, root)
    var slopes: [[Double]] = []
    for row in 0..<cells.rowCount {
      for column in 0..<cells.columnCount {
        var cell = [Double](repeating: 0, count: 1 + rows.count + columns.count)
        cell[0] = cells.slopes[row * cells.columnCount + column]
        // A threshold is the upper edge of its own category and the lower edge of the next.
        if row < rows.count { cell[1 + row] += byRow[row][column] }
        if row > 0 { cell[row] -= byRow[row - 1][column] }
        if column < columns.count { cell[1 + rows.count + column] += byColumn[column][row] }
        if column > 0 { cell[rows.count + column] -= byColumn[column - 1][row] }
        slopes.append(cell)
      }
    }
    self.slopes = slopes
  }

  /// The density of one variable at each of its thresholds, shared out over the categories of the other.
  private static func conditional(
    _ own: [Double], _ other: [Double], _ correlation: Double, _ root: Double
  ) -> [[Double]] {
    own.map { threshold in
      let density = NormalDistribution.standard.density(threshold)
      let edges = [-Double.infinity] + other.map { ($0 - correlation * threshold) / root } + [.infinity]
      return zip(edges, edges.dropFirst()).map { low, high in
        low > 0
          ? density
            * (NormalDistribution.standard.upperTail(low) - NormalDistribution.standard.upperTail(high))
          : density
            * (NormalDistribution.standard.lowerTail(high) - NormalDistribution.standard.lowerTail(low))
      }
    }
  }

  /// The information that one case is expected to carry about two parameters.
  func expected(_ first: Int, _ second: Int) -> Double {
    zip(slopes, cells.probabilities).reduce(0) { sum, cell in
      cell.1 > 0 ? sum + cell.0[first] * (cell.0[second] / cell.1) : sum
    }
  }

  /// The standard error of the correlation of two steps, which counts the uncertainty of the thresholds.
  ///
  /// It is the spread of the influence of a case on the correlation: its score at the correlation, less
  /// what its part in the thresholds takes away, over the bend of the likelihood (Olsson 1979; Muthén
  /// 1984). All averages are over the observed table, so that it holds where the normal distribution
  /// does not fit, too (White 1982).
  func twoStepStandardError(_ table: OrdinalTable) -> Double? {
    let order = slopes.first?.count ?? 0
    let bends = observed(table.counts).prefix(order).map { $0 / table.total }
    guard let bend = bends.first, bend > 0 else { return nil }
    let rowInfluence = ThresholdInfluence(table.rows).values
    let columnInfluence = ThresholdInfluence(table.columns).values
    let rowWeights = bends[1..<1 + rowInfluence.count]
    let columnWeights = bends[(1 + rowInfluence.count)...]
    var variance = 0.0
    for row in 0..<table.rowCount {
      for column in 0..<table.columnCount {
        let cell = row * table.columnCount + column
        guard table.counts[cell] > 0 else { continue }
        var influence = slopes[cell][0] / cells.probabilities[cell]
        for (place, weight) in rowWeights.enumerated() { influence -= weight * rowInfluence[place][row] }
        for (place, weight) in columnWeights.enumerated() {
          influence -= weight * columnInfluence[place][column]
        }
        variance += table.counts[cell] / table.total * influence * influence
      }
    }
    return (variance / table.total).squareRoot() / bend
  }

  /// Minus the matrix of second derivatives of the log-likelihood of counts, row after row.
  func observed(_ counts: [Double]) -> [Double] {
    let (rows, columns) = (cells.rowThresholds, cells.columnThresholds)
    let order = 1 + rows.count + columns.count
    var matrix = [Double](repeating: 0, count: order * order)
    for (cell, p) in cells.probabilities.enumerated() where counts[cell] > 0 {
      for a in 0..<order where slopes[cell][a] != 0 {
        let scaled = counts[cell] * (slopes[cell][a] / p) / p
        for b in 0..<order { matrix[a * order + b] += scaled * slopes[cell][b] }
      }
    }
    let weight = cornerWeights(counts)
    func subtract(_ a: Int, _ b: Int, _ value: Double) {
      matrix[a * order + b] -= value
      if a != b { matrix[b * order + a] -= value }
    }
    let square = root * root
    for (i, h) in rows.enumerated() {
      for (j, k) in columns.enumerated() {
        let corner = i * columns.count + j
        let (density, w) = (cells.densities[corner], weight(i, j))
        subtract(0, 0, w * cells.densitySlopes[corner])
        subtract(0, 1 + i, -w * density * (h - correlation * k) / square)
        subtract(0, 1 + rows.count + j, -w * density * (k - correlation * h) / square)
        subtract(1 + i, 1 + rows.count + j, w * density)
        subtract(1 + i, 1 + i, w * bend(h, k, density))
        subtract(1 + rows.count + j, 1 + rows.count + j, w * bend(k, h, density))
      }
      subtract(1 + i, 1 + i, -weight(i, columns.count) * h * NormalDistribution.standard.density(h))
    }
    for (j, k) in columns.enumerated() {
      let place = 1 + rows.count + j
      subtract(place, place, -weight(rows.count, j) * k * NormalDistribution.standard.density(k))
    }
    return matrix
  }

  /// The second derivative of a quadrant's probability with respect to its own edge h.
  private func bend(_ h: Double, _ k: Double, _ density: Double) -> Double {
    let inner = NormalDistribution.standard.lowerTail((k - correlation * h) / root)
    return -h * NormalDistribution.standard.density(h) * inner - correlation * density
  }

  /// How much the log-likelihood changes with the probability of a quadrant, by its corner.
  private func cornerWeights(_ counts: [Double]) -> (Int, Int) -> Double {
    let (height, width) = (cells.rowCount, cells.columnCount)
    func ratio(_ row: Int, _ column: Int) -> Double {
      guard row < height, column < width else { return 0 }
      let cell = row * width + column
      return counts[cell] > 0 ? counts[cell] / cells.probabilities[cell] : 0
    }
    return { ratio($0, $1) - ratio($0 + 1, $1) - ratio($0, $1 + 1) + ratio($0 + 1, $1 + 1) }
  }
}
