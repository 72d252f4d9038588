import SurveyLinearAlgebra

/// Traces and products with the derivatives of V in the entries of the random effects' covariance matrices.
///
/// V is linear in those entries: with B the indicator of an entry and its mirror image in every group, the
/// derivative is Z·B·Zᵀ. In S = ZᵀH⁻¹Z, T = ZᵀH⁻¹Q and u = ZᵀPy everything that the slopes, the observed
/// information and Kenward and Roger's adjustment need is a sum over groups.
struct MixedMoments: Sendable {
  /// One entry of the covariance matrix of a block.
  struct Entry: Hashable, Sendable {
    let block: Int
    let row: Int
    let column: Int
  }

  let entries: [Entry]
  /// tr(S·B).
  private(set) var traces: [Double]
  /// [T u]ᵀ·B·[T u], the last row and column being those of u.
  private(set) var first: [Matrix]
  /// tr(S·B·S·B′) for pairs of entries; empty where they were not asked for.
  private(set) var pairTraces: [[Double]] = []
  /// [T u]ᵀ·B·S·B′·[T u] for pairs of entries.
  private(set) var second: [[Matrix]] = []

  private let width: Int

  init(_ design: MixedDesign, _ state: MixedState, pairs: Bool) {
    var entries: [Entry] = []
    for (index, block) in design.blocks.enumerated() {
      for column in 0..<block.width {
        for row in column..<block.width { entries.append(Entry(block: index, row: row, column: column)) }
      }
    }
    self.entries = entries
    width = design.width + 1
    traces = entries.map { _ in 0 }
    first = entries.map { [width] _ in Matrix(zeros: width, width) }
    if pairs {
      pairTraces = entries.map { _ in entries.map { _ in 0 } }
      second = entries.map { [width] _ in entries.map { _ in Matrix(zeros: width, width) } }
    }
    for component in design.components {
      let order = component.order
      let products = Array(state.weighted[component.start..<component.start + order * (order + width)])
      var rows = Array(products[(order * order)...])
      for place in 0..<order {
        for column in 0..<width - 1 {
          rows[(width - 1) * order + place] -= rows[column * order + place] * state.gamma[column]
        }
      }
      add(component, products, rows, pairs: pairs)
    }
  }

  /// The places of the ones of an entry's indicator in a component.
  private func places(_ entry: Entry, _ component: MixedDesign.Component) -> [(Int, Int)] {
    var places: [(Int, Int)] = []
    for part in component.parts where part.block == entry.block {
      places.append((part.offset + entry.row, part.offset + entry.column))
      if entry.row != entry.column {
        places.append((part.offset + entry.column, part.offset + entry.row))
      }
    }
    return places
  }

  private mutating func add(
    _ component: MixedDesign.Component, _ products: [Double], _ rows: [Double], pairs: Bool
  ) {
    let order = component.order
    let places = entries.map { self.places($0, component) }
    for (index, places) in places.enumerated() {
      var sum = 0.0
      for (row, column) in places { sum += products[column * order + row] }
      traces[index] += sum
      first[index].add(places, rows, rows, order: order)
    }
    guard pairs else { return }
    for (right, rightPlaces) in places.enumerated() {
      var product = [Double](repeating: 0, count: order * width)
      for (row, source) in rightPlaces {
        for column in 0..<width {
          let value = rows[column * order + source]
          for place in 0..<order { product[column * order + place] += products[row * order + place] * value }
        }
      }
      for left in 0...right {
        var sum = 0.0
        for (row, column) in places[left] {
          for (other, last) in rightPlaces {
            sum += products[other * order + column] * products[row * order + last]
          }
        }
        pairTraces[left][right] += sum
        second[left][right].add(places[left], rows, product, order: order)
        guard left != right else { continue }
        pairTraces[right][left] += sum
        second[right][left].addTransposed(places[left], rows, product, order: order)
      }
    }
  }
}

extension Matrix {
  /// Adds leftᵀ·B·right, B having ones at some places.
  fileprivate mutating func add(_ places: [(Int, Int)], _ left: [Double], _ right: [Double], order: Int) {
    for (row, column) in places {
      for second in 0..<columnCount {
        let value = right[second * order + column]
        for first in 0..<rowCount { self[first, second] += left[first * order + row] * value }
      }
    }
  }

  /// Adds the transposed of leftᵀ·B·right.
  fileprivate mutating func addTransposed(
    _ places: [(Int, Int)], _ left: [Double], _ right: [Double], order: Int
  ) {
    for (row, column) in places {
      for second in 0..<columnCount {
        let value = right[second * order + column]
        for first in 0..<rowCount { self[second, first] += left[first * order + row] * value }
      }
    }
  }
}
