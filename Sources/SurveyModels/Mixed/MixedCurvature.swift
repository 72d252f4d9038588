import SurveyLinearAlgebra

/// Slopes and second derivatives of the criterion of a mixed model.
///
/// With P = V⁻¹ - V⁻¹X(XᵀV⁻¹X)⁻¹XᵀV⁻¹ and V linear in its parameters, the slope of -2 log restricted likelihood is
/// tr(P·G) - yᵀP·G·Py and its second derivative -tr(P·G·P·G′) + 2·yᵀP·G·P·G′·Py (Harville 1977); without restriction
/// V⁻¹ takes the place of P in the traces.
struct MixedCurvature: Sendable {
  /// The slopes of the profiled criterion in θ.
  let slopes: [Double]
  /// The second derivatives in θ and, last, in log σ²; empty where only slopes were asked for.
  let hessian: Matrix
  /// The derivatives of the entries of the covariance matrices in θ, one array for each θ.
  let jacobian: [[Double]]

  init(_ design: MixedDesign, _ state: MixedState, _ moments: MixedMoments, restricted: Bool) {
    let width = design.width
    let freedom = Double(restricted ? design.caseCount - width : design.caseCount)
    let variance = state.residual / freedom
    let entries = moments.entries
    let inverse = state.inverse
    let count = entries.count
    var linear: [Double] = []
    var quadratic: [Double] = []
    for index in 0..<count {
      let first = moments.first[index]
      quadratic.append(first[width, width] / variance)
      let adjustment = restricted ? inverse.trace(times: first) : 0
      linear.append(moments.traces[index] - adjustment - quadratic[index])
    }
    jacobian = Self.jacobian(design, state, entries)
    slopes = jacobian.map { row in zip(row, linear).reduce(0) { $0 + $1.0 * $1.1 } }
    guard !moments.second.isEmpty else {
      hessian = Matrix(zeros: 0, 0)
      return
    }
    var second = Matrix(zeros: count, count)
    for left in 0..<count {
      for right in 0..<count {
        let (pair, one, other) = (moments.second[left][right], moments.first[left], moments.first[right])
        var value = -moments.pairTraces[left][right]
        if restricted {
          value += 2 * inverse.trace(times: pair) - inverse.trace(times: one, other)
        }
        let lost = inverse.form(one.lastColumn(width), other.lastColumn(width))
        second[left, right] = value + 2 * (pair[width, width] - lost) / variance
      }
    }
    var hessian = Matrix(zeros: count + 1, count + 1)
    for (row, left) in jacobian.enumerated() {
      for (column, right) in jacobian.enumerated() {
        var sum = 0.0
        for first in 0..<count where left[first] != 0 {
          for other in 0..<count { sum += left[first] * right[other] * second[first, other] }
        }
        // θ stands where its entry stands: the factor is stored like the lower triangle of the matrix.
        let (one, other) = (entries[row], entries[column])
        if one.block == other.block, one.column == other.column {
          let (low, high) = (min(one.row, other.row), max(one.row, other.row))
          if let index = entries.firstIndex(of: .init(block: one.block, row: high, column: low)) {
            sum += linear[index] * (low == high ? 2 : 1)
          }
        }
        hessian[row, column] = sum
      }
      let mixed = zip(left, quadratic).reduce(0) { $0 + $1.0 * $1.1 }
      hessian[row, count] = mixed
      hessian[count, row] = mixed
    }
    hessian[count, count] = freedom
    self.hessian = hessian
  }

  /// Second derivatives in θ with σ² at its best value for every θ.
  var profiled: Matrix {
    let count = slopes.count
    var result = Matrix(zeros: count, count)
    for column in 0..<count {
      for row in 0..<count {
        result[row, column] =
          hessian[row, column] - hessian[row, count] * hessian[column, count] / hessian[count, count]
      }
    }
    return result
  }

  /// The derivatives of the entries of the covariance matrices in θ, one array for each θ.
  static func jacobian(
    _ design: MixedDesign, _ state: MixedState, _ entries: [MixedMoments.Entry]
  ) -> [[Double]] {
    entries.map { theta in
      entries.map { entry in
        guard theta.block == entry.block else { return 0 }
        let factor = state.factors[theta.block]
        return (entry.row == theta.row ? factor[entry.column, theta.column] : 0)
          + (entry.column == theta.row ? factor[entry.row, theta.column] : 0)
      }
    }
  }
}

extension Matrix {
  /// tr(A·B), A being this symmetric matrix and B the leading part of a larger one.
  func trace(times other: Matrix) -> Double {
    var sum = 0.0
    for column in 0..<columnCount {
      for row in 0..<rowCount { sum += self[row, column] * other[row, column] }
    }
    return sum
  }

  /// tr(A·B·A·C), A being this symmetric matrix, B and C the leading parts of larger ones.
  func trace(times one: Matrix, _ other: Matrix) -> Double {
    let (left, right) = (leadingProduct(one), leadingProduct(other))
    var sum = 0.0
    for column in 0..<columnCount {
      for row in 0..<rowCount { sum += left[row, column] * right[column, row] }
    }
    return sum
  }

  /// This matrix times the leading part of a larger one.
  func leadingProduct(_ other: Matrix) -> Matrix {
    var result = Matrix(zeros: rowCount, columnCount)
    for column in 0..<columnCount {
      for inner in 0..<columnCount {
        let value = other[inner, column]
        for row in 0..<rowCount { result[row, column] += self[row, inner] * value }
      }
    }
    return result
  }

  /// leftᵀ·A·right for the leading numbers of two vectors.
  func form(_ left: [Double], _ right: [Double]) -> Double {
    var sum = 0.0
    for column in 0..<columnCount {
      for row in 0..<rowCount { sum += left[row] * self[row, column] * right[column] }
    }
    return sum
  }

  /// The first elements of a column.
  func lastColumn(_ index: Int) -> [Double] { (0..<index).map { self[$0, index] } }
}
