import SurveyLinearAlgebra

/// Best linear unbiased prediction of weighted sums of coefficients and of effects of groups.
///
/// With T the covariance matrix of the effects in units of the residual variance, S = ZᵀH⁻¹Z, W = ZᵀH⁻¹Q and A the
/// inverse of QᵀH⁻¹Q, the error of q·γ̂ + z·b̂ has the variance σ²·(zᵀTz - zᵀTSTz + aᵀAa), a = q - WᵀTz. That is the form in
/// the inverse of Henderson's equations without an inverse of T.
struct BestPrediction {
  private let design: MixedDesign
  private let state: MixedState
  private let effects: [[(value: Double, deviation: Double)]]
  /// For each block and group the component and the place of its first effect.
  private var places: [[(component: Int, offset: Int)]]

  init(_ model: LinearMixedModel) {
    design = model.mixed
    state = model.state
    effects = model.blockEffects
    places = model.mixed.blocks.map {
      [(component: Int, offset: Int)](repeating: (0, 0), count: $0.labels.count)
    }
    for (index, component) in model.mixed.components.enumerated() {
      for part in component.parts { places[part.block][part.group] = (index, part.offset) }
    }
  }

  /// zᵀTz: the variance of the effects of groups not seen, in units of the residual variance.
  func variance(of effects: [MixedRows.Effect]) -> Double {
    effects.reduce(0) { sum, effect in
      let weights = relative(effect)
      return sum + zip(effect.values, weights).reduce(0) { $0 + $1.0 * $1.1 }
    }
  }

  /// The predicted effects of a case, and the variance of the error of its mean in units of the residual variance.
  ///
  /// - Parameters:
  ///   - values: The fixed columns of the case.
  ///   - case: Its random columns and groups.
  /// - Returns: What the effects add to the mean, and the variance.
  func group(_ values: [Double], _ case: [MixedRows.Effect]) -> (value: Double, variance: Double) {
    var direction = (0..<design.width).map { column in
      (0..<design.width).reduce(0) { $0 + design.back[$1, column] * values[$1] }
    }
    var sum = 0.0
    var weights: [Int: [Double]] = [:]
    for effect in `case` {
      guard let group = effect.group else { continue }
      let (component, offset) = places[effect.block][group]
      let width = effect.values.count
      for (index, value) in effect.values.enumerated() {
        sum += value * effects[effect.block][group * width + index].value
      }
      var all = weights[component] ?? [Double](repeating: 0, count: design.components[component].order)
      for (index, weight) in relative(effect).enumerated() { all[offset + index] += weight }
      weights[component] = all
    }
    var variance = self.variance(of: `case`)
    for (index, weights) in weights.sorted(by: { $0.key < $1.key }) {
      let component = design.components[index]
      let (order, start) = (component.order, component.start)
      let filled = weights.indices.filter { weights[$0] != 0 }
      for column in filled {
        for row in filled {
          variance -= weights[row] * state.weighted[start + column * order + row] * weights[column]
        }
      }
      for column in 0..<design.width {
        for row in filled {
          direction[column] -= state.weighted[start + (order + column) * order + row] * weights[row]
        }
      }
    }
    return (sum, max(0, max(0, variance) + state.inverse.form(direction, direction)))
  }

  /// T·z of one block.
  private func relative(_ effect: MixedRows.Effect) -> [Double] {
    let factor = state.factors[effect.block]
    let width = effect.values.count
    let half = (0..<width).map { column in
      (column..<width).reduce(0) { $0 + factor[$1, column] * effect.values[$1] }
    }
    return (0..<width).map { row in (0...row).reduce(0) { $0 + factor[row, $1] * half[$1] } }
  }
}
