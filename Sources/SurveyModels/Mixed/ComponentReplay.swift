import SurveyLinearAlgebra

/// How the cases of a mixed design were taken into its products, so that other outcomes of the same cases can be taken
/// in without the random and fixed columns.
///
/// In small components the rotations of every case are played again on the outcome. In large ones, whose R is that of
/// eigenvectors, Uᵀe = D⁻²·R·Zᵀe with D² the squared lengths of the rows of R.
struct ComponentReplay: Sendable {
  /// The component of every case, and where its steps end.
  private var homes: [Int] = []
  private var ends: [Int] = []
  /// Pivot, cosine and sine of each rotation; in large components place and value of each column.
  private var places: [Int] = []
  private var cosines: [Double] = []
  private var sines: [Double] = []
  /// What Z leaves of the fixed columns of every case; in large components the columns themselves.
  private var rest: [Double] = []
  private let width: Int

  init(width: Int) { self.width = width }

  mutating func begin(_ component: Int) { homes.append(component) }

  mutating func add(_ place: Int, _ cosine: Double, _ sine: Double) {
    places.append(place)
    cosines.append(cosine)
    sines.append(sine)
  }

  /// Ends a case with what is left of [Q y].
  mutating func end(_ right: [Double]) {
    ends.append(places.count)
    rest += right.prefix(width)
  }

  /// The design of the same cases with another outcome: the errors, and for every block the effects of its groups.
  ///
  /// - Parameters:
  ///   - design: The design that was recorded.
  ///   - errors: One number per case.
  ///   - effects: For each block the effects of its scaled columns, group after group; empty where there are none.
  /// - Returns: The design with the products of the outcome.
  func design(_ design: MixedDesign, _ errors: [Double], _ effects: [[Double]]) -> MixedDesign {
    var changed = design
    let extra = width + 1
    for component in design.components {
      let start = component.start + (component.order + width) * component.order
      for index in start..<start + component.order { changed.products[index] = 0 }
    }
    var right = [Double](repeating: 0, count: extra)
    var step = 0
    for (index, home) in homes.enumerated() {
      let component = design.components[home]
      let start = component.start + (component.order + width) * component.order
      var value = errors[index]
      let isSmall = component.order <= ComponentReduction.smallOrder
      while step < ends[index] {
        let place = start + places[step]
        if isSmall {
          let upper = changed.products[place]
          changed.products[place] = cosines[step] * upper + sines[step] * value
          value = cosines[step] * value - sines[step] * upper
        } else {
          changed.products[place] += cosines[step] * value
        }
        step += 1
      }
      for column in 0..<width { right[column] += rest[index * width + column] * value }
      right[width] += value * value
    }
    for component in design.components {
      let (order, start) = (component.order, component.start)
      let last = start + (order + width) * order
      if order > ComponentReduction.smallOrder { solve(component, &changed.products, &right) }
      for part in component.parts where !effects[part.block].isEmpty {
        let size = design.blocks[part.block].width
        for effect in 0..<size {
          let value = effects[part.block][part.group * size + effect]
          let column = start + (part.offset + effect) * order
          for row in 0..<order { changed.products[last + row] += value * design.products[column + row] }
        }
      }
    }
    for column in 0..<extra {
      changed.within[column * extra + width] = right[column]
      changed.within[width * extra + column] = right[column]
    }
    return changed
  }

  /// Makes Uᵀe of Zᵀe, and takes it from what Z leaves.
  private func solve(
    _ component: MixedDesign.Component, _ products: inout [Double], _ right: inout [Double]
  ) {
    let (order, start) = (component.order, component.start)
    let last = start + (order + width) * order
    let sums = Array(products[last..<last + order])
    for row in 0..<order {
      var (length, sum) = (0.0, 0.0)
      for column in 0..<order {
        let value = products[start + column * order + row]
        length += value * value
        sum += value * sums[column]
      }
      products[last + row] = length > 0 ? sum / length : 0
    }
    for column in 0...width {
      let side = start + (order + column) * order
      for row in 0..<order { right[column] -= products[side + row] * products[last + row] }
    }
  }
}
