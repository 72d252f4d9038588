/// The second stage: the discrepancy of maximum likelihood, F = ln|Σ| + tr(R·Σ⁻¹) - ln|R| - k with
/// Σ = λλᵀ + Θ, its gradient, and its second derivatives, exact and expected.
///
/// The free parameters are multiplied by fixed weights to loadings and error variances of standardized
/// items, which is how items in units of their own share one loading. With W = Σ⁻¹, A = W·R·W, B = 2A - W
/// and G = W - A:
///
/// - ∂F/∂λᵢ = 2(Gλ)ᵢ, ∂F/∂θᵢ = Gᵢᵢ
/// - ∂²F/∂λᵢ∂λⱼ = yᵢzⱼ + yⱼzᵢ + q Bᵢⱼ + r Wᵢⱼ + 2Gᵢⱼ with y = Wλ, z = Bλ, q = λᵀWλ, r = λᵀBλ
/// - ∂²F/∂λᵢ∂θⱼ = yⱼBᵢⱼ + zⱼWᵢⱼ, ∂²F/∂θᵢ∂θⱼ = WᵢⱼBᵢⱼ
///
/// Expected derivatives are those with R = Σ, where B = W and G = 0.
struct OneFactorObjective {
  let order: Int
  let parameterCount: Int
  let logDeterminant: Double
  let correlations: [Double]
  /// The place of the parameter behind each loading and each error variance, and its weight.
  let places: [Int]
  let weights: [Double]

  init(_ moments: OneFactorMoments, form: OneFactorForm) {
    let k = moments.order
    order = k
    parameterCount = form.parameterCount(items: k)
    logDeterminant = moments.logDeterminant
    correlations = moments.correlations
    let deviations = moments.deviations
    let scale = OneFactorObjective.scale(deviations)
    let ones = [Double](repeating: 1, count: k)
    let equalLoadings = deviations.map { scale / $0 }
    switch form {
    case .congeneric:
      (places, weights) = (Array(0..<(2 * k)), ones + ones)
    case .tauEquivalent:
      places = [Int](repeating: 0, count: k) + Array(1...k)
      weights = equalLoadings + ones
    case .parallel:
      places = [Int](repeating: 0, count: k) + [Int](repeating: 1, count: k)
      weights = equalLoadings + equalLoadings.map { $0 * $0 }
    }
  }

  /// The unit of equal loadings: the geometric mean of the deviations, which no range leaves.
  static func scale(_ deviations: [Double]) -> Double {
    exponential(deviations.reduce(0) { $0 + naturalLog($1) } / Double(deviations.count))
  }

  /// The number of doubles that an evaluation works in.
  var workCount: Int { 3 * order * order + 4 * order }

  /// The loadings and error variances of standardized items that belong to free parameters.
  @inline(__always)
  func spread(
    _ parameters: UnsafePointer<Double>, _ loadings: UnsafeMutablePointer<Double>,
    _ errors: UnsafeMutablePointer<Double>
  ) {
    for item in 0..<order {
      loadings[item] = weights[item] * parameters[places[item]]
      errors[item] = weights[order + item] * parameters[places[order + item]]
    }
  }

  /// The discrepancy, with W and A left in the work space for the derivatives.
  ///
  /// - Returns: `nil` where the implied covariances are not positive definite.
  func value(_ parameters: UnsafePointer<Double>, work: UnsafeMutablePointer<Double>) -> Double? {
    let (k, square) = (order, order * order)
    let (inverse, product, other) = (work, work + square, work + 2 * square)
    let (loadings, errors) = (work + 3 * square, work + 3 * square + k)
    spread(parameters, loadings, errors)
    for row in 0..<k {
      for column in 0...row { product[row * k + column] = loadings[row] * loadings[column] }
      product[row * k + row] += errors[row]
    }
    guard TriangularRoot.factor(product, order: k) == nil else { return nil }
    let logSigma = TriangularRoot.logDeterminant(product, order: k)
    TriangularRoot.invert(product, order: k, into: inverse)
    var trace = 0.0
    correlations.withUnsafeBufferPointer { correlations in
      for index in 0..<square { trace += correlations[index] * inverse[index] }
      for row in 0..<k {
        for column in 0..<k {
          var sum = 0.0
          for index in 0..<k { sum += correlations[row * k + index] * inverse[index * k + column] }
          other[row * k + column] = sum
        }
      }
    }
    for row in 0..<k {
      for column in 0...row {
        var sum = 0.0
        for index in 0..<k { sum += inverse[row * k + index] * other[index * k + column] }
        product[row * k + column] = sum
        product[column * k + row] = sum
      }
    }
    let value = logSigma - logDeterminant + (trace - Double(k))
    return value.isFinite ? value : nil
  }

  /// The gradient and a matrix of second derivatives at the point of the last value.
  func derivatives(
    work: UnsafeMutablePointer<Double>, expected: Bool, gradient: UnsafeMutablePointer<Double>,
    hessian: UnsafeMutablePointer<Double>
  ) {
    let (k, square, p) = (order, order * order, parameterCount)
    let (w, a) = (work, work + square)
    let loadings = work + 3 * square
    let (y, z) = (loadings + 2 * k, loadings + 3 * k)
    for index in 0..<p { gradient[index] = 0 }
    for index in 0..<(p * p) { hessian[index] = 0 }
    var (q, r) = (0.0, 0.0)
    for row in 0..<k {
      var (first, second) = (0.0, 0.0)
      for column in 0..<k {
        first += w[row * k + column] * loadings[column]
        second += a[row * k + column] * loadings[column]
      }
      y[row] = first
      z[row] = expected ? first : 2 * second - first
      q += loadings[row] * first
      r += loadings[row] * z[row]
      gradient[places[row]] += weights[row] * 2 * (first - second)
      gradient[places[k + row]] += weights[k + row] * (w[row * k + row] - a[row * k + row])
    }
    for i in 0..<k {
      for j in 0..<k {
        let cell = i * k + j
        let (wij, bij) = (w[cell], expected ? w[cell] : 2 * a[cell] - w[cell])
        let rest = expected ? 0 : 2 * (w[cell] - a[cell])
        let (li, lj, ti, tj) = (places[i], places[j], places[k + i], places[k + j])
        hessian[li * p + lj] +=
          weights[i] * weights[j] * (y[i] * z[j] + y[j] * z[i] + q * bij + r * wij + rest)
        let mixed = weights[i] * weights[k + j] * (y[j] * bij + z[j] * wij)
        hessian[li * p + tj] += mixed
        hessian[tj * p + li] += mixed
        hessian[ti * p + tj] += weights[k + i] * weights[k + j] * wij * bij
      }
    }
  }
}
