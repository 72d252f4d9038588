import SurveyProbability
import SurveyVocabulary

/// How the distance covariance of other orders of one variable lies to the observed one.
struct DistanceOrders {
  /// The most cases whose orders are enumerated, and the most whose distances are kept for random orders.
  static let mostEnumerated = 9
  static let mostKept = 3_000

  private let count: Int
  private let first: [Double]
  private let second: [Double]
  private let observed: Double
  private let slack: Double

  init(_ x: CaseDistances, _ y: CaseDistances) throws(InputError) {
    let n = x.count
    guard n <= Self.mostKept else {
      throw .infeasible(
        "method", "orders of \(n) cases take too much memory",
        remedy: "3,000 cases are the most; or `.studentT`")
    }
    count = n
    var (a, b) = ([Double](), [Double]())
    for i in 0..<n {
      for j in 0..<n {
        a.append(x.centered(i, j))
        b.append(y.centered(i, j))
      }
    }
    (first, second) = (a, b)
    observed = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
    slack = 1e-12 * zip(a, b).reduce(0) { $0 + ($1.0 * $1.1).magnitude }
  }

  /// Goes through all orders, case by case: what the cases placed so far give is added once.
  ///
  /// - Throws: `InputError` if there are too many cases.
  func enumerated() throws(InputError) -> NullCounts {
    guard count <= Self.mostEnumerated else {
      throw .infeasible(
        "method", "the orders of \(count) cases are too many to enumerate",
        remedy: "ask for `.monteCarlo(permutations:seed:)`")
    }
    var counts = NullCounts()
    var order: [Int] = []
    var isTaken = [Bool](repeating: false, count: count)
    place(&order, &isTaken, 0, &counts)
    return counts
  }

  private func place(_ order: inout [Int], _ isTaken: inout [Bool], _ sum: Double, _ counts: inout NullCounts)
  {
    let i = order.count
    guard i < count else {
      counts.add(1, atOrBelow: sum <= observed + slack, atOrAbove: sum >= observed - slack)
      return
    }
    for value in 0..<count where !isTaken[value] {
      var next = sum + first[i * count + i] * second[value * count + value]
      for (j, earlier) in order.enumerated() {
        next += 2 * first[i * count + j] * second[value * count + earlier]
      }
      order.append(value)
      isTaken[value] = true
      place(&order, &isTaken, next, &counts)
      isTaken[value] = false
      order.removeLast()
    }
  }

  /// Draws orders at random.
  ///
  /// - Throws: `InputError` where none or too many are asked for.
  static func sampled(
    _ x: CaseDistances, _ y: CaseDistances, _ permutations: Int, seed: UInt64
  ) throws(InputError) -> NullCounts {
    try RandomOrders.check(permutations, cases: Double(x.count) * Double(x.count) / 2)
    let orders = try DistanceOrders(x, y)
    let n = orders.count
    var counts = NullCounts()
    RandomOrders.draw(permutations, of: n, seed: seed) { order in
      var sum = 0.0
      for i in 0..<n {
        let (row, other) = (i * n, order[i] * n)
        var part = 0.0
        for j in 0..<i { part += orders.first[row + j] * orders.second[other + order[j]] }
        sum += 2 * part + orders.first[row + i] * orders.second[other + order[i]]
      }
      counts.add(
        1, atOrBelow: sum <= orders.observed + orders.slack, atOrAbove: sum >= orders.observed - orders.slack)
    }
    return counts
  }
}
