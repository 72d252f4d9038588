import SurveyProbability
import SurveyVocabulary

/// Eigenvalues of data without correlation.
///
/// The sets of data come in a fixed number of parts with a random stream each, so that the answer does
/// not depend on how many workers share them.
enum RandomEigenvalues {
  private static let parts = 16
  /// The most sets of data, and the most work: the numbers of all sets and the cubes of their items.
  static let mostDraws = 100_000
  static let mostWork = 2e11

  /// Eigenvalues of normal numbers, one array to a set of data, the largest first.
  ///
  /// The products of deviations of normal numbers are TᵀT with T upper triangular, its elements above the
  /// diagonal normal and those on it the roots of chi-square numbers: a set of data takes as many random
  /// numbers as it has correlations, however many cases there are. References: Bartlett (1933), Proceedings of
  /// the Royal Society of Edinburgh 53, 260-283; Odell & Feiveson (1966), Journal of the American Statistical
  /// Association 61, 199-203.
  static func normal(
    cases: Int, items: Int, model: ParallelAnalysis.Model, draws: Int, seed: UInt64
  ) throws(InputError) -> [[Double]] {
    let rows = min(cases - 1, items)
    return try draw(draws, seed, model, cases: cases, rows: rows, items: items) {
      matrix, stream throws(InputError) in
      for column in 0..<items {
        var square = 0.0
        for row in 0...min(column, rows - 1) {
          let value =
            row < column
            ? stream.normal() : stream.chiSquare(degreesOfFreedom: Double(cases - 1 - row)).squareRoot()
          matrix[row, column] = value
          square += value * value
        }
        guard square > 0, square.isFinite else { throw .constant("item \(column + 1) of a random set") }
        let length = square.squareRoot()
        for row in 0...min(column, rows - 1) { matrix[row, column] /= length }
      }
    }
  }

  /// Eigenvalues of answers whose order is shuffled within each item.
  static func permuted(
    _ items: [[Double]], model: ParallelAnalysis.Model, draws: Int, seed: UInt64
  ) throws(InputError) -> [[Double]] {
    // Standardized once: shuffling changes neither mean nor length.
    var original = try Matrix(columns: items)
    try original.standardizeColumns()
    let standardized = original
    let cases = standardized.rowCount
    return try draw(draws, seed, model, cases: cases, rows: cases, items: items.count) { matrix, stream in
      matrix = standardized
      for column in 0..<matrix.columnCount { matrix.shuffle(column: column, &stream) }
    }
  }

  private static func draw(
    _ draws: Int, _ seed: UInt64, _ model: ParallelAnalysis.Model, cases: Int, rows: Int, items: Int,
    _ fill: (inout Matrix, inout RandomStream) throws(InputError) -> Void
  ) throws(InputError) -> [[Double]] {
    guard draws >= 1 else { throw InputError(.tooFew, "draws", "\(draws) asked for, at least 1 needed") }
    let work = Double(draws) * Double(items) * (Double(rows) + Double(items) * Double(items))
    guard draws <= mostDraws, work <= mostWork else {
      throw .infeasible(
        "draws", "\(draws) sets with \(items) items are more than can be drawn",
        remedy: "at most 100,000 sets, and 1,000 of 500 items")
    }
    guard model == .components || cases > items else {
      throw .tooFew(
        "items", found: cases, needed: items + 1,
        remedy: "common factors need more cases than items; .components do not")
    }
    var values: [[Double]] = []
    values.reserveCapacity(draws)
    var data = Matrix(zeros: rows, items)
    for part in 0..<parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      let size = draws / parts + (part < draws % parts ? 1 : 0)
      for _ in 0..<size {
        try fill(&data, &stream)
        values.append(try model.eigenvalues(data.gram()))
      }
    }
    return values
  }
}

extension ParallelAnalysis.Model {
  /// The eigenvalues of correlations, the largest first.
  ///
  /// - Throws: `InputError` that names the items, if common factors are asked for and some items depend on
  ///   others.
  func eigenvalues(_ correlations: ItemCorrelations) throws(InputError) -> [Double] {
    if self == .commonFactors, let fault = DependentItems(correlations) {
      throw fault.error(count: correlations.count)
    }
    return try eigenvalues(correlations.matrix)
  }

  /// The eigenvalues of a correlation matrix, the largest first.
  fileprivate func eigenvalues(_ matrix: Matrix) throws(InputError) -> [Double] {
    guard self == .commonFactors else { return try SymmetricEigen(matrix).values }
    let inverse = try CholeskyFactorization(matrix).inverse()
    var reduced = matrix
    for index in 0..<matrix.rowCount { reduced[index, index] = 1 - 1 / inverse[index, index] }
    return try SymmetricEigen(reduced).values
  }
}

extension Matrix {
  /// Shuffles the elements of a column.
  fileprivate mutating func shuffle(column: Int, _ stream: inout RandomStream) {
    for row in 0..<max(rowCount - 1, 0) {
      let other = row + stream.index(below: rowCount - row)
      (self[row, column], self[other, column]) = (self[other, column], self[row, column])
    }
  }

  /// Gives each column the mean zero and the length one, so that products of columns are correlations.
  fileprivate mutating func standardizeColumns() throws(InputError) {
    let (rows, columns) = (rowCount, columnCount)
    try withStorage { storage throws(InputError) in
      for column in 0..<columns {
        let start = column * rows
        var largest = 0.0
        for row in start..<(start + rows) { largest = max(largest, storage[row].magnitude) }
        let unit = largest > 0 ? largest : 1
        var sum = 0.0
        for row in start..<(start + rows) {
          storage[row] /= unit
          sum += storage[row]
        }
        let mean = sum / Double(rows)
        var square = 0.0
        for row in start..<(start + rows) {
          storage[row] -= mean
          square += storage[row] * storage[row]
        }
        guard square > 0 else { throw .constant("column \(column + 1)") }
        let length = square.squareRoot()
        for row in start..<(start + rows) { storage[row] /= length }
      }
    }
  }
}
