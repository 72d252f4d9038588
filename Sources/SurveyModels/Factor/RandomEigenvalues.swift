import SurveyProbability
import SurveyVocabulary

/// Eigenvalues of data without correlation.
///
/// The sets of data come in a fixed number of parts with a random stream each, so that the answer does
/// not depend on how many workers share them.
enum RandomEigenvalues {
  private static let parts = 16
  /// The most sets of data, and the most random numbers of all of them.
  static let mostDraws = 100_000
  static let mostNumbers = 5_000_000_000

  /// Eigenvalues of normal numbers, one array to a set of data, the largest first.
  static func normal(
    cases: Int, items: Int, model: ParallelAnalysis.Model, draws: Int, seed: UInt64
  ) throws(InputError) -> [[Double]] {
    try draw(draws, seed, model, cases: cases, items: items) { matrix, stream throws(InputError) in
      matrix.fillNormal(&stream)
      try matrix.standardizeColumns()
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
    return try draw(draws, seed, model, cases: standardized.rowCount, items: items.count) { matrix, stream in
      matrix = standardized
      for column in 0..<matrix.columnCount { matrix.shuffle(column: column, &stream) }
    }
  }

  private static func draw(
    _ draws: Int, _ seed: UInt64, _ model: ParallelAnalysis.Model, cases: Int, items: Int,
    _ fill: (inout Matrix, inout RandomStream) throws(InputError) -> Void
  ) throws(InputError) -> [[Double]] {
    guard draws >= 1 else { throw InputError(.tooFew, "draws", "\(draws) asked for, at least 1 needed") }
    let numbers = Double(draws) * Double(cases) * Double(items)
    guard draws <= mostDraws, numbers <= Double(mostNumbers) else {
      throw .infeasible(
        "draws", "\(draws) sets of \(cases) cases and \(items) items are asked for",
        remedy: "at most 100,000 sets and 5,000,000,000 random numbers")
    }
    guard model == .components || cases > items else {
      throw .tooFew(
        "items", found: cases, needed: items + 1,
        remedy: "common factors need more cases than items; .components do not")
    }
    var values: [[Double]] = []
    values.reserveCapacity(draws)
    var data = Matrix(zeros: cases, items)
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
  /// Fills the matrix with standard normal numbers, column after column.
  fileprivate mutating func fillNormal(_ stream: inout RandomStream) {
    var numbers = [Double](repeating: 0, count: rowCount * columnCount)
    for index in numbers.indices { numbers[index] = stream.normal() }
    self = Matrix(rowCount, columnCount, numbers)
  }

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
