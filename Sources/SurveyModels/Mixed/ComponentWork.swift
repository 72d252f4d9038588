import SurveyLinearAlgebra

/// The sums over components that an evaluation of a mixed model makes, with scratch memory for one component.
struct ComponentWork {
  /// [Q y]ᵀH⁻¹[Q y], column by column.
  private(set) var inner: [Double]
  /// log |H|.
  private(set) var logDeterminant = 0.0
  /// The products of the design with H⁻¹ between them, where they are stored.
  private(set) var weighted: [Double]
  private let extra: Int
  private var rows: [Double]
  private var square: [Double]
  private var scaled: [Double]

  /// Components up to this order are cheaper without calls of LAPACK.
  private static let smallOrder = 16

  init(within: [Double], extra: Int, largest: Int, stored: Int) {
    self.extra = extra
    inner = within
    weighted = [Double](repeating: 0, count: stored)
    rows = [Double](repeating: 0, count: largest * (largest + extra))
    square = [Double](repeating: 0, count: largest * largest)
    scaled = square
  }

  /// Adds a component; false if its matrix is not positive definite in `Double`.
  mutating func add(_ component: MixedDesign.Component, of design: MixedDesign, _ factors: [Matrix]) -> Bool {
    multiply(component, of: design, factors)
    return component.order <= Self.smallOrder ? addSmall(component, design) : addLarge(component, design)
  }

  /// [R UᵀQ Uᵀy] into the rows, and R·Λ beside them.
  private mutating func multiply(
    _ component: MixedDesign.Component, of design: MixedDesign, _ factors: [Matrix]
  ) {
    let order = component.order
    for index in 0..<order * (order + extra) { rows[index] = design.products[component.start + index] }
    for part in component.parts {
      let (factor, width) = (factors[part.block].elements, factors[part.block].rowCount)
      for effect in 0..<width {
        let target = (part.offset + effect) * order
        for row in 0..<order {
          var sum = 0.0
          for other in effect..<width {
            sum += rows[(part.offset + other) * order + row] * factor[effect * width + other]
          }
          scaled[target + row] = sum
        }
      }
    }
  }

  private mutating func addSmall(_ component: MixedDesign.Component, _ design: MixedDesign) -> Bool {
    let order = component.order
    for column in 0..<order {
      for row in column..<order {
        var sum = row == column ? 1.0 : 0
        for inner in 0..<order { sum += scaled[inner * order + row] * scaled[inner * order + column] }
        square[column * order + row] = sum
      }
    }
    // The lower factor in place.
    for column in 0..<order {
      var pivot = square[column * order + column]
      for inner in 0..<column { pivot -= square[inner * order + column] * square[inner * order + column] }
      guard pivot > 0, pivot.isFinite else { return false }
      let root = pivot.squareRoot()
      logDeterminant += naturalLog(pivot)
      square[column * order + column] = root
      for row in column + 1..<max(order, column + 1) {
        var sum = square[column * order + row]
        for inner in 0..<column { sum -= square[inner * order + row] * square[inner * order + column] }
        square[column * order + row] = sum / root
      }
    }
    for column in (weighted.isEmpty ? order : 0)..<order + extra {
      let start = column * order
      for row in 0..<order {
        var sum = rows[start + row]
        for inner in 0..<row { sum -= square[inner * order + row] * rows[start + inner] }
        rows[start + row] = sum / square[row * order + row]
      }
    }
    for column in 0..<extra {
      for row in 0..<extra { inner[column * extra + row] += dot(order + row, order + column, order) }
    }
    guard !weighted.isEmpty else { return true }
    for column in 0..<order + extra {
      for row in 0..<order {
        let place = component.start + column * order + row
        weighted[place] = dot(row, column, order)
      }
    }
    return true
  }

  private func dot(_ left: Int, _ right: Int, _ order: Int) -> Double {
    var sum = 0.0
    for index in 0..<order { sum += rows[left * order + index] * rows[right * order + index] }
    return sum
  }

  private mutating func addLarge(_ component: MixedDesign.Component, _ design: MixedDesign) -> Bool {
    let order = component.order
    let skipped = weighted.isEmpty ? order : 0
    let right = Matrix(
      order, order + extra - skipped, Array(rows[(skipped * order)..<(order * (order + extra))]))
    guard var products = try? Matrix(order, order, Array(scaled.prefix(order * order))).transposed.gram()
    else { return false }
    for index in 0..<order { products[index, index] += 1 }
    guard let factor = try? CholeskyFactorization(products),
      let solved = try? factor.factor.solveUpper(right, transposed: true), let sums = try? solved.gram()
    else { return false }
    logDeterminant += factor.logDeterminant
    let shift = order - skipped
    for column in 0..<extra {
      for row in 0..<extra { inner[column * extra + row] += sums[shift + row, shift + column] }
    }
    guard !weighted.isEmpty else { return true }
    for column in 0..<order + extra {
      for row in 0..<order {
        let place = component.start + column * order + row
        weighted[place] = sums[row, column]
      }
    }
    return true
  }
}
