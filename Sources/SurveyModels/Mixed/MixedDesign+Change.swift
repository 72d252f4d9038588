import SurveyLinearAlgebra

extension MixedDesign {
  /// The same products with other effects first in a block; the first and, where there is one, the second.
  func reordered(_ block: Int, _ order: [Int]) -> MixedDesign {
    guard order != Array(order.indices) else { return self }
    var changed = self
    for component in components {
      let height = component.order
      for part in component.parts where part.block == block {
        for (target, source) in order.enumerated() {
          let to = component.start + (part.offset + target) * height
          let from = component.start + (part.offset + source) * height
          for row in 0..<height { changed.products[to + row] = products[from + row] }
        }
      }
    }
    return changed
  }

  /// The order of the effects of a block with some of them first.
  func order(_ block: Int, first: [Int]) -> [Int] {
    first + (0..<blocks[block].width).filter { !first.contains($0) }
  }

  /// The model in which a coefficient has a given value: one column less, and an outcome without what the
  /// coefficient explains.
  func fixing(_ coefficient: Int, at value: Double) -> MixedDesign {
    let row = (0..<width).map { back[coefficient, $0] }
    let length = row.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let direction = row.map { $0 / length }
    let size = (value - leastSquares[coefficient]) / (scale * length)
    // The reflection that takes the last axis into the direction; its other columns are at right angles to it.
    var mirror = direction
    mirror[width - 1] += direction[width - 1] < 0 ? -1 : 1
    let square = mirror.reduce(0) { $0 + $1 * $1 }
    var change = Matrix(zeros: width + 1, width)
    for column in 0..<width - 1 {
      for index in 0..<width {
        change[index, column] = (index == column ? 1 : 0) - 2 * mirror[index] * mirror[column] / square
      }
    }
    for index in 0..<width { change[index, width - 1] = -size * direction[index] }
    change[width, width - 1] = 1
    return combining(change)
  }

  /// The same cases with weighted sums of [Q y] in its place, the last being the outcome.
  private func combining(_ change: Matrix) -> MixedDesign {
    let (old, new) = (change.rowCount, change.columnCount)
    var changed = self
    changed.width = new - 1
    changed.components = []
    changed.products = []
    changed.products.reserveCapacity(products.count)
    for component in components {
      let (order, start) = (component.order, component.start)
      changed.components.append(
        Component(parts: component.parts, order: order, start: changed.products.count))
      changed.products += products[start..<start + order * order]
      for column in 0..<new {
        for row in 0..<order {
          var sum = 0.0
          for inner in 0..<old {
            sum += products[start + (order + inner) * order + row] * change[inner, column]
          }
          changed.products.append(sum)
        }
      }
    }
    changed.within = [Double](repeating: 0, count: new * new)
    for left in 0..<new {
      for right in 0..<new {
        var sum = 0.0
        for one in 0..<old {
          for other in 0..<old { sum += change[one, left] * within[one * old + other] * change[other, right] }
        }
        changed.within[left * new + right] = sum
      }
    }
    return changed
  }
}
