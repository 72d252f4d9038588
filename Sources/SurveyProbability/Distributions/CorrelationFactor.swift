import SurveyVocabulary

/// Correlations as products of directions: one vector of length 1 to a statistic, with as many elements as the
/// matrix has ranks. Statistics that are equal but for their sign are kept once.
struct CorrelationFactor: Sendable {
  /// The correlations of the statistics that are kept.
  let correlations: [[Double]]
  /// Their directions.
  let directions: [[Double]]
  /// The rank of the matrix.
  let rank: Int
  var count: Int { directions.count }

  /// What is left of a variance below this counts as rounding.
  private static let rounding = 1e-10

  /// - Throws: `InputError` if the rows differ in length, if an element is not finite or beyond ±1, if the diagonal
  ///   is not 1, or if no statistics have such correlations.
  init(_ matrix: [[Double]]) throws(InputError) {
    for row in matrix {
      try checkEqualLength(row.count, "correlations", matrix.count, "the statistics")
      for value in row where !(value.magnitude <= 1 + 1e-9) {
        throw .outOfRange("correlations", value: value, allowed: "from -1 to 1")
      }
    }
    var kept: [Int] = []
    for own in matrix.indices
    where kept.allSatisfy({ matrix[own][$0].magnitude < 1 - Self.rounding }) {
      kept.append(own)
    }
    let distinct = kept.map { row in kept.map { row == $0 ? 1 : matrix[row][$0] } }
    let factor = Self.factor(distinct)
    for row in matrix.indices {
      for column in matrix.indices {
        let isSymmetric = (matrix[row][column] - matrix[column][row]).magnitude < 1e-6
        guard isSymmetric, row != column || (matrix[row][row] - 1).magnitude < 1e-6 else {
          throw InputError(
            .definition, "correlations", "the matrix is not symmetric with ones on its diagonal")
        }
      }
    }
    for (row, own) in factor.enumerated() {
      for (column, other) in factor.enumerated() {
        guard (Self.product(own, other) - distinct[row][column]).magnitude < 1e-6 else {
          throw InputError(
            .definition, "correlations",
            "no statistics have these correlations: the matrix is not positive semidefinite",
            remedy: "use an adjustment that needs no correlations")
        }
      }
    }
    correlations = distinct
    directions = factor
    rank = factor.first?.count ?? 0
  }

  static func product(_ a: [Double], _ b: [Double]) -> Double {
    var sum = 0.0
    for index in a.indices { sum += a[index] * b[index] }
    return sum
  }

  /// A lower triangular factor of the matrix with its rows in an order that takes the largest pivots first; rows are
  /// returned in the original order.
  private static func factor(_ correlations: [[Double]]) -> [[Double]] {
    let count = correlations.count
    var rest = [Double](repeating: 1, count: count)
    var factor = [[Double]](repeating: [], count: count)
    var free = Set(0..<count)
    while let pivot = free.min(by: { (rest[$1], $0) < (rest[$0], $1) }), rest[pivot] > rounding {
      let root = rest[pivot].squareRoot()
      let own = factor[pivot]
      for row in 0..<count {
        if row == pivot {
          factor[row].append(root)
        } else if free.contains(row) {
          let value = correlations[row][pivot] - product(factor[row], own)
          factor[row].append(value / root)
          rest[row] -= value / root * (value / root)
        } else {
          factor[row].append(0)
        }
      }
      free.remove(pivot)
    }
    return factor
  }

  /// The directions in other coordinates: the first is that of a statistic, the next ones those of the statistics
  /// that are most correlated with it, as far as they are new.
  func turned(to axis: Int) -> [[Double]] {
    let order = directions.indices.sorted {
      (correlations[axis][$1].magnitude, $0) < (correlations[axis][$0].magnitude, $1)
    }
    var basis: [[Double]] = []
    // The second pass takes whatever is left where all that is new is little.
    for least in [1e-6, 0] {
      for own in order where basis.count < rank {
        var rest = directions[own]
        for _ in 0..<2 {
          for known in basis {
            let share = Self.product(rest, known)
            for index in rest.indices { rest[index] -= share * known[index] }
          }
        }
        let length = Self.product(rest, rest).squareRoot()
        guard length * length > max(least, 1e-20) else { continue }
        basis.append(rest.map { $0 / length })
      }
    }
    return directions.map { row in basis.map { Self.product(row, $0) } }
  }
}
