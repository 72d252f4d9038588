import SurveyProbability
import SurveyVocabulary

/// The polychoric correlations of several ordered items, each pair by two steps.
///
/// The thresholds of an item come from its own answers, once for all pairs. Pairs are estimated one by one,
/// so that the matrix need not be one that any data have: ``isPositiveDefinite`` says whether it is.
///
/// Reference: Olsson (1979), doi:10.1007/BF02296207.
public struct PolychoricMatrix: Finding {
  /// The stable name of the method.
  public static let methodID = "polychoric-matrix/1"

  /// The most items of a matrix.
  static let mostItems = 500

  /// The correlations as covariances of items with variance one, for the methods that take these.
  public let correlations: ItemCovariances
  /// The standard errors, row after row; `nil` on the diagonal and for a correlation of ±1.
  public let standardErrors: [[Double?]]
  /// Where the normal variable behind each item is cut.
  public let thresholds: [[Double]]
  /// The answers to each item that were given, ascending.
  public let categories: [[Double]]
  /// The pairs whose table is most likely at a correlation of ±1.
  public let pairsAtBound: [Pair]
  /// Whether all linear combinations of the items would have a positive variance.
  public let isPositiveDefinite: Bool
  /// The names of the items for print, and the cases.
  public var context: DataContext

  /// Two items by their places.
  public struct Pair: Hashable, Sendable {
    /// The place of the first item.
    public let first: Int
    /// The place of the second item.
    public let second: Int
  }

  /// The number of cases.
  public var count: Int { correlations.count }

  /// The correlation of two items by their places, which must exist, as with an array.
  public subscript(row: Int, column: Int) -> Double { correlations[row, column] }

  /// Correlates items, one array to an item, cases in the same order in each.
  ///
  /// - Parameters:
  ///   - items: The items; the distinct values of each are its categories.
  ///   - names: The names of the items, for print and errors; numbers where there are none.
  ///   - added: What is added to each empty cell of a pair's table; nothing by default.
  /// - Throws: `InputError` if there are fewer than two items or two cases, the items are not equally
  ///   long, a value is not finite, or an item is constant or has more than 100 values.
  public init(
    _ items: [[Double]], names: [String] = [], addingToEmptyCells added: Double = 0
  ) throws(InputError) {
    guard items.count >= 2 else {
      throw InputError(
        .tooFew, "items", "\(items.count) \(items.count == 1 ? "item" : "items") found, at least 2 needed")
    }
    guard items.count <= Self.mostItems else {
      throw .infeasible("items", "\(items.count) items found", remedy: "\(Self.mostItems) items are the most")
    }
    guard added >= 0, added <= 1 else {
      throw .outOfRange("what is added to empty cells", value: added, allowed: "a number from 0 to 1")
    }
    if !names.isEmpty { try checkEqualLength(names.count, "names", items.count, "the list of items") }
    let name = { (index: Int) in names.indices.contains(index) ? names[index] : "item \(index + 1)" }
    let cases = items[0].count
    guard cases >= 2 else { throw .tooFew(name(0), found: cases, needed: 2) }
    var coded: [OrdinalCodes] = []
    for (index, item) in items.enumerated() {
      try checkEqualLength(item.count, name(index), cases, name(0))
      coded.append(try OrdinalCodes(try finiteValues(item, name(index)), name(index)))
    }
    let order = items.count
    var values = [[Double]](repeating: [Double](repeating: 1, count: order), count: order)
    var errors = [[Double?]](repeating: [Double?](repeating: nil, count: order), count: order)
    var atBound: [Pair] = []
    for row in 0..<order {
      for column in (row + 1)..<max(order, row + 1) {
        let fit: PolychoricFit
        do throws(InputError) {
          fit = try Self.fit(coded[row], coded[column], added)
        } catch {
          throw InputError(
            error.code, "\(name(row)) with \(name(column)), \(error.subject)", error.problem,
            remedy: error.remedy)
        }
        (values[row][column], values[column][row]) = (fit.correlation, fit.correlation)
        (errors[row][column], errors[column][row]) = (fit.standardError, fit.standardError)
        if fit.isAtBound { atBound.append(Pair(first: row, second: column)) }
      }
    }
    correlations = try ItemCovariances(matrix: values, count: cases)
    standardErrors = errors
    thresholds = coded.map(\.margin.thresholds)
    categories = coded.map(\.values)
    pairsAtBound = atBound
    isPositiveDefinite = SmallCholesky(correlations.values, order: order) != nil
    context = DataContext(
      parts: names.isEmpty ? (0..<order).map(name) : names, cases: CaseLedger(all: cases))
  }

  private static func fit(
    _ first: OrdinalCodes, _ second: OrdinalCodes, _ added: Double
  ) throws(InputError) -> PolychoricFit {
    let table = OrdinalTable(first.codes, first.margin, second.codes, second.margin)
    guard added > 0, table.counts.contains(0) else { return try PolychoricFit(twoSteps: table) }
    let filled = (0..<table.rowCount).map { row in
      (0..<table.columnCount).map { column in
        let count = table.counts[row * table.columnCount + column]
        return count == 0 ? added : count
      }
    }
    return try PolychoricFit(
      twoSteps: OrdinalTable(counts: filled, rowName: "first item", columnName: "second item"))
  }
}

extension PolychoricMatrix {
  /// The correlations below the diagonal, and the thresholds of the items.
  public var report: Report {
    let order = correlations.order
    let names = (0..<order).map { context.part($0) }
    let lines = (0..<order).map { row -> [Report.Cell] in
      [.text(names[row])]
        + (0..<order).map { column in
          column < row ? .number(self[row, column], .bounded(2)) : column == row ? .text("1") : .empty
        }
    }
    let most = thresholds.map(\.count).max() ?? 0
    let cuts = (0..<order).map { item -> [Report.Cell] in
      [.text(names[item])] + thresholds[item].map { .number($0, .decimals(2)) }
    }
    var warnings = pairsAtBound.map {
      "\(names[$0.first]) with \(names[$0.second]) is most likely at a correlation of ±1: too few cells hold "
        + "cases."
    }
    if !isPositiveDefinite {
      warnings.append("The matrix is not positive definite: no data have all of these correlations.")
    }
    return Report(
      context.title("Polychoric correlations"),
      method: .init(
        Self.methodID, options: [Report.Fact("method", .text(PolychoricCorrelation.Method.twoStep.rawValue))],
        citation: Citation("Olsson", 1979, "Psychometrika 44, 443-460", doi: "10.1007/BF02296207")),
      grids: [
        Report.Grid(columns: [""] + names, lines: lines),
        Report.Grid(
          "thresholds", columns: [""] + (0..<most).map { "\($0 + 1)|\($0 + 2)" }, lines: cuts),
      ],
      facts: [Report.Fact("n", .count(count)), Report.Fact("items", .count(order))],
      cases: context.cases, warnings: warnings)
  }
}
