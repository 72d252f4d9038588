import SurveyLinearAlgebra
import SurveyVocabulary

/// The thresholds of a fit in which columns move some of them more than others.
///
/// At some rows of the design they cross, and the level between them would have a negative probability.
struct MovingThresholds: Sendable {
  /// The levels, the lowest first: one more than thresholds.
  let levels: [String]
  let thresholds: [Double]
  /// The places in the design of the columns that move them.
  let columns: [Int]
  /// By column, then by threshold: how far one unit lowers it.
  let slopes: [[Double]]

  /// Refuses rows of a design at which a level has no positive probability.
  ///
  /// What moves all thresholds alike is left out, so that no large predictor hides the gaps between them.
  ///
  /// - Parameters:
  ///   - rows: The rows, with all columns of the design.
  ///   - places: Which of them count.
  ///   - point: The names and values of the variables of a row, for the error.
  /// - Throws: `InputError` that names the point and the level.
  func checkOrder(
    in rows: Matrix, at places: [Int], _ point: (Int) -> [(name: String, value: String)]
  ) throws(InputError) {
    for row in places {
      var moved = thresholds
      for (column, slopes) in zip(columns, slopes) {
        for cut in moved.indices { moved[cut] -= slopes[cut] * rows[row, column] }
      }
      guard moved.allSatisfy(\.isFinite) else {
        throw InputError(
          .outOfRange, Self.words(point(row)), "the thresholds there leave the range of Double",
          remedy: "rescale the predictors")
      }
      guard let cut = (1..<max(moved.count, 1)).first(where: { moved[$0 - 1] >= moved[$0] }) else { continue }
      throw InputError(
        .outOfRange, Self.words(point(row)),
        "the thresholds cross there: level \"\(levels[cut])\" would have no positive probability",
        remedy: "ask for values within the range of the data, or let fewer terms vary")
    }
  }

  private static func words(_ point: [(name: String, value: String)]) -> String {
    point.isEmpty ? "model" : point.map { "\($0.name) = \($0.value)" }.joined(separator: ", ")
  }
}

extension PartialProportionalOdds {
  /// The parameters in the order of the covariance matrix.
  var parameters: [Double] {
    (thresholds + varying.flatMap(\.columns).flatMap(\.coefficients) + coefficients).map(\.value)
  }

  /// The thresholds as the varying columns move them; `nil` without such columns, as they are in order then.
  var movingThresholds: MovingThresholds? {
    guard !varyingColumns.isEmpty else { return nil }
    return MovingThresholds(
      levels: levels, thresholds: thresholds.map(\.value), columns: varyingColumns,
      slopes: varying.flatMap(\.columns).map { $0.coefficients.map(\.value) })
  }
}
