import Foundation
import SurveyModels

/// The restricted log-likelihood of ratings, from the covariance matrix of all of them as it stands.
struct NaiveRatingLikelihood {
  private let cells: [(subject: Int, rater: Int, value: Double)]

  init(_ ratings: [[Double?]]) {
    cells = ratings.enumerated().flatMap { rater, column in
      column.enumerated().compactMap { subject, value in value.map { (subject, rater, $0) } }
    }
  }

  func value(subjects: Double, raters: Double, error: Double) throws -> Double {
    let rows = cells.map { one in
      cells.map { other in
        (one.subject == other.subject ? subjects : 0) + (one.rater == other.rater ? raters : 0)
          + (one.subject == other.subject && one.rater == other.rater ? error : 0)
      }
    }
    let factor = try CholeskyFactorization(Matrix(rows: rows))
    let y = cells.map(\.value)
    let one = try factor.solve([Double](repeating: 1, count: cells.count))
    let weight = one.reduce(0, +)
    let mean = zip(one, y).reduce(0) { $0 + $1.0 * $1.1 } / weight
    let rest = y.map { $0 - mean }
    let square = zip(try factor.solve(rest), rest).reduce(0) { $0 + $1.0 * $1.1 }
    return -0.5
      * (factor.logDeterminant + log(weight) + square + Double(cells.count - 1) * log(2 * Double.pi))
  }
}
