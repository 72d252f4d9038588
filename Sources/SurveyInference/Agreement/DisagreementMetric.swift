import SurveyVocabulary

/// How far apart two values are for Krippendorff's alpha, by the level of measurement.
public enum DisagreementMetric: String, Hashable, Sendable, CaseIterable {
  /// 0 for equal values, 1 for others: categories without order.
  case nominal
  /// The number of values between two, squared, each of the two counted half: ranks.
  case ordinal
  /// The difference, squared.
  case interval
  /// The difference over the sum, squared: values of 0 or more with a true zero.
  case ratio

  /// The squared distances of values, row by row; `nil` for ordinal ones, which depend on how often each
  /// value occurs.
  ///
  /// - Throws: `InputError` if a ratio meets a negative value, or squares leave the range of Double.
  func distances(of values: [Double]) throws(InputError) -> [Double]? {
    switch self {
    case .nominal: return values.flatMap { value in values.map { $0 == value ? 0 : 1 } }
    case .ordinal: return nil
    case .interval:
      let sorted = values.sorted()
      let gaps = zip(sorted.dropFirst(), sorted).map { $0 - $1 }
      guard let range = sorted.last.flatMap({ last in sorted.first.map { last - $0 } }), range <= 1e140,
        gaps.allSatisfy({ $0 >= 1e-150 })
      else {
        throw InputError(
          .outOfRange, "categories", "their squared differences leave the range of Double",
          remedy: "rescale the values")
      }
      return values.flatMap { value in values.map { ($0 - value) * ($0 - value) } }
    case .ratio:
      guard let low = values.min(), low >= 0 else {
        throw .outOfRange(
          "categories", value: values.min() ?? .nan, allowed: "0 or more for the ratio metric")
      }
      return values.flatMap { value in
        values.map { other -> Double in
          guard other != value else { return 0 }
          // Halves keep the sum of huge values within the range of Double.
          let unit = max(other, value) > 1e300 ? 0.5 : 1
          let share = (other * unit - value * unit) / (other * unit + value * unit)
          return share * share
        }
      }
    }
  }

  /// The mean ranks of values that occur as often as `marginals` say: their differences are the ordinal
  /// distances, the number of values between two with the two themselves counted half.
  static func ranks(_ marginals: [Double], order: [Int]) -> [Double] {
    var ranks = [Double](repeating: 0, count: marginals.count)
    var below = 0.0
    for place in order {
      ranks[place] = below + marginals[place] / 2
      below += marginals[place]
    }
    return ranks
  }
}
