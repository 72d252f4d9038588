import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// Draws outcomes from a fitted mixed model, beyond its fixed part: effects of all groups and errors.
struct MixedSimulation: Sendable {
  private let blocks: [RandomBlock]
  private let factors: [Matrix]
  private let residual: Double
  private let caseCount: Int

  init(_ model: LinearMixedModel) {
    blocks = model.mixed.blocks
    factors = model.state.factors
    residual = model.residualStandardDeviation
    caseCount = model.mixed.caseCount
  }

  /// Errors alone, of a model in which nothing varies between groups.
  init(residual: Double, caseCount: Int) {
    (blocks, factors) = ([], [])
    self.residual = residual
    self.caseCount = caseCount
  }

  /// The effects of the scaled columns, group after group, and the errors; both in units of the outcome.
  func draw(_ stream: inout RandomStream) -> (effects: [[Double]], errors: [Double]) {
    var effects: [[Double]] = []
    for (block, factor) in zip(blocks, factors) {
      var values: [Double] = []
      values.reserveCapacity(block.labels.count * block.width)
      for _ in block.labels {
        var normals: [Double] = []
        for _ in 0..<block.width { normals.append(stream.normal()) }
        for row in 0..<block.width {
          values.append(residual * (0...row).reduce(0) { $0 + factor[row, $1] * normals[$1] })
        }
      }
      effects.append(values)
    }
    var errors: [Double] = []
    errors.reserveCapacity(caseCount)
    for _ in 0..<caseCount { errors.append(residual * stream.normal()) }
    return (effects, errors)
  }
}

extension LinearMixedModel {
  /// An outcome drawn from the model: its coefficients with new groups and new errors.
  ///
  /// The same seed and stream give the same numbers on every platform. They serve to look at what the model takes for
  /// likely, beside the data.
  ///
  /// - Parameters:
  ///   - seed: The seed of the random numbers.
  ///   - stream: Which of the seed's streams; draws of different streams are independent.
  /// - Returns: One number per case.
  public func simulatedOutcome(seed: UInt64, stream: UInt64 = 0) -> [Double] {
    var numbers = RandomStream(seed: seed, stream: stream)
    let (effects, errors) = MixedSimulation(self).draw(&numbers)
    var outcome = zip(fixedFit, errors).map { $0 + $1 }
    for (block, values) in zip(mixed.blocks, effects) {
      for index in outcome.indices {
        let start = block.groups[index] * block.width
        for effect in 0..<block.width {
          outcome[index] += block.columns[effect][index] * values[start + effect]
        }
      }
    }
    return outcome
  }

  /// How the cases were taken into the design's products.
  ///
  /// - Throws: `InputError` if the reduction fails, which it did not for the fit.
  func replay() throws(InputError) -> ComponentReplay {
    let fixed = try QRFactorization(design.matrix).orthonormal()
    let zeros = [Double](repeating: 0, count: mixed.caseCount)
    let reduction = try ComponentReduction(mixed.blocks, fixed: fixed, residuals: zeros, recording: true)
    return reduction.replay ?? ComponentReplay(width: mixed.width)
  }
}
