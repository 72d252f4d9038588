import SurveyVocabulary

/// The Kaiser-Meyer-Olkin measure of sampling adequacy, of all items and of each: how small the partial
/// correlations are beside the correlations.
///
/// Reference: Kaiser (1974), doi:10.1007/BF02291575.
public struct KaiserMeyerOlkin: Finding {
  /// The stable name of the method.
  public static let methodID = "kaiser-meyer-olkin/1"

  /// The measure over all pairs of items; `nil` if no item correlates with any other.
  public let overall: Double?
  /// The measure of each item; `nil` for an item that correlates with no other.
  public let items: [Double?]
  /// The squared multiple correlation of each item with the others.
  public let squaredMultipleCorrelations: [Double]
  /// The anti-image correlations: partial correlations of two items given all others, with the sign
  /// changed; ones on the diagonal.
  public let antiImage: Matrix
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// The adequacy of items, one array to an item, with the cases in the same order in each.
  ///
  /// - Throws: `InputError` as for correlations, if there are fewer than two cases, a value is not finite,
  ///   an item is constant, or lengths differ.
  public init(_ items: [[Double]], names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(items, names: names))
  }

  /// The adequacy of items that are known by their covariances.
  ///
  /// - Throws: `InputError` as for correlations, or if an item has no variance or the names do not fit.
  public init(_ covariances: ItemCovariances, names: [String] = []) throws(InputError) {
    try self.init(ItemCorrelations(covariances, names: names))
  }

  /// The adequacy of items that are known by their correlations.
  ///
  /// - Throws: `InputError` if there are fewer than two items or more than 500, or if an item is a linear
  ///   combination of others.
  public init(_ correlations: ItemCorrelations) throws(InputError) {
    try correlations.checkOrder(atLeast: 2)
    let multiple = try SquaredMultipleCorrelations(correlations)
    let order = correlations.order
    let scales = multiple.inverse.diagonal.map { $0.squareRoot() }
    var antiImage = Matrix(zeros: order, order)
    var (plain, partial) = ([Double](repeating: 0, count: order), [Double](repeating: 0, count: order))
    for row in 0..<order {
      antiImage[row, row] = 1
      for column in 0..<row {
        let q = multiple.inverse[row, column] / scales[row] / scales[column]
        antiImage[row, column] = q
        antiImage[column, row] = q
        let r = correlations.matrix[row, column]
        for index in [row, column] {
          plain[index] += r * r
          partial[index] += q * q
        }
      }
    }
    func measure(_ plain: Double, _ partial: Double) -> Double? {
      plain + partial > 0 ? plain / (plain + partial) : nil
    }
    items = (0..<order).map { measure(plain[$0], partial[$0]) }
    overall = measure(plain.reduce(0, +), partial.reduce(0, +))
    squaredMultipleCorrelations = multiple.values
    self.antiImage = antiImage
    context = correlations.context
  }
}

extension KaiserMeyerOlkin {
  /// The measure of all items, and the items one to a line.
  public var report: Report {
    let lines = items.indices.map { index -> [Report.Cell] in
      [
        .text(context.itemName(index)), items[index].map { .number($0, .bounded(2)) } ?? .empty,
        .number(squaredMultipleCorrelations[index], .bounded(2)),
      ]
    }
    var warnings: [String] = []
    for (index, item) in items.enumerated() where item == nil {
      warnings.append("\(context.itemName(index)) correlates with no other item: it has no measure.")
    }
    return Report(
      context.title("Kaiser-Meyer-Olkin measure"),
      method: .init(
        Self.methodID,
        citation: Citation("Kaiser", 1974, "Psychometrika 39, 31-36", doi: "10.1007/BF02291575")),
      rows: [Report.Row("all items", overall.map { Estimate($0) }, style: .bounded(2))],
      grids: [Report.Grid(columns: ["", "measure", "squared multiple r"], lines: lines)],
      facts: [Report.Fact("items", .count(items.count))],
      cases: context.knownCases, warnings: warnings)
  }
}
