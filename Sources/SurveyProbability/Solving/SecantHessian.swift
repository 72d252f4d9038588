/// An approximation of a Hessian from changes of the gradient, by the formula of Broyden, Fletcher, Goldfarb
/// and Shanno.
///
/// Reference: Nocedal & Wright (2006), Numerical Optimization, 2nd ed., formulas 6.19 and 6.20.
struct SecantHessian {
  private let order: Int
  /// The symmetric matrix, row after row.
  private var matrix: [Double]
  /// Whether nothing has been learned yet: the matrix is the identity.
  private(set) var isFresh = true

  init(order: Int) {
    self.order = order
    matrix = [Double](repeating: 0, count: order * order)
    reset()
  }

  /// Forgets what was learned.
  mutating func reset() {
    for row in 0..<order {
      for column in 0..<order { matrix[row * order + column] = row == column ? 1 : 0 }
    }
    isFresh = true
  }

  /// The solution of B d = -g in the free variables, 0 in the others; `nil` if rounding left their part of
  /// the matrix not positive definite.
  func step(against gradient: [Double], _ free: [Int]) -> [Double]? {
    var step = [Double](repeating: 0, count: order)
    if isFresh {
      for index in free { step[index] = -gradient[index] }
      return step
    }
    let size = free.count
    var factor = [Double](repeating: 0, count: size * size)
    var solution = [Double](repeating: 0, count: size)
    // Cholesky's factor, row after row, and the forward substitution with it.
    for row in 0..<size {
      for column in 0...row {
        var sum = matrix[free[row] * order + free[column]]
        for k in 0..<column { sum -= factor[row * size + k] * factor[column * size + k] }
        if row > column {
          factor[row * size + column] = sum / factor[column * size + column]
        } else {
          guard sum > 1e-15 * matrix[free[row] * order + free[row]], sum.isFinite else { return nil }
          factor[row * size + row] = sum.squareRoot()
        }
      }
      var sum = -gradient[free[row]]
      for k in 0..<row { sum -= factor[row * size + k] * solution[k] }
      solution[row] = sum / factor[row * size + row]
    }
    for row in (0..<size).reversed() {
      var sum = solution[row]
      for k in (row + 1)..<max(size, row + 1) { sum -= factor[k * size + row] * solution[k] }
      solution[row] = sum / factor[row * size + row]
      step[free[row]] = solution[row]
    }
    return step
  }

  /// Learns from a step and the change of the gradient over it; nothing if the curvature along it is not
  /// positive, as it may be where a bound ended the step.
  mutating func update(step: [Double], change: [Double]) {
    let curvature = dotProduct(step, change)
    let size = (dotProduct(step, step) * dotProduct(change, change)).squareRoot()
    guard curvature > 1e-12 * size, size.isFinite else { return }
    if isFresh {
      let scale = dotProduct(change, change) / curvature
      for row in 0..<order { matrix[row * order + row] = scale }
      isFresh = false
    }
    var product = [Double](repeating: 0, count: order)
    for row in 0..<order {
      for column in 0..<order { product[row] += matrix[row * order + column] * step[column] }
    }
    let former = dotProduct(product, step)
    guard former > 0, former.isFinite else { return reset() }
    for row in 0..<order {
      for column in 0..<order {
        matrix[row * order + column] +=
          change[row] * (change[column] / curvature) - product[row] * (product[column] / former)
      }
    }
  }
}
