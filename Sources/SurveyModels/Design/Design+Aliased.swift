import SurveyLinearAlgebra
import SurveyVocabulary

extension Design {
  /// The design without the columns that the columns before them determine to 12 digits, and their names.
  ///
  /// For models that refuse such columns and have no choice of their own: leaving columns out is asked for here, in
  /// the open, and the names say which coefficients there will not be. The rule is that of
  /// ``LinearRegression`` with `aliased: .drop`.
  ///
  /// ```swift
  /// let (reduced, aliased) = try design.withoutAliasedColumns()
  /// let regression = try GeneralizedRegression(events, on: reduced, family: .binomial())
  /// ```
  ///
  /// - Returns: The design itself where all columns are independent. Otherwise one of named columns alone: its terms
  ///   and variables are forgotten, so that `matrix(for:)` and whatever asks for other cases refuse it.
  /// - Throws: `InputError` if there are not more cases than columns, or if a number is not finite.
  public func withoutAliasedColumns() throws(InputError) -> (design: Design, aliased: [String]) {
    guard rowCount > columnCount else {
      throw .tooFew("design", found: rowCount, needed: columnCount + 1)
    }
    let zeros = [Double](repeating: 0, count: rowCount)
    let kept = try LeastSquares(
      self, outcome: zeros, interceptColumn: hasIntercept ? 0 : nil, arithmetic: .double
    ).kept
    guard kept.count < columnCount else { return (self, []) }
    let aliased = columnNames.indices.filter { !kept.contains($0) }.map { columnNames[$0] }
    let columns = kept.filter { !hasIntercept || $0 > 0 }
    guard !columns.isEmpty else { return (try Design(interceptFor: zeros), aliased) }
    let matrix = Matrix(rowCount, columns.count, columns.flatMap { values(column: $0) })
    return (
      try Design(matrix, names: columns.map { columnNames[$0] }, intercept: hasIntercept), aliased
    )
  }
}
