import SurveyLinearAlgebra
import SurveyVocabulary

/// How much the correlations among predictors inflate the variances of a regression's coefficients: one factor
/// for every column, one generalized factor for every term.
///
/// The factor of a column is 1/(1 - R²), with R² that of the column on all others. A term with several
/// columns, such as a factor, has the ratio of the squared volumes of joint confidence regions with and
/// without the correlations, which does not hang on the coding of the term; its root of the order 2·df is
/// comparable across terms.
///
/// Reference: Fox & Monette (1992), Journal of the American Statistical Association 87, 178-183. Agrees with
/// R's `car::vif`.
public struct VarianceInflation: Finding {
  /// The stable name of the method with its version.
  public static let methodID = "variance-inflation/1"

  /// One column of the design.
  public struct Column: Hashable, Sendable {
    /// The name of the column.
    public let name: String
    /// The variance inflation factor, at least 1.
    public let factor: Double
    /// The share of the column that the others do not explain: one over the factor.
    public var tolerance: Double { 1 / factor }
  }

  /// One term of the design.
  public struct TermLine: Hashable, Sendable {
    /// The name of the term.
    public let name: String
    /// The number of its columns.
    public let degreesOfFreedom: Int
    /// The generalized variance inflation factor.
    public let factor: Double
    /// The root of the factor of the order 2·df: the inflation of a standard error.
    public var root: Double { raise(factor, to: 1 / (2 * Double(degreesOfFreedom))) }
  }

  /// The columns but the intercept, in the order of the design.
  public let columns: [Column]
  /// The terms in the order of the design; where it was made of a matrix each column is a term.
  public let terms: [TermLine]
  /// Whether the columns are taken from their means.
  public let hasIntercept: Bool
  /// The names and cases of the data, for print.
  public var context: DataContext

  /// Finds the inflation of a regression's variances.
  ///
  /// The outcome and the standard errors play no part; weights do.
  ///
  /// - Parameter regression: The fit; columns that it left out as aliased have no factor.
  /// - Throws: `InputError` if there is no predictor, or a factor leaves the range of `Double`.
  public init(of regression: LinearRegression) throws(InputError) {
    let spread = try PredictorSpread(regression)
    guard !spread.places.isEmpty else { throw .tooFew("predictors", found: 0, needed: 1) }
    var columns: [Column] = []
    for place in spread.places.indices {
      columns.append(Column(name: spread.names[place], factor: try spread.inflation(of: [place])))
    }
    let design = regression.design
    var terms: [TermLine] = []
    for (term, range) in zip(design.terms, design.columnsOfTerms) {
      let own = spread.columns.indices.filter { range.contains(spread.columns[$0]) }
      guard !own.isEmpty else { continue }
      terms.append(
        TermLine(name: term.name, degreesOfFreedom: own.count, factor: try spread.inflation(of: own)))
    }
    self.columns = columns
    self.terms =
      design.terms.isEmpty
      ? columns.map { TermLine(name: $0.name, degreesOfFreedom: 1, factor: $0.factor) } : terms
    hasIntercept = regression.hasIntercept
    context = regression.context
  }

  /// The factor of a column; `nil` where there is none of that name.
  public subscript(name: String) -> Column? { columns.first { $0.name == name } }
}

/// The sums of squares and products of the predictors, and the inverse of the whole of them.
private struct PredictorSpread {
  /// The places of the predictors among the coefficients.
  let places: [Int]
  /// The columns of the design that they are.
  let columns: [Int]
  let names: [String]
  /// The predictors, taken from their means where there is an intercept, times the roots of weights.
  private let centred: [[Double]]
  private let lengths: [Double]
  private let inverse: Matrix

  init(_ regression: LinearRegression) throws(InputError) {
    let fit = regression.fit
    places = fit.kept.indices.filter { !(regression.hasIntercept && fit.kept[$0] == 0) }
    columns = places.map { fit.kept[$0] }
    names = columns.map { regression.design.columnNames[$0] }
    let roots = fit.roots
    centred = columns.map { column in
      let values = regression.design.values(column: column)
      let mean = regression.hasIntercept ? Self.mean(values, roots) : 0
      return values.indices.map { (values[$0] - mean) * (roots?[$0] ?? 1) }
    }
    lengths = centred.map { column in
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { return 0 }
      return largest * column.reduce(0) { $0 + ($1 / largest) * ($1 / largest) }.squareRoot()
    }
    inverse = fit.inverse
  }

  private static func mean(_ values: [Double], _ roots: [Double]?) -> Double {
    let largest = roots?.max() ?? 1
    let weights = values.indices.map { index in
      let root = (roots?[index] ?? 1) / largest
      return root * root
    }
    let total = weights.reduce(0, +)
    let first = zip(values, weights).reduce(0) { $0 + $1.0 * $1.1 } / total
    return first + zip(values, weights).reduce(0) { $0 + ($1.0 - first) * $1.1 } / total
  }

  /// det(S)·det(V) of some predictors, with S their sums of squares and products and V their block of the
  /// inverse of all: V is the inverse of what the other predictors leave of S.
  func inflation(of chosen: [Int]) throws(InputError) -> Double {
    // Columns of length one, so that scales do not matter.
    var (squares, block): ([Double], [Double]) = ([], [])
    for right in chosen {
      for left in chosen {
        squares.append(
          zip(centred[left], centred[right]).reduce(0) {
            $0 + ($1.0 / lengths[left]) * ($1.1 / lengths[right])
          })
        block.append(
          (0..<inverse.columnCount).reduce(0) {
            $0 + (lengths[left] * inverse[places[left], $1]) * (lengths[right] * inverse[places[right], $1])
          })
      }
    }
    let factor: Double
    if chosen.count == 1 {
      factor = squares[0] * block[0]
    } else {
      let order = chosen.count
      factor = exponential(
        try CholeskyFactorization(Matrix(order, order, squares)).logDeterminant
          + CholeskyFactorization(Matrix(order, order, block)).logDeterminant)
    }
    guard factor.isFinite else {
      throw InputError(
        .outOfRange, names[chosen[0]], "its variance inflation leaves the range of Double",
        remedy: "rescale the column, or leave it out")
    }
    // No correlation at all may round to a little less.
    return max(factor, 1)
  }
}

extension VarianceInflation {
  /// The factors as tables for any renderer.
  public var report: Report {
    var grids = [
      Report.Grid(
        columns: ["column", "VIF", "tolerance"],
        lines: columns.map { [.text($0.name), .number($0.factor), .number($0.tolerance, .bounded(3))] })
    ]
    if terms.contains(where: { $0.degreesOfFreedom > 1 }) {
      grids.append(
        Report.Grid(
          columns: ["term", "df", "GVIF", "GVIF^(1/(2 df))"],
          lines: terms.map {
            [.text($0.name), .count($0.degreesOfFreedom), .number($0.factor), .number($0.root)]
          }))
    }
    return Report(
      context.title("Variance inflation"),
      method: .init(
        Self.methodID,
        citation: Citation(
          "Fox & Monette", 1992, "Journal of the American Statistical Association 87, 178-183",
          doi: "10.1080/01621459.1992.10475190")),
      grids: grids, cases: context.cases,
      notes: hasIntercept
        ? [] : ["without an intercept the columns are taken from zero, so that a mean counts as correlation"])
  }
}
