import SurveyLinearAlgebra
import SurveyVocabulary

extension LinearMixedModel {
  /// The logarithm of the likelihood at its maximum, restricted with REML.
  public var logLikelihood: Double { -criterion / 2 }

  /// Coefficients, variances, covariances and the residual variance.
  public var parameterCount: Int {
    coefficients.count + mixed.blocks.reduce(0) { $0 + $1.parameterCount } + 1
  }

  /// Akaike's criterion; with REML comparable only between models of the same fixed terms.
  public var aic: Double { criterion + 2 * Double(parameterCount) }

  /// Schwarz's criterion with the number of cases; with REML comparable only between models of the same fixed
  /// terms.
  public var bic: Double { criterion + naturalLog(Double(mixed.caseCount)) * Double(parameterCount) }

  /// The share of the variance that lies between groups, where only the level varies: the correlation of two cases
  /// that share all groups; `nil` where a slope varies.
  public var intraclassCorrelation: Double? {
    guard randomEffects.allSatisfy({ $0.effects == [Design.interceptName] }) else { return nil }
    let between = randomEffects.reduce(0) { $0 + $1.covariance[0, 0] }
    return between / (between + residualStandardDeviation * residualStandardDeviation)
  }

  /// The share of variance that the fixed terms explain (Nakagawa & Schielzeth 2013).
  public var marginalRSquared: Double { parts.fixed / totalVariance }

  /// The share of variance that fixed and random terms explain (Nakagawa & Schielzeth 2013; Johnson 2014 where
  /// slopes vary).
  public var conditionalRSquared: Double { (parts.fixed + parts.random) / totalVariance }

  private var totalVariance: Double {
    parts.fixed + parts.random + residualStandardDeviation * residualStandardDeviation
  }
}

extension LinearMixedModel {
  /// The predicted effect of one group: the mean of what it can be, given the data.
  public struct GroupEffect: Hashable, Sendable {
    /// What the groups are.
    public let grouping: String
    /// The group.
    public let group: String
    /// The effect.
    public let effect: String
    /// The best linear unbiased prediction, in units of the outcome per unit of the effect's column.
    public let value: Double
    /// The standard deviation of what the effect can be, given the data and the coefficients.
    public let conditionalStandardDeviation: Double
  }

  /// The effects of all groups, term after term, groups in the order of their first case; computed on request.
  ///
  /// They are drawn towards zero, the more so the fewer cases a group has.
  public var groupEffects: [GroupEffect] {
    var found: [GroupEffect] = []
    for (number, values) in blockEffects.enumerated() {
      let block = mixed.blocks[number]
      for (group, label) in block.labels.enumerated() {
        for (effect, name) in block.effects.enumerated() {
          let (value, deviation) = values[group * block.width + effect]
          found.append(
            GroupEffect(
              grouping: block.grouping, group: label, effect: name,
              value: value / block.scales[effect],
              conditionalStandardDeviation: deviation / block.scales[effect]
            ))
        }
      }
    }
    return found
  }

  /// The fitted values, one per case, the effects of its groups included; computed on request.
  public var fitted: [Double] {
    var fitted = fixedFit
    for (block, effects) in zip(mixed.blocks, blockEffects) {
      for index in fitted.indices {
        let start = block.groups[index] * block.width
        for effect in 0..<block.width {
          fitted[index] += block.columns[effect][index] * effects[start + effect].value
        }
      }
    }
    return fitted
  }

  /// The outcome minus the fitted values, one per case; computed on request.
  public var residuals: [Double] { zip(outcome, fitted).map { $0 - $1 } }

  /// The effects of the scaled columns and their conditional standard deviations, group after group.
  var blockEffects: [[(value: Double, deviation: Double)]] {
    var found = mixed.blocks.map { block in
      [(value: Double, deviation: Double)](repeating: (0, 0), count: block.labels.count * block.width)
    }
    let relative = state.factors.map { $0.leadingProduct($0.transposed) }
    for component in mixed.components {
      let order = component.order
      for part in component.parts {
        let covariance = relative[part.block]
        let width = covariance.rowCount
        let places = (0..<width).map { part.offset + $0 }
        let weights = places.map { place in
          var value = state.weighted[component.start + (order + mixed.width) * order + place]
          for column in 0..<mixed.width {
            value -= state.weighted[component.start + (order + column) * order + place] * state.gamma[column]
          }
          return value
        }
        for effect in 0..<width {
          let row = (0..<width).map { covariance[effect, $0] }
          let value = zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
          var explained = 0.0
          for left in 0..<width {
            for right in 0..<width {
              explained +=
                row[left] * state.weighted[component.start + places[right] * order + places[left]]
                * row[right]
            }
          }
          let variance = max(0, covariance[effect, effect] - explained)
          found[part.block][part.group * width + effect] = (
            value * mixed.scale, variance.squareRoot() * residualStandardDeviation
          )
        }
      }
    }
    return found
  }
}
