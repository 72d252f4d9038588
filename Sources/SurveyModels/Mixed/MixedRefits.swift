import SurveyInference
import SurveyProbability
import SurveyVocabulary

/// Refits of a mixed model to outcomes that it draws itself, in a fixed number of parts with a random stream each, so that
/// the answer does not depend on how many workers share them.
struct MixedRefits: Sendable {
  /// One refit; `nil` where the search fails.
  struct Refit: Sendable {
    /// The parameters in the order of their places; `nil` for a correlation that does not exist.
    let values: [Double?]
    let isSingular: Bool
    let converged: Bool
  }

  private let design: MixedDesign
  private let simulation: MixedSimulation
  private let replay: ComponentReplay
  private let restricted: Bool
  private let start: [Double]
  private let coefficients: [Double]
  private let places: [MixedParameter.Place]

  init(_ model: LinearMixedModel, _ places: [MixedParameter.Place]) throws(InputError) {
    design = model.mixed
    simulation = MixedSimulation(model)
    replay = try model.replay()
    restricted = model.estimation == .reml
    start = model.state.start
    coefficients = model.coefficients.map(\.value)
    self.places = places
  }

  /// The refits of a part.
  func part(_ number: Int, of plan: BootstrapPlan) -> [Refit?] {
    var stream = RandomStream(seed: plan.seed, stream: UInt64(number))
    return (0..<plan.size(ofPart: number)).map { _ in refit(&stream) }
  }

  private func refit(_ stream: inout RandomStream) -> Refit? {
    let (effects, errors) = simulation.draw(&stream)
    let drawn = replay.design(
      design, errors.map { $0 / design.scale }, effects.map { $0.map { $0 / design.scale } })
    guard let found = try? MixedSearch(drawn, restricted: restricted, from: start) else { return nil }
    let values = found.state.values(of: places, drawn, coefficients, restricted: restricted)
    let effectsFound = zip(design.blocks, found.state.factors).map {
      LinearMixedModel.RandomEffects($0, factor: $1, residual: 1)
    }
    return Refit(
      values: values, isSingular: effectsFound.contains { !$0.warnings.isEmpty }, converged: found.converged)
  }
}

extension MixedState {
  /// The parameters at some places.
  ///
  /// - Parameters:
  ///   - places: Which parameters.
  ///   - design: The design of the state.
  ///   - base: What the coefficients of the orthonormal columns are added to.
  ///   - restricted: Whether the likelihood is the restricted one.
  /// - Returns: One value for each place; `nil` for a correlation that does not exist.
  func values(
    of places: [MixedParameter.Place], _ design: MixedDesign, _ base: [Double], restricted: Bool
  ) -> [Double?] {
    let freedom = Double(restricted ? design.caseCount - design.width : design.caseCount)
    let sigma = (residual / freedom).squareRoot() * design.scale
    return places.map { place in
      switch place {
      case .coefficient(let index):
        let shift = (0..<design.width).reduce(0) { $0 + design.back[index, $1] * gamma[$1] }
        return base[index] + design.scale * shift
      case .deviation(let block, let effect):
        let factor = factors[block]
        let square = (0...effect).reduce(0) { $0 + factor[effect, $1] * factor[effect, $1] }
        return sigma * square.squareRoot() / design.blocks[block].scales[effect]
      case .correlation(let block, let one, let other):
        return MixedDeviance.correlation(factors[block], one, other)
      case .residual: return sigma
      }
    }
  }
}
