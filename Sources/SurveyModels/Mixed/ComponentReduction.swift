import SurveyLinearAlgebra
import SurveyVocabulary

/// The random columns of each component as an orthonormal matrix times a square one, Z = U·R, and the fixed columns
/// and the outcome split into what lies in the span of Z and what does not.
///
/// With it every later step is a sum of squares, so that no digits are lost where groups differ much more
/// than cases within them.
struct ComponentReduction {
  let components: [MixedDesign.Component]
  private(set) var products: [Double]
  private(set) var within: [Double]
  /// How the cases were taken in, where that was asked for.
  private(set) var replay: ComponentReplay?
  private let extra: Int

  /// Components up to this order are reduced case by case, larger ones by the eigenvalues of ZᵀZ.
  static let smallOrder = 16

  init(
    _ blocks: [RandomBlock], fixed: Matrix, residuals: [Double], recording: Bool = false
  ) throws(InputError) {
    extra = fixed.columnCount + 1
    let (components, places) = try MixedDesign.components(of: blocks, extra: extra)
    self.components = components
    let total = components.reduce(0) { $0 + $1.order * ($1.order + fixed.columnCount + 1) }
    products = [Double](repeating: 0, count: total)
    within = [Double](repeating: 0, count: extra * extra)
    let cases = residuals.count
    replay = recording ? ComponentReplay(width: fixed.columnCount) : nil
    var row = [Double](repeating: 0, count: components.reduce(0) { max($0, $1.order) })
    var right = [Double](repeating: 0, count: extra)
    for index in 0..<cases {
      var filled: [Int] = []
      var home = 0
      for (number, block) in blocks.enumerated() {
        let place = places[number][block.groups[index]]
        home = place.component
        for effect in 0..<block.width {
          row[place.offset + effect] = block.columns[effect][index]
          filled.append(place.offset + effect)
        }
      }
      for column in 0..<fixed.columnCount { right[column] = fixed.elements[column * cases + index] }
      right[extra - 1] = residuals[index]
      let component = components[home]
      replay?.begin(home)
      if component.order <= Self.smallOrder {
        rotate(component, &row, &right)
      } else {
        accumulate(component, row, filled, right)
        for place in filled {
          replay?.add(place, row[place], 0)
          row[place] = 0
        }
      }
      replay?.end(right)
      for column in 0..<extra {
        for other in 0..<extra { within[column * extra + other] += right[other] * right[column] }
      }
    }
    for component in components where component.order > Self.smallOrder { try factor(component) }
  }

  /// Takes a case into R by Givens rotations; the right sides keep what Z leaves of the case.
  private mutating func rotate(
    _ component: MixedDesign.Component, _ row: inout [Double], _ right: inout [Double]
  ) {
    let (order, start) = (component.order, component.start)
    for pivot in 0..<order where row[pivot] != 0 {
      let place = start + pivot * order + pivot
      let (above, here) = (products[place], row[pivot])
      let length = (above * above + here * here).squareRoot()
      let (cosine, sine) = (above / length, here / length)
      for column in pivot..<order {
        let (upper, lower) = (products[start + column * order + pivot], row[column])
        products[start + column * order + pivot] = cosine * upper + sine * lower
        row[column] = cosine * lower - sine * upper
      }
      row[pivot] = 0
      replay?.add(pivot, cosine, sine)
      for column in 0..<extra {
        let place = start + (order + column) * order + pivot
        let (upper, lower) = (products[place], right[column])
        products[place] = cosine * upper + sine * lower
        right[column] = cosine * lower - sine * upper
      }
    }
  }

  /// Adds a case to ZᵀZ, ZᵀQ and Zᵀy.
  private mutating func accumulate(
    _ component: MixedDesign.Component, _ row: [Double], _ filled: [Int], _ right: [Double]
  ) {
    let order = component.order
    for column in filled {
      let start = component.start + column * order
      for place in filled { products[start + place] += row[place] * row[column] }
    }
    for column in 0..<extra {
      let start = component.start + (order + column) * order
      for place in filled { products[start + place] += row[place] * right[column] }
    }
  }

  /// Makes R, UᵀQ and Uᵀy of ZᵀZ, ZᵀQ and Zᵀy, and takes the latter two from what Z leaves.
  private mutating func factor(_ component: MixedDesign.Component) throws(InputError) {
    let (order, start) = (component.order, component.start)
    let middle = start + order * order
    let eigen = try SymmetricEigen(Matrix(order, order, Array(products[start..<middle])))
    let sides = try eigen.vectors.transposed.times(
      Matrix(order, extra, Array(products[middle..<middle + order * extra])))
    // Directions that the groups do not span have eigenvalues of zero but for rounding.
    let least = 1e-12 * (eigen.values.first ?? 0)
    for index in 0..<order {
      let root = eigen.values[index] > least ? eigen.values[index].squareRoot() : 0
      for column in 0..<order {
        products[start + column * order + index] = root * eigen.vectors[column, index]
      }
      for column in 0..<extra {
        products[middle + column * order + index] = root > 0 ? sides[index, column] / root : 0
      }
    }
    for column in 0..<extra {
      for other in 0..<extra {
        var sum = 0.0
        for index in 0..<order {
          sum += products[middle + column * order + index] * products[middle + other * order + index]
        }
        within[column * extra + other] -= sum
      }
    }
  }
}
