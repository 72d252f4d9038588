import SurveyVocabulary

/// A number that a linear mixed model estimates.
public enum MixedParameter: Hashable, Sendable {
  /// The coefficient of a column of the fixed terms.
  case coefficient(String)
  /// The standard deviation of an effect between groups, in units of the outcome per unit of the effect's column.
  case standardDeviation(effect: String, grouping: String)
  /// The correlation of two effects of a group.
  case correlation(effect: String, with: String, grouping: String)
  /// The standard deviation of the residual, in units of the outcome.
  case residualStandardDeviation
}

extension MixedParameter: CustomStringConvertible {
  /// The parameter in words, such as "SD of days between subject".
  public var description: String {
    switch self {
    case .coefficient(let name): name
    case .standardDeviation(let effect, let grouping): "SD of \(effect) between \(grouping)"
    case .correlation(let effect, let other, let grouping):
      "correlation of \(effect) and \(other) between \(grouping)"
    case .residualStandardDeviation: "residual SD"
    }
  }
}

extension MixedParameter {
  /// Where a parameter stands in a model.
  enum Place: Hashable, Sendable {
    case coefficient(Int)
    case deviation(block: Int, effect: Int)
    case correlation(block: Int, Int, Int)
    case residual
  }
}

extension LinearMixedModel {
  /// All parameters: the coefficients, then for each random term standard deviations and correlations, the residual
  /// last.
  public var parameters: [MixedParameter] { places.map(\.parameter) }

  /// The parameters with their places.
  var places: [(parameter: MixedParameter, place: MixedParameter.Place)] {
    var places: [(parameter: MixedParameter, place: MixedParameter.Place)] = []
    for (index, coefficient) in coefficients.enumerated() {
      places.append((.coefficient(coefficient.name), .coefficient(index)))
    }
    for (number, block) in mixed.blocks.enumerated() {
      for (index, effect) in block.effects.enumerated() {
        places.append(
          (
            .standardDeviation(effect: effect, grouping: block.grouping),
            .deviation(block: number, effect: index)
          ))
      }
      for other in block.effects.indices {
        for index in 0..<other {
          places.append(
            (
              .correlation(
                effect: block.effects[index], with: block.effects[other], grouping: block.grouping),
              .correlation(block: number, index, other)
            ))
        }
      }
    }
    places.append((.residualStandardDeviation, .residual))
    return places
  }

  /// The parameters that were asked for, all of them where nothing was.
  ///
  /// - Throws: `InputError` if one is unknown or named twice.
  func places(
    of wanted: [MixedParameter]?
  ) throws(InputError) -> [(parameter: MixedParameter, place: MixedParameter.Place)] {
    guard let wanted else { return places }
    guard !wanted.isEmpty else { throw .tooFew("parameters", found: 0, needed: 1) }
    var found: [(parameter: MixedParameter, place: MixedParameter.Place)] = []
    for (index, parameter) in wanted.enumerated() {
      guard let place = places.first(where: { $0.parameter == parameter }) else {
        throw .unknownName("\(parameter)", among: parameters.map(\.description), subject: "parameters")
      }
      guard !wanted[..<index].contains(parameter) else {
        throw InputError(.definition, "parameters", "\(parameter) is named twice")
      }
      found.append(place)
    }
    return found
  }
}
