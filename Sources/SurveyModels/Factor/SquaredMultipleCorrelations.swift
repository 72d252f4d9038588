import SurveyVocabulary

/// The squared multiple correlation of each item with all the others, from the inverse of the
/// correlation matrix.
///
/// Reference: Guttman (1953), doi:10.1007/BF02289264: 1 less the reciprocal of an element of the
/// diagonal of the inverse.
package struct SquaredMultipleCorrelations: Hashable, Sendable {
  /// The squared multiple correlations, in the order of the items.
  package let values: [Double]
  /// The inverse of the correlation matrix.
  package let inverse: Matrix
  /// The logarithm of the determinant of the correlation matrix.
  package let logDeterminant: Double

  /// - Throws: `InputError` of code `rankDeficient` that names the items, if some depend on others.
  package init(_ correlations: ItemCorrelations) throws(InputError) {
    if let fault = DependentItems(correlations) { throw fault.error(count: correlations.count) }
    let factor = try CholeskyFactorization(correlations.matrix)
    var inverse = try factor.inverse()
    inverse.mirrorUpper()
    self.inverse = inverse
    values = inverse.diagonal.map { 1 - 1 / $0 }
    logDeterminant = factor.logDeterminant
  }
}

/// The first item that is a linear combination of items before it.
struct DependentItems {
  /// The name of the dependent item.
  let name: String
  /// The names of those that it depends on.
  let others: [String]
  /// Whether the correlations are those of no data at all.
  let isIndefinite: Bool

  /// The share of its variance that an item must have for itself.
  static let leastOwnVariance = 1e-10

  /// Looks for a dependent item by Cholesky's factorization in the order of the items; `nil` if there is
  /// none.
  init?(_ correlations: ItemCorrelations) {
    let order = correlations.order
    // Row r holds the coefficients of item r on the parts of the items before it that are their own.
    var rows: [[Double]] = []
    for item in 0..<order {
      var row = [Double](repeating: 0, count: item)
      var own = 1.0
      for before in 0..<item {
        var sum = correlations.matrix[item, before]
        for index in 0..<before { sum -= row[index] * rows[before][index] }
        row[before] = sum / rows[before][before]
        own -= row[before] * row[before]
      }
      guard own > Self.leastOwnVariance else {
        name = correlations.name(item)
        let weights = Self.weights(row, rows)
        others = weights.indices.filter { weights[$0].magnitude > 1e-6 }.map(correlations.name)
        isIndefinite = own < -1e-8
        return
      }
      rows.append(row + [own.squareRoot()])
    }
    return nil
  }

  /// The weights of the earlier items in the dependent one, by back substitution.
  private static func weights(_ row: [Double], _ rows: [[Double]]) -> [Double] {
    var weights = row
    for index in row.indices.reversed() {
      for later in (index + 1)..<max(row.count, index + 1) {
        weights[index] -= weights[later] * rows[later][index]
      }
      weights[index] /= rows[index][index]
    }
    return weights
  }

  /// What is wrong, with the items by name.
  func error(count: Int?) -> InputError {
    let list = others.count > 8 ? "\(others.count) of the items before it" : others.joined(separator: ", ")
    guard !isIndefinite else {
      return InputError(
        .definition, "correlations", "no data have these correlations of \(name) with \(list)",
        remedy: "leave out items, or take correlations over the same cases")
    }
    let fewCases = count.map { " (there are \($0) cases)" } ?? ""
    return InputError(
      .rankDeficient, "items", "\(name) is a linear combination of \(list)\(fewCases)",
      remedy: "leave \(name) out, or use a method that needs no inverse of the correlations")
  }
}
