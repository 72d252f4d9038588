import SurveyVocabulary

/// A table that draws from a finite distribution in constant time (Walker 1977,
/// doi:10.1145/355744.355749; built as in Vose 1991, doi:10.1109/32.92917).
public struct AliasTable: Sendable {
  /// The probability of keeping a place.
  private let kept: [Double]
  /// The place that a refused one stands for.
  private let aliases: [Int]

  /// Makes a table from weights, which are divided by their sum.
  ///
  /// - Throws: `InputError` if there is no weight, if a weight is negative or not finite, or if all are zero.
  public init(weights: some Collection<Double>) throws(InputError) {
    let shares = try Self.shares(weights)
    let count = shares.count
    var scaled = shares.map { $0 * Double(count) }
    var kept = [Double](repeating: 1, count: count)
    var aliases = Array(0..<count)
    var small = scaled.indices.filter { scaled[$0] < 1 }
    var large = scaled.indices.filter { scaled[$0] >= 1 }
    while let less = small.popLast() {
      guard let more = large.popLast() else { continue }
      kept[less] = scaled[less]
      aliases[less] = more
      scaled[more] -= 1 - scaled[less]
      if scaled[more] < 1 { small.append(more) } else { large.append(more) }
    }
    self.kept = kept
    self.aliases = aliases
  }

  /// The number of places.
  public var count: Int { kept.count }

  /// A random place.
  public func sample(using stream: inout RandomStream) -> Int {
    let place = stream.index(below: kept.count)
    return stream.uniform() < kept[place] ? place : aliases[place]
  }

  /// The weights divided by their sum, checked.
  static func shares(_ weights: some Collection<Double>) throws(InputError) -> [Double] {
    let values = try finiteValues(weights, "weights", atLeast: 1)
    // Scaled by the largest, so that the sum cannot overflow.
    let largest = values.max() ?? 0
    guard largest > 0, (values.min() ?? 0) >= 0 else {
      throw InputError(.outOfRange, "weights", "must not be negative, and not all zero")
    }
    let scaled = values.map { $0 / largest }
    let total = scaled.reduce(0, +)
    return scaled.map { $0 / total }
  }
}
