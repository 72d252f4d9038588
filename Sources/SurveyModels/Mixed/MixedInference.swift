import SurveyLinearAlgebra
import SurveyVocabulary

/// The fourth stage of a mixed model: covariance of the coefficients and degrees of freedom of weighted sums of
/// them.
struct MixedInference: Sendable {
  /// The covariance matrix of the coefficients, adjusted where Kenward and Roger's method was asked for.
  let covariance: Matrix
  /// The covariance matrix that the likelihood gives.
  let plain: Matrix
  let method: MixedDegreesOfFreedom
  /// The covariance of the variance parameters, and the derivatives of (QᵀV⁻¹Q)⁻¹ in them between the
  /// factors that weighted sums give.
  let spread: Matrix
  let slopes: [Matrix]
  let inverse: Matrix
  let back: Matrix

  init(
    _ design: MixedDesign, _ found: MixedSearch, restricted: Bool, method: MixedDegreesOfFreedom
  ) throws(InputError) {
    let (state, moments) = (found.state, found.moments)
    let width = design.width
    let freedom = Double(restricted ? design.caseCount - width : design.caseCount)
    let unit = state.residual / freedom * design.scale * design.scale
    inverse = state.inverse
    back = design.back
    self.method = method
    plain = try Self.mapped(state.inverse, design.back, unit)
    switch method {
    case .normal:
      covariance = plain
      (spread, slopes) = (Matrix(zeros: 0, 0), [])
    case .satterthwaite:
      covariance = plain
      spread = try Self.observedSpread(found.curvature.hessian, scales: state.scales + [1])
      var slopes = found.curvature.jacobian.map { row in
        var sum = Matrix(zeros: width, width)
        for (weight, first) in zip(row, moments.first) where weight != 0 { sum.add(first, times: weight) }
        return sum
      }
      slopes.append(state.information)
      self.slopes = slopes
    case .kenwardRoger:
      let parts = ExpectedInformation(design, state, moments)
      spread = try parts.spread()
      slopes = parts.first
      let adjusted = parts.adjustedInverse(spread)
      covariance = try Self.mapped(adjusted, design.back, unit)
    }
  }

  /// The degrees of freedom of a weighted sum of coefficients; `nil` for the normal distribution.
  func degreesOfFreedom(_ weights: [Double]) -> Double? {
    guard method != .normal else { return nil }
    let width = back.rowCount
    let mapped = (0..<width).map { column in
      (0..<width).reduce(0) { $0 + back[$1, column] * weights[$1] }
    }
    let solved = (0..<width).map { row in
      (0..<width).reduce(0) { $0 + inverse[row, $1] * mapped[$1] }
    }
    let variance = zip(mapped, solved).reduce(0) { $0 + $1.0 * $1.1 }
    let gradient = slopes.map { slope in
      var sum = 0.0
      for column in 0..<width {
        for row in 0..<width { sum += solved[row] * slope[row, column] * solved[column] }
      }
      return sum / variance
    }
    return 2 / spread.form(gradient, gradient)
  }

  private static func mapped(_ inverse: Matrix, _ back: Matrix, _ unit: Double) throws(InputError) -> Matrix {
    let product = try back.times(inverse).times(back.transposed)
    return Matrix(product.rowCount, product.columnCount, product.elements.map { $0 * unit })
  }

  /// Twice the inverse of the second derivatives, without directions in which the criterion is flat.
  private static func observedSpread(_ hessian: Matrix, scales: [Double]) throws(InputError) -> Matrix {
    var hessian = hessian
    for column in scales.indices {
      for row in scales.indices { hessian[row, column] *= scales[row] * scales[column] }
    }
    let eigen = try SymmetricEigen(hessian)
    let order = hessian.rowCount
    var spread = Matrix(zeros: order, order)
    let largest = eigen.values.first ?? 0
    for (index, value) in eigen.values.enumerated() where value > 1e-9 * largest {
      let vector = eigen.vectors[column: index]
      for column in 0..<order {
        for row in 0..<order {
          spread[row, column] += 2 * scales[row] * vector[row] * scales[column] * vector[column] / value
        }
      }
    }
    return spread
  }
}

/// Kenward and Roger's expected information of the variance parameters, log σ² first.
///
/// V itself takes the place of its derivative in σ²: the adjustment does not change with linear
/// transformations of the parameters.
private struct ExpectedInformation {
  /// XᵀV⁻¹·G·V⁻¹X.
  let first: [Matrix]
  /// XᵀV⁻¹·G·V⁻¹·G′·V⁻¹X.
  let second: [[Matrix]]
  let traces: [[Double]]
  let inverse: Matrix

  init(_ design: MixedDesign, _ state: MixedState, _ moments: MixedMoments) {
    let count = moments.entries.count
    inverse = state.inverse
    first = [state.information] + moments.first
    second =
      [[state.information] + moments.first]
      + (0..<count).map { [moments.first[$0]] + moments.second[$0] }
    traces =
      [[Double(design.caseCount)] + moments.traces]
      + (0..<count).map { [moments.traces[$0]] + moments.pairTraces[$0] }
  }

  /// The covariance matrix of the parameters.
  func spread() throws(InputError) -> Matrix {
    let order = first.count
    var information = Matrix(zeros: order, order)
    for left in 0..<order {
      for right in 0..<order {
        information[left, right] =
          (traces[left][right] - 2 * inverse.trace(times: second[left][right])
            + inverse.trace(times: first[left], first[right])) / 2
      }
    }
    let scales = information.diagonal.map { $0 > 0 ? $0.squareRoot() : 0 }
    for left in 0..<order {
      for right in 0..<order where scales[left] * scales[right] > 0 {
        information[left, right] /= scales[left] * scales[right]
      }
    }
    do throws(InputError) {
      var spread = try CholeskyFactorization(information).inverse()
      for left in 0..<order {
        for right in 0..<order { spread[left, right] /= scales[left] * scales[right] }
      }
      return spread
    } catch {
      throw InputError(
        .rankDeficient, "variance components",
        "the design tells them not apart, so that Kenward and Roger's information has no inverse",
        remedy: "use fewer random terms, or .satterthwaite")
    }
  }

  /// (XᵀV⁻¹X)⁻¹ with the adjustment for estimated variances.
  func adjustedInverse(_ spread: Matrix) -> Matrix {
    let width = inverse.rowCount
    var sum = Matrix(zeros: width, width)
    for left in first.indices {
      for right in first.indices {
        let half = inverse.leadingProduct(first[right])
        var product = Matrix(zeros: width, width)
        for column in 0..<width {
          for row in 0..<width {
            for inner in 0..<width { product[row, column] += first[left][row, inner] * half[inner, column] }
          }
        }
        sum.add(second[left][right], times: spread[left, right])
        sum.add(product, times: -spread[left, right])
      }
    }
    var result = inverse
    let left = inverse.leadingProduct(sum)
    let adjustment = left.leadingProduct(inverse)
    result.add(adjustment, times: 2)
    return result
  }
}

extension Matrix {
  /// Adds the leading part of a larger matrix times a number.
  fileprivate mutating func add(_ other: Matrix, times weight: Double) {
    for column in 0..<columnCount {
      for row in 0..<rowCount { self[row, column] += weight * other[row, column] }
    }
  }
}
