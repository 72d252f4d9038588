import SurveyLinearAlgebra
import SurveyVocabulary

/// The predictors of a model: named columns, with an intercept unless it is left out.
///
/// From terms, from named columns, or from a matrix. Columns of numbers are shared with the caller,
/// not copied, and the intercept takes no memory.
///
/// ```swift
/// let design = try Design(columns: [("weight", weights), ("power", powers)])
/// let regression = try LinearRegression(consumption, on: design)
/// ```
public struct Design: Sendable {
  /// The name of the column of ones.
  public static let interceptName = "intercept"

  /// The number of cases.
  public let rowCount: Int
  /// The names of the columns in their order, the intercept first where there is one.
  ///
  /// A numeric term's column has its name, a power "name^exponent", a factor's columns "name: level",
  /// and products join the names of their columns with " × ".
  public let columnNames: [String]
  /// Whether the first column is a column of ones.
  public let hasIntercept: Bool
  /// The terms that the design was made of; none where it was made of a matrix.
  private(set) var terms: [Term] = []
  /// The columns of each term.
  private(set) var columnsOfTerms: [Range<Int>] = []
  /// The variables of a formula that the design was made of, over the same cases; `nil` where terms were given.
  var table: ModelData?
  private let source: Source

  private enum Source: Sendable {
    case columns([DesignColumn])
    case matrix(Matrix)
  }

  /// A design from terms.
  ///
  /// - Throws: `InputError` if the terms differ in their number of cases, if two columns have the
  ///   same name, or if a factor has unknown labels or a single level.
  public init(_ terms: [Term], intercept: Bool = true) throws(InputError) {
    guard let first = terms.first else {
      throw InputError(
        .definition, "design", "there is no term",
        remedy: "name at least one, or use Design(interceptFor:) for a mean alone")
    }
    var columns: [DesignColumn] = []
    var coding = FactorCoding(terms, intercept: intercept)
    var ranges: [Range<Int>] = []
    for term in terms {
      try checkEqualLength(term.rowCount, term.name, first.rowCount, first.name)
      let start = columns.count
      columns += try term.columns(full: coding.full(term))
      ranges.append(start..<columns.count)
    }
    try self.init(
      rowCount: first.rowCount, names: columns.map(\.name), intercept: intercept, source: .columns(columns))
    self.terms = terms
    let shift = intercept ? 1 : 0
    columnsOfTerms = ranges.map { $0.lowerBound + shift..<$0.upperBound + shift }
  }

  /// A design from named columns of numbers.
  ///
  /// - Throws: `InputError` if there is no column, if they differ in length, or if two have the same
  ///   name.
  public init(columns: [(name: String, values: [Double])], intercept: Bool = true) throws(InputError) {
    try self.init(columns.map { Term.numeric($0.name, $0.values) }, intercept: intercept)
  }

  /// A design from a matrix whose columns are named; the matrix is not copied.
  ///
  /// - Throws: `InputError` if there is not one name for every column, or if two are equal.
  public init(_ matrix: Matrix, names: [String], intercept: Bool = true) throws(InputError) {
    try checkEqualLength(names.count, "names", matrix.columnCount, "the columns of the matrix")
    try self.init(rowCount: matrix.rowCount, names: names, intercept: intercept, source: .matrix(matrix))
  }

  /// A design of an intercept alone, for as many cases as the outcome has.
  ///
  /// - Throws: `InputError` if there is no case.
  public init(interceptFor outcome: some Collection<Double>) throws(InputError) {
    guard !outcome.isEmpty else { throw .tooFew("outcome", found: 0, needed: 1) }
    try self.init(rowCount: outcome.count, names: [], intercept: true, source: .columns([]))
  }

  private init(rowCount: Int, names: [String], intercept: Bool, source: Source) throws(InputError) {
    let all = (intercept ? [Self.interceptName] : []) + names
    var seen: Set<String> = []
    for name in all where !seen.insert(name).inserted {
      throw InputError(
        .definition, "design", "two columns are named \"\(name)\"", remedy: "give every column its own name")
    }
    guard !all.isEmpty else { throw InputError(.definition, "design", "there is no column") }
    self.rowCount = rowCount
    columnNames = all
    hasIntercept = intercept
    self.source = source
  }

  /// The columns as one matrix, the intercept included: a copy of the data.
  public var matrix: Matrix {
    Matrix(rowCount, columnCount, (0..<columnCount).flatMap { values(column: $0) })
  }
}

extension Design: DesignRows {
  /// The number of columns, the intercept included.
  public var columnCount: Int { columnNames.count }

  package func copy(column: Int, rows: Range<Int>, to target: UnsafeMutablePointer<Double>) {
    let index = hasIntercept ? column - 1 : column
    guard index >= 0 else {
      target.update(repeating: 1, count: rows.count)
      return
    }
    switch source {
    case .matrix(let matrix): matrix.copy(column: index, rows: rows, to: target)
    case .columns(let columns):
      columns[index].values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        target.update(from: base + rows.lowerBound, count: rows.count)
      }
    }
  }

  package func name(column: Int) -> String { columnNames[column] }

  package func lowPart(column: Int) -> [Double]? {
    let index = hasIntercept ? column - 1 : column
    guard index >= 0, case .columns(let columns) = source else { return nil }
    return columns[index].lowPart
  }
}
