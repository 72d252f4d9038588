/// The keys under which the sum of a set of items would vary most, where these are not the present ones.
///
/// With the variances given, the sum varies most where its alpha is largest. One wrongly keyed item
/// shows in its own item-rest correlation; several spoil the rest that each is compared with, so that
/// the keys are looked for together. The hint is information: nothing is reversed.
public struct KeyingHint: Hashable, Sendable {
  /// The items that run against the others, by their places; the smaller part of the items.
  public let items: [Int]
  /// What alpha would be if they were reversed.
  public let alpha: Double
  /// Whether all keys were compared; beyond sixteen items the search starts from the signs of the first
  /// principal component and improves them one by one.
  public let isExhaustive: Bool

  /// The hint for a covariance matrix; `nil` if no other keys make the sum vary more.
  init?(_ covariances: ItemCovariances) {
    let order = covariances.order
    guard order >= 2, (0..<order).contains(where: { row in (0..<row).contains { covariances[row, $0] < 0 } })
    else { return nil }
    let search = KeySearch(covariances)
    isExhaustive = order <= KeySearch.mostExhaustiveItems
    let signs = isExhaustive ? search.best() : search.improved(search.principalSigns())
    let (total, present) = (search.variance(signs), search.variance(search.presentSigns))
    guard total > present + 1e-12 * search.trace else { return nil }
    let negative = (0..<order).filter { signs[$0] < 0 }
    let positive = (0..<order).filter { signs[$0] > 0 }
    items = negative.count <= positive.count ? negative : positive
    let k = Double(order)
    alpha = min(1, k / (k - 1) * ((total - search.trace) / total))
  }
}

/// The search for the signs d that make d'Cd largest.
private struct KeySearch {
  static let mostExhaustiveItems = 16
  private let covariances: ItemCovariances
  private let order: Int
  let trace: Double

  init(_ covariances: ItemCovariances) {
    self.covariances = covariances
    order = covariances.order
    trace = (0..<covariances.order).reduce(0) { $0 + covariances[$1, $1] }
  }

  var presentSigns: [Double] { [Double](repeating: 1, count: order) }

  /// d'Cd.
  func variance(_ signs: [Double]) -> Double {
    signs.indices.reduce(0) { $0 + signs[$1] * pull(signs, $1) }
  }

  /// The covariance of an item with the signed sum.
  private func pull(_ signs: [Double], _ row: Int) -> Double {
    signs.indices.reduce(0) { $0 + signs[$1] * covariances[row, $1] }
  }

  /// All signs with the first item positive, each differing from the one before in one sign (Gray code).
  func best() -> [Double] {
    var signs = presentSigns
    var pulls = signs.indices.map { pull(signs, $0) }
    var (value, largest, best) = (variance(signs), variance(signs), signs)
    for step in 1..<(1 << (order - 1)) {
      let item = step.trailingZeroBitCount + 1
      value -= 4 * (signs[item] * pulls[item] - covariances[item, item])
      signs[item] = -signs[item]
      for other in 0..<order { pulls[other] += 2 * signs[item] * covariances[other, item] }
      // A lead that is rounding is none: of equal keys the first ones stay.
      if value > largest + 1e-12 * trace { (largest, best) = (value, signs) }
    }
    return best
  }

  /// The signs of the first eigenvector, by powers of the matrix.
  func principalSigns() -> [Double] {
    guard trace > 0 else { return presentSigns }
    // Unequal weights, so that no item's start is at right angles to the vector looked for.
    var vector = (0..<order).map { 1 + 1 / Double($0 + 2) }
    var (signs, steady) = ([Bool](), 0)
    for _ in 0..<200 where steady < 10 {
      let next = (0..<order).map { row in
        (0..<order).reduce(0) { $0 + vector[$1] * (covariances[row, $1] / trace) }
      }
      let size = next.reduce(0) { max($0, $1.magnitude) }
      guard size > 0 else { return presentSigns }
      vector = next.map { $0 / size }
      let own = vector.map { $0 < 0 }
      steady = own == signs ? steady + 1 : 0
      signs = own
    }
    return vector.map { $0 < 0 ? -1 : 1 }
  }

  /// Turns the sign that helps most, until none does.
  func improved(_ start: [Double]) -> [Double] {
    var signs = start
    var pulls = signs.indices.map { pull(signs, $0) }
    for _ in 0..<(4 * order) {
      let gains = signs.indices.map { covariances[$0, $0] - signs[$0] * pulls[$0] }
      guard let item = gains.indices.max(by: { gains[$0] < gains[$1] }), gains[item] > 1e-12 * trace else {
        break
      }
      signs[item] = -signs[item]
      for other in 0..<order { pulls[other] += 2 * signs[item] * covariances[other, item] }
    }
    return signs
  }
}
