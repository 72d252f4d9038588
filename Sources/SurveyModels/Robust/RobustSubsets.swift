import SurveyProbability
import SurveyVocabulary

/// The subsets of cases that a search for the smallest scale starts from.
public enum RobustSubsets: Hashable, Sendable, Codable {
  /// Random subsets of as many cases as there are coefficients; one of dependent cases is drawn again.
  case random(Int = 1_000, seed: UInt64 = 1)
  /// Every subset of as many cases as there are coefficients, up to 200,000.
  case all
}

extension RobustSubsets {
  static let most = 200_000

  /// The number of subsets that all cases have; `nil` beyond the bound.
  static func count(_ n: Int, choose k: Int) -> Int? {
    var count = 1
    for step in 1...max(min(k, n - k), 1) {
      let (product, overflow) = count.multipliedReportingOverflow(by: n - step + 1)
      guard !overflow else { return nil }
      count = product / step
      guard count <= most else { return nil }
    }
    return count
  }

  /// Refuses more subsets than the bound, or none.
  func check(cases: Int, columns: Int) throws(InputError) {
    switch self {
    case .random(let count, _):
      guard (1...Self.most).contains(count) else {
        throw .outOfRange("subsets", value: Double(count), allowed: "1 to 200,000")
      }
    case .all:
      guard Self.count(cases, choose: columns) != nil else {
        throw .infeasible(
          "subsets", "\(cases) cases have more than 200,000 subsets of \(columns)", remedy: "use .random")
      }
    }
  }

  /// Gives each subset to a body, which says whether its cases are independent.
  ///
  /// - Returns: The number of subsets whose cases are.
  func forEach(
    cases: Int, columns: Int, _ body: (_ rows: [Int]) throws(InputError) -> Bool
  ) throws(InputError) -> Int {
    var used = 0
    switch self {
    case .random(let count, let seed):
      var stream = RandomStream(seed: seed)
      // Data with few distinct rows have many dependent subsets.
      var draws = 0
      while used < count, draws < 20 * count {
        draws += 1
        if try body(stream.sample(columns, of: cases).sorted()) { used += 1 }
      }
    case .all:
      var rows = Array(0..<columns)
      var isLast = false
      while !isLast {
        if try body(rows) { used += 1 }
        var place = columns - 1
        while place >= 0, rows[place] == cases - columns + place { place -= 1 }
        isLast = place < 0
        if !isLast {
          rows[place] += 1
          for next in (place + 1)..<max(columns, place + 1) { rows[next] = rows[next - 1] + 1 }
        }
      }
    }
    return used
  }
}
