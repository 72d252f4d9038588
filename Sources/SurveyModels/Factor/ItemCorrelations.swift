import SurveyVocabulary

/// The correlations of items with the number of cases: all that the methods of factor analysis need of
/// the data.
///
/// Correlations that were estimated in another way, such as polychoric ones, and published matrices come
/// in by ``init(matrix:count:names:)``. Where the number of cases is unknown, what needs it is `nil` in
/// the findings.
public struct ItemCorrelations: Hashable, Sendable {
  /// The number of cases; `nil` where it is unknown.
  public let count: Int?
  /// The names of the items, for print and errors; empty where there are none.
  public let names: [String]
  /// The correlations, with ones on the diagonal.
  package let matrix: Matrix

  /// The correlations of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Throws: `InputError` if there is no item, an item has fewer than two cases, a value that is not
  ///   finite or no variance, the items are not equally long, or the names do not fit.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    // A power of two for each item keeps its squares within the range of Double and changes no digit.
    let scaled = items.map { item -> [Double] in
      let largest = item.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0, largest.isFinite else { return item }
      let unit = Double(sign: .plus, exponent: largest.exponent, significand: 1)
      return item.map { $0 / unit }
    }
    try self.init(ItemCovariances(scaled, names: names), names: names)
  }

  /// The correlations that covariances give.
  ///
  /// - Throws: `InputError` if an item has no variance, or the names do not fit.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    let order = covariances.order
    if !names.isEmpty { try checkEqualLength(names.count, "names", order, "the list of items") }
    let deviations = (0..<order).map { covariances[$0, $0].squareRoot() }
    if let index = deviations.firstIndex(of: 0) {
      throw .constant(
        names.isEmpty ? "item \(index + 1)" : names[index],
        remedy: "leave it out: an item without variance correlates with nothing")
    }
    var matrix = Matrix(zeros: order, order)
    for row in 0..<order {
      matrix[row, row] = 1
      for column in 0..<row {
        let ratio = covariances[row, column] / deviations[row] / deviations[column]
        matrix[row, column] = min(max(ratio, -1), 1)
        matrix[column, row] = matrix[row, column]
      }
    }
    self.matrix = matrix
    self.names = names
    count = covariances.count
  }

  /// Correlations that are known without the data.
  ///
  /// - Parameters:
  ///   - matrix: The correlation matrix, one array to a row.
  ///   - count: The number of cases it was computed from, where it is known.
  ///   - names: The names of the items.
  /// - Throws: `InputError` if the matrix is not square, not symmetric to 12 digits, holds a value that
  ///   is not finite or beyond ±1, or does not have ones on its diagonal; if the number of cases is below
  ///   two, or the names do not fit.
  public init(matrix: [[Double]], count: Int? = nil, names: [String] = []) throws(InputError) {
    let checked = try ItemCovariances(matrix: matrix, count: count ?? 2)
    for index in 0..<checked.order where (checked[index, index] - 1).magnitude > 1e-12 {
      throw InputError(
        .definition, "matrix", "element \(index + 1) of the diagonal is \(checked[index, index]), not 1",
        remedy: "give a covariance matrix as ItemCovariances")
    }
    let correlations = try ItemCorrelations(checked, names: names)
    self.matrix = correlations.matrix
    self.names = names
    self.count = count
  }

  /// The number of items.
  public var order: Int { matrix.rowCount }

  /// The correlation of two items; 1 where they are the same.
  ///
  /// - Precondition: The items exist.
  public subscript(row: Int, column: Int) -> Double { matrix[row, column] }

  /// The name of an item; a number where there are no names.
  package func name(_ index: Int) -> String {
    names.indices.contains(index) ? names[index] : "item \(index + 1)"
  }

  /// The names and the cases for a finding; no cases where their number is unknown.
  var context: DataContext { DataContext(parts: names, cases: CaseLedger(all: count ?? 0)) }

  /// Refuses fewer items than a method needs, or more than it can do.
  func checkOrder(atLeast needed: Int, atMost most: Int = 500) throws(InputError) {
    guard order >= needed else {
      throw InputError(
        .tooFew, "items", "\(order) \(order == 1 ? "item" : "items") found, at least \(needed) needed")
    }
    guard order <= most else {
      throw .infeasible("items", "\(order) items found", remedy: "\(most) items are the most")
    }
  }
}

extension DataContext {
  /// The name of an item; "item 3" where there is none.
  func itemName(_ index: Int) -> String { parts.indices.contains(index) ? parts[index] : "item \(index + 1)" }

  /// The ledger, where cases are known.
  var knownCases: CaseLedger? { cases.entered > 0 ? cases : nil }
}
