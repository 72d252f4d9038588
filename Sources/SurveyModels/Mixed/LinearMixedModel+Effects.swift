import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearMixedModel {
  /// Variances and correlations of effects that vary together between groups.
  public struct RandomEffects: Hashable, Sendable {
    /// What the groups are.
    public let grouping: String
    /// The number of groups.
    public let groupCount: Int
    /// The names of the effects.
    public let effects: [String]
    /// The covariance matrix of the effects, in units of the outcome per unit of their columns.
    public let covariance: Matrix
    /// What is at the edge of its range.
    let warnings: [Warning]
  }

  /// What a reader should know about a fit.
  public enum Warning: Hashable, Sendable {
    /// The variance of an effect is estimated as zero: the groups differ no more than the residual explains.
    case zeroVariance(effect: String, grouping: String)
    /// Effects are estimated to determine each other: a correlation of one in size.
    case perfectCorrelation(grouping: String)
    /// The search ended where the criterion still has a slope.
    case notConverged(slope: Double)
  }

  /// Whether a variance is zero or effects determine each other: the fit lies at the edge of what is possible.
  public var isSingular: Bool { randomEffects.contains { !$0.warnings.isEmpty } }
}

extension LinearMixedModel.RandomEffects {
  init(_ block: RandomBlock, factor: Matrix, residual: Double) {
    grouping = block.grouping
    groupCount = block.labels.count
    effects = block.effects
    let width = block.width
    var covariance = Matrix(zeros: width, width)
    var relative = covariance
    for column in 0..<width {
      for row in 0..<width {
        let value = (0...min(row, column)).reduce(0) { $0 + factor[row, $1] * factor[column, $1] }
        relative[row, column] = value
        covariance[row, column] = residual / block.scales[row] * (residual / block.scales[column]) * value
      }
    }
    self.covariance = covariance
    var warnings: [LinearMixedModel.Warning] = []
    let varying = (0..<width).filter { relative[$0, $0] > 1e-8 }
    for index in 0..<width where !varying.contains(index) {
      warnings.append(.zeroVariance(effect: block.effects[index], grouping: block.grouping))
    }
    if varying.count > 1 {
      let elements = varying.flatMap { column in
        varying.map { relative[$0, column] / (relative[$0, $0] * relative[column, column]).squareRoot() }
      }
      let least = (try? SymmetricEigen(Matrix(varying.count, varying.count, elements)))?.values.last
      if least ?? 0 < 1e-6 { warnings.append(.perfectCorrelation(grouping: block.grouping)) }
    }
    self.warnings = warnings
  }

  /// The standard deviations of the effects between groups.
  public var standardDeviations: [Double] { covariance.diagonal.map { $0.squareRoot() } }

  /// The correlation of two effects, by their places; `nil` where one of them does not vary or is not there.
  public func correlation(_ one: Int, _ other: Int) -> Double? {
    guard effects.indices.contains(one), effects.indices.contains(other) else { return nil }
    let product = (covariance[one, one].squareRoot()) * covariance[other, other].squareRoot()
    return product > 0 ? min(1, max(-1, covariance[one, other] / product)) : nil
  }
}

extension LinearMixedModel.Warning: CustomStringConvertible {
  /// The warning in plain words.
  public var description: String {
    switch self {
    case .zeroVariance(let effect, let grouping):
      "singular fit: the variance of \(effect) between \(grouping) is estimated as zero; the data hold no sign of it"
    case .perfectCorrelation(let grouping):
      "singular fit: the effects of \(grouping) are estimated to be perfectly correlated; "
        + "the data do not support as many effects"
    case .notConverged(let slope):
      "the search ended where the criterion still has a slope of \(slope): do not rely on the variances"
    }
  }
}
