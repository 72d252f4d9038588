import SurveyLinearAlgebra
import SurveyVocabulary

extension MixedInference {
  /// Wald's statistic of weighted sums of coefficients, the degrees of freedom of its denominator (`nil` for the
  /// normal distribution) and what F is multiplied by.
  ///
  /// - Throws: `InputError` if one sum follows from the others.
  func joint(
    _ contrasts: [[Double]], _ values: [Double]
  ) throws(InputError) -> (wald: Double, freedom: Double?, scale: Double) {
    let count = contrasts.count
    let sums = contrasts.map { contrast in zip(contrast, values).reduce(0) { $0 + $1.0 * $1.1 } }
    var spread = Matrix(zeros: count, count)
    for column in 0..<count {
      for row in 0..<count { spread[row, column] = covariance.form(contrasts[row], contrasts[column]) }
    }
    let errors = spread.diagonal.map { $0 > 0 ? $0.squareRoot() : 0 }
    guard errors.allSatisfy({ $0 > 0 }) else { throw .dependentSums }
    // Each sum in units of its standard error, so that scales do not matter.
    var scaled = spread
    for column in 0..<count {
      for row in 0..<count { scaled[row, column] /= errors[row] * errors[column] }
    }
    guard let factor = try? CholeskyFactorization(scaled), try factor.reciprocalCondition() > 1e-12 else {
      throw .dependentSums
    }
    let standardized = zip(sums, errors).map { $0 / $1 }
    let solution = try factor.solve(standardized)
    let wald = zip(standardized, solution).reduce(0) { $0 + $1.0 * $1.1 }
    switch method {
    case .normal: return (wald, nil, 1)
    case .satterthwaite: return (wald, try faiCornelius(contrasts, spread), 1)
    case .kenwardRoger:
      let (freedom, scale) = try kenwardRoger(
        contrasts.indices.map { index in
          contrasts[index].map { $0 / errors[index] }
        })
      return (wald, freedom, scale)
    }
  }

  /// The denominator of a sum of independent squared t of unequal degrees of freedom.
  private func faiCornelius(_ contrasts: [[Double]], _ spread: Matrix) throws(InputError) -> Double {
    let count = contrasts.count
    guard count > 1 else { return degreesOfFreedom(contrasts[0]) ?? .infinity }
    let eigen = try SymmetricEigen(spread)
    let freedoms = (0..<count).map { index in
      let vector = eigen.vectors[column: index]
      let sum = contrasts[0].indices.map { place in
        (0..<count).reduce(0) { $0 + vector[$1] * contrasts[$1][place] }
      }
      return degreesOfFreedom(sum) ?? .infinity
    }
    let (least, most) = (freedoms.min() ?? 0, freedoms.max() ?? 0)
    if most - least <= 1e-8 * most { return freedoms.reduce(0, +) / Double(count) }
    guard least > 2 else { return 2 }
    let mean = freedoms.reduce(0) { $0 + $1 / ($1 - 2) }
    return 2 * mean / (mean - Double(count))
  }

  /// Kenward and Roger's denominator and scale, with Φ and the derivatives of the expected information.
  private func kenwardRoger(
    _ contrasts: [[Double]]
  ) throws(InputError) -> (freedom: Double, scale: Double) {
    let (count, width) = (contrasts.count, back.rowCount)
    var solved: [[Double]] = []
    var plain = Matrix(zeros: count, count)
    for contrast in contrasts {
      let mapped = (0..<width).map { column in
        (0..<width).reduce(0) { $0 + back[$1, column] * contrast[$1] }
      }
      solved.append(try inverse.times(mapped))
    }
    // Φ of the sums, through the information that Φ is the inverse of: LΦ·information·ΦLᵀ.
    let information = slopes[0]
    for column in 0..<count {
      for row in 0..<count { plain[row, column] = information.form(solved[row], solved[column]) }
    }
    let factor = try CholeskyFactorization(plain)
    // Derivatives of the covariance matrix of the sums, in the basis in which it is the identity.
    var changes: [Matrix] = []
    for slope in slopes {
      var change = Matrix(zeros: count, count)
      for column in 0..<count {
        for row in 0..<count {
          for inner in 0..<width {
            for outer in 0..<width {
              change[row, column] += solved[row][outer] * slope[outer, inner] * solved[column][inner]
            }
          }
        }
      }
      let half = try factor.factor.solveUpper(change, transposed: true)
      changes.append(try factor.factor.solveUpper(half.transposed, transposed: true))
    }
    var (one, two) = (0.0, 0.0)
    for left in changes.indices {
      for right in changes.indices {
        let weight = spread[left, right]
        one += weight * changes[left].diagonal.reduce(0, +) * changes[right].diagonal.reduce(0, +)
        two += weight * changes[left].trace(times: changes[right])
      }
    }
    return Self.kenwardRoger(Double(count), one, two)
  }

  /// The denominator and the scale from the two sums of Kenward & Roger (1997), section 3.
  private static func kenwardRoger(_ count: Double, _ one: Double, _ two: Double) -> (Double, Double) {
    guard count > 1 else { return (2 / two, 1) }
    let b = (one + 6 * two) / (2 * count)
    let g = ((count + 1) * one - (count + 4) * two) / ((count + 2) * two)
    let divisor = 3 * count + 2 * (1 - g)
    let (c1, c2, c3) = (g / divisor, (count - g) / divisor, (count + 2 - g) / divisor)
    let mean = 1 / (1 - two / count)
    let variance = 2 / count * (1 + c1 * b) / ((1 - c2 * b) * (1 - c2 * b) * (1 - c3 * b))
    let ratio = variance / (2 * mean * mean)
    let freedom = 4 + (count + 2) / (count * ratio - 1)
    return (freedom, freedom / (mean * (freedom - 2)))
  }
}

extension InputError {
  fileprivate static let dependentSums = InputError(
    .rankDeficient, "restrictions", "one of them follows from the others", remedy: "test fewer at once")
}
