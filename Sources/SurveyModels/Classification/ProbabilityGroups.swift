import SurveyInference
import SurveyVocabulary

/// How cases are put together by their probabilities.
public enum ProbabilityGrouping: Hashable, Sendable {
  /// By so many quantiles of the probabilities (R's type 7): from one distinct quantile to the next, closed
  /// above, and the smallest probability in the first group. Equal probabilities stay together, so that there
  /// can be fewer groups than were asked for.
  case quantiles(Int)
  /// One group for each distinct probability.
  case distinctValues
}

/// Cases with similar probabilities of an event, and what happened to them.
public struct ProbabilityGroup: Hashable, Sendable {
  /// The smallest and the largest probability.
  public let probabilities: ClosedRange<Double>
  /// The number of cases.
  public let count: Int
  /// The number of events.
  public let observed: Int
  /// The sum of the probabilities: the number of events that is expected.
  public let expected: Double
  /// The share of events.
  public var observedShare: Double { Double(observed) / Double(count) }
  /// The mean probability.
  public var expectedShare: Double { expected / Double(count) }
}

/// Probabilities of events, checked, with what happened.
struct JudgedProbabilities {
  let probabilities: [Double]
  let outcome: [Bool]

  /// Probabilities that differ by no more than this count as equal: those of equal cases by a model differ by
  /// rounding.
  static let tolerance = 1e-12

  /// - Throws: `InputError` if there is no case, the lists differ in length, or a number is no probability.
  init(
    _ probabilities: some Collection<Double>, by outcome: some Collection<Bool>
  ) throws(InputError) {
    let values = try finiteValues(probabilities, "probabilities", atLeast: 1)
    try checkEqualLength(values.count, "probabilities", outcome.count, "outcome")
    if let stranger = values.first(where: { $0 < 0 || $0 > 1 }) {
      throw .outOfRange("probabilities", value: stranger, allowed: "a probability from 0 to 1")
    }
    self.probabilities = values
    self.outcome = Array(outcome)
  }

  /// 1 for an event, 0 for none.
  var numbers: [Double] { outcome.map { $0 ? 1 : 0 } }

  /// The places of the cases of each group, by ascending probability.
  ///
  /// - Throws: `InputError` if the number of groups is not from 2 to 1,000.
  func places(_ grouping: ProbabilityGrouping) throws(InputError) -> [[Int]] {
    let order = probabilities.indices.sorted { probabilities[$0] < probabilities[$1] }
    var distinct: [[Int]] = []
    var last = -Double.infinity
    for place in order {
      if probabilities[place] - last > Self.tolerance { distinct.append([]) }
      distinct[distinct.count - 1].append(place)
      last = probabilities[place]
    }
    guard case .quantiles(let count) = grouping else { return distinct }
    guard (2...1_000).contains(count) else {
      throw .outOfRange("groups", value: Double(count), allowed: "a number from 2 to 1,000")
    }
    let sorted = order.map { probabilities[$0] }
    var groups: [[Int]] = []
    var next = 0
    for part in 1...count {
      let limit =
        part == count ? 1 : Quantiles.quantile(Double(part) / Double(count), of: sorted, .seven)
      // Limits at the smallest probability bound no group: its cases belong to the next limit's.
      if part < count, limit <= sorted[0] + Self.tolerance { continue }
      var group: [Int] = []
      while next < distinct.count, probabilities[distinct[next][0]] <= limit + Self.tolerance {
        group += distinct[next]
        next += 1
      }
      if !group.isEmpty { groups.append(group) }
    }
    return groups
  }

  /// What happened in a group of cases, which is not empty.
  func group(_ places: [Int]) -> ProbabilityGroup {
    let values = places.map { probabilities[$0] }
    let low = values.min() ?? 0
    return ProbabilityGroup(
      probabilities: low...max(low, values.max() ?? low), count: places.count,
      observed: places.count { outcome[$0] }, expected: values.reduce(0, +))
  }
}

extension ProbabilityGrouping {
  /// The grouping in words.
  var name: String {
    switch self {
    case .quantiles(let count): "\(count) quantiles"
    case .distinctValues: "distinct probabilities"
    }
  }

  /// What a reader must know where fewer groups came out than were asked for.
  func note(formed: Int) -> [String] {
    guard case .quantiles(let asked) = self, formed < asked else { return [] }
    return ["Equal probabilities stay together: \(asked) groups were asked for, \(formed) were formed."]
  }
}
