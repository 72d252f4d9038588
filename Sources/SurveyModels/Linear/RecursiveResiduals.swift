import SurveyLinearAlgebra
import SurveyVocabulary

/// Recursive residuals by rotations: each case is rotated into the triangular factor of those before it, and
/// what is left of its outcome is its recursive residual.
///
/// A case that first determines a coefficient becomes a row of the factor and has no residual, wherever it
/// stands, so that the first cases need not determine all of them.
struct RecursiveResiduals {
  private let columns: [[Double]]
  private let outcome: [Double]

  /// The rows and outcomes as the fit saw them; where there is an intercept taken from their means, which
  /// changes no residual.
  init(_ regression: LinearRegression, _ cases: WorkingCases) throws(InputError) {
    let roots = regression.fit.roots.map { cases.values($0) }
    func prepared(_ all: [Double]) -> [Double] {
      let values = cases.values(all)
      guard regression.hasIntercept else { return values }
      let middle = values.reduce(0) { $0 + $1 / Double(values.count) }
      return values.map { $0 - middle }
    }
    func working(_ values: [Double]) -> [Double] { roots.map { zip(values, $0).map { $0 * $1 } } ?? values }
    let ones = [Double](repeating: 1, count: cases.count)
    columns =
      (regression.hasIntercept ? [working(ones)] : [])
      + regression.predictorColumns.map { working(prepared($0.values)) }
    outcome = working(prepared(regression.fit.outcome))
    guard columns.allSatisfy({ $0.allSatisfy(\.isFinite) }), outcome.allSatisfy(\.isFinite) else {
      throw InputError(.outOfRange, "design", "it leaves the range of Double", remedy: "rescale the columns")
    }
  }

  func all() -> [Double] {
    let order = columns.count
    let negligible = columns.map { column in 1e-11 * column.reduce(0) { max($0, $1.magnitude) } }
    var triangle = [[Double]](repeating: [], count: order)
    var sides = [Double](repeating: 0, count: order)
    var residuals: [Double] = []
    for index in outcome.indices {
      var row = columns.map { $0[index] }
      var side = outcome[index]
      var isTaken = false
      for place in 0..<order where row[place].magnitude > negligible[place] {
        guard !triangle[place].isEmpty else {
          let sign: Double = row[place] < 0 ? -1 : 1
          triangle[place] = row.map { sign * $0 }
          sides[place] = sign * side
          isTaken = true
          break
        }
        // The factor's diagonal is positive, so that no rotation turns the sign of what is left.
        let diagonal = triangle[place][place]
        let scale = max(diagonal, row[place].magnitude)
        let length =
          scale
          * ((diagonal / scale) * (diagonal / scale) + (row[place] / scale) * (row[place] / scale))
          .squareRoot()
        let (c, s) = (diagonal / length, row[place] / length)
        for other in place..<order {
          let (upper, lower) = (triangle[place][other], row[other])
          triangle[place][other] = c * upper + s * lower
          row[other] = c * lower - s * upper
        }
        (sides[place], side) = (c * sides[place] + s * side, c * side - s * sides[place])
      }
      if !isTaken { residuals.append(side) }
    }
    return residuals
  }
}
