import SurveyInference
import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Refits of two nested mixed models to outcomes drawn from the simpler one.
struct NestedRefits: Sendable {
  /// A model with what its refits need.
  private struct Side: Sendable {
    let design: MixedDesign
    let replay: ComponentReplay
    let start: [Double]

    init(_ model: LinearMixedModel) throws(InputError) {
      design = model.mixed
      replay = try model.replay()
      start = model.state.start
    }

    /// -2 log likelihood of a drawn outcome; `nil` where the search fails.
    func deviance(_ effects: [[Double]], _ errors: [Double], restricted: Bool) -> Double? {
      let drawn = drawn(effects, errors)
      guard let found = try? MixedSearch(drawn, restricted: restricted, from: start), found.converged
      else { return nil }
      return drawn.deviance(found.state, restricted: restricted)
    }

    /// -2 log likelihood of drawn errors where nothing varies between groups.
    func plainDeviance(_ errors: [Double], restricted: Bool) -> Double? {
      let drawn = drawn(design.blocks.map { _ in [] }, errors)
      guard let state = MixedState(drawn, start.map { _ in 0 }, derivatives: false) else { return nil }
      return drawn.deviance(state, restricted: restricted)
    }

    private func drawn(_ effects: [[Double]], _ errors: [Double]) -> MixedDesign {
      replay.design(
        design, errors.map { $0 / design.scale }, effects.map { $0.map { $0 / design.scale } })
    }
  }

  let ratio: Double
  let coefficientCount: Int
  let varianceCount: Int
  private let larger: Side
  /// The simpler model; `nil` where it has no random term.
  private let smaller: Side?
  private let simulation: MixedSimulation
  private let restricted: Bool
  /// For each block of the larger model the block of the simpler one with some of its effects, and for each effect
  /// its place there.
  private let sources: [(block: Int, effects: [Int?])?]
  private let threshold: Double

  /// Compares two models.
  ///
  /// - Throws: `InputError` as ``ParametricBootstrapTest`` says.
  init(_ model: LinearMixedModel, _ simpler: LinearMixedModel, _ plan: BootstrapPlan) throws(InputError) {
    guard model.estimation == simpler.estimation else {
      throw InputError(
        .definition, "models", "they were estimated in different ways", remedy: "use one for both")
    }
    guard model.outcome == simpler.outcome else {
      throw InputError(.definition, "models", "they differ in their outcome or their cases")
    }
    try model.checkConverged()
    try simpler.checkConverged()
    try plan.checkDraws(of: model.mixed.caseCount)
    guard try simpler.fixedTermsAreWithin(model) else {
      throw InputError(
        .definition, "models", "the fixed terms of the simpler one do not follow from those of the other",
        remedy: "only nested models can be compared")
    }
    coefficientCount = model.mixed.width - simpler.mixed.width
    varianceCount = model.parameterCount - simpler.parameterCount - coefficientCount
    restricted = model.estimation == .reml
    guard coefficientCount == 0 || !restricted else {
      throw InputError(
        .definition, "models", "restricted likelihoods of different fixed terms cannot be compared",
        remedy: "estimate both with .ml")
    }
    var sources = [(block: Int, effects: [Int?])?](repeating: nil, count: model.mixed.blocks.count)
    for (number, block) in simpler.mixed.blocks.enumerated() {
      let place = model.mixed.blocks.indices.first {
        sources[$0] == nil && model.mixed.blocks[$0].includes(block)
      }
      guard let place else {
        throw InputError(
          .definition, "models", "a random term of the simpler one is not in the other",
          remedy: "only nested models can be compared")
      }
      let columns = model.mixed.blocks[place].columns
      sources[place] = (number, columns.map { column in block.columns.firstIndex(of: column) })
    }
    self.sources = sources
    guard coefficientCount > 0 || varianceCount > 0 else {
      throw InputError(.definition, "models", "they do not differ")
    }
    larger = try Side(model)
    smaller = try Side(simpler)
    simulation = MixedSimulation(simpler)
    threshold = 1e-9 * max(1, model.criterion.magnitude)
    ratio = Self.cleared(simpler.criterion - model.criterion, threshold)
  }

  /// Draws from the model in which nothing varies between groups.
  ///
  /// - Throws: `InputError` if the fit has not converged, or there are no or too many draws.
  init(_ model: LinearMixedModel, _ plan: BootstrapPlan) throws(InputError) {
    try model.checkConverged()
    try plan.checkDraws(of: model.mixed.caseCount)
    restricted = model.estimation == .reml
    coefficientCount = 0
    varianceCount = model.mixed.blocks.reduce(0) { $0 + $1.parameterCount }
    sources = model.mixed.blocks.map { _ in nil }
    larger = try Side(model)
    smaller = nil
    // The ratio depends on no scale: errors of the size of the residual of least squares will do.
    let freedom = Double(model.mixed.caseCount - model.mixed.width)
    simulation = MixedSimulation(
      residual: model.mixed.scale / freedom.squareRoot(), caseCount: model.mixed.caseCount)
    threshold = 1e-9 * max(1, model.criterion.magnitude)
    ratio = Self.cleared(-model.state.criterion(model.mixed, restricted: restricted), threshold)
  }

  /// The ratios of the draws of a part; `nil` where a fit failed.
  func part(_ number: Int, of plan: BootstrapPlan) -> [Double?] {
    var stream = RandomStream(seed: plan.seed, stream: UInt64(number))
    return (0..<plan.size(ofPart: number)).map { _ in
      let (effects, errors) = simulation.draw(&stream)
      let plain =
        smaller.map { $0.deviance(effects, errors, restricted: restricted) }
        ?? larger.plainDeviance(errors, restricted: restricted)
      guard let simple = plain,
        let large = larger.deviance(spread(effects), errors, restricted: restricted)
      else { return nil }
      return Self.cleared(simple - large, threshold)
    }
  }

  /// The effects of the simpler model in the places of the larger one.
  private func spread(_ effects: [[Double]]) -> [[Double]] {
    zip(sources, larger.design.blocks).map { source, block in
      guard let source, let smaller else { return [] }
      let width = smaller.design.blocks[source.block].width
      return block.labels.indices.flatMap { group in
        source.effects.map { place in place.map { effects[source.block][group * width + $0] } ?? 0 }
      }
    }
  }

  /// What rounding and the end of a search leave of a ratio of one is zero.
  private static func cleared(_ ratio: Double, _ threshold: Double) -> Double {
    ratio <= threshold ? 0 : ratio
  }
}

extension LinearMixedModel {
  /// Whether every fixed column of this model is a weighted sum of those of another.
  fileprivate func fixedTermsAreWithin(_ other: LinearMixedModel) throws(InputError) -> Bool {
    guard mixed.width <= other.mixed.width else { return false }
    let axes = try QRFactorization(other.design.matrix).orthonormal()
    for index in 0..<mixed.width {
      // Taken in units of the largest value, so that squares stay within the range of Double.
      let column = design.matrix[column: index]
      let largest = column.reduce(0) { max($0, $1.magnitude) }
      guard largest > 0 else { continue }
      let scaled = column.map { $0 / largest }
      let shares = try axes.transposed.times(scaled)
      let rest = zip(scaled, try axes.times(shares)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
      guard rest <= 1e-18 * scaled.reduce(0, { $0 + $1 * $1 }) else { return false }
    }
    return true
  }
}
