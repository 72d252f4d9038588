import SurveyLinearAlgebra
import SurveyVocabulary

/// The first stage of a generalized regression: outcome, weights, offset and columns that fit each other.
///
/// Steps are taken in orthonormal coordinates of the columns, found by Householder QR, so that their
/// cross-product is as well conditioned as the weights allow.
struct GeneralizedProblem: Sendable {
  let names: [String]
  /// The columns as they were given, without the cases of weight zero.
  let columns: Matrix
  /// The outcome; of a binomial model the share of events.
  let outcome: [Double]
  /// What a case counts: its weight times its trials.
  let weights: [Double]
  let offset: [Double]
  var model: ResponseModel
  /// The columns times ``back``.
  let orthonormal: Matrix
  /// The upper triangular matrix that turns orthonormal coordinates into coefficients.
  let back: Matrix

  /// - Throws: `InputError` if there are not more cases than columns, if a number is not finite, or if a
  ///   column is determined by those before it.
  init(
    names: [String], columns: Matrix, outcome: [Double], weights: [Double], offset: [Double],
    model: ResponseModel
  ) throws(InputError) {
    let named = NamedColumns(matrix: columns, names: names)
    let fit = try LeastSquares(named, outcome: outcome, arithmetic: .double)
    guard fit.kept.count == columns.columnCount else {
      let missing = names.indices.filter { !fit.kept.contains($0) }.map { "\"\(names[$0])\"" }
      throw InputError(
        .rankDeficient, "design",
        "the columns before them determine \(missing.joined(separator: ", "))", remedy: "leave them out")
    }
    back = fit.inverse
    orthonormal = try columns.times(fit.inverse)
    self.names = names
    self.columns = columns
    self.outcome = outcome
    self.weights = weights
    self.offset = offset
    self.model = model
  }

  /// The same problem without some columns; `nil` where none is left.
  func removing(_ dropped: [Int], offset: [Double]? = nil) throws(InputError) -> GeneralizedProblem? {
    let kept = names.indices.filter { !dropped.contains($0) }
    return try choosing(kept, offset: offset)
  }

  /// The same problem with some columns alone; `nil` for none.
  func choosing(_ kept: [Int], offset: [Double]? = nil) throws(InputError) -> GeneralizedProblem? {
    guard !kept.isEmpty else { return nil }
    return try GeneralizedProblem(
      names: kept.map { names[$0] },
      columns: Matrix(columns.rowCount, kept.count, kept.flatMap { columns[columnView: $0] }),
      outcome: outcome, weights: weights, offset: offset ?? self.offset, model: model)
  }

  /// The same problem with another offset.
  func with(offset: [Double]) -> GeneralizedProblem { GeneralizedProblem(self, offset: offset) }

  private init(_ other: GeneralizedProblem, offset: [Double]) {
    (names, columns, outcome, weights) = (other.names, other.columns, other.outcome, other.weights)
    (model, orthonormal, back) = (other.model, other.orthonormal, other.back)
    self.offset = offset
  }
}

/// Columns of a matrix that know their names for messages.
private struct NamedColumns: DesignRows {
  let matrix: Matrix
  let names: [String]
  var rowCount: Int { matrix.rowCount }
  var columnCount: Int { matrix.columnCount }
  func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    matrix.copy(column: column, rows: rows, to: target)
  }
  func name(column: Int) -> String { names[column] }
}
