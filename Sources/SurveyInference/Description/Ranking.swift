import SurveyVocabulary

/// The ranks of values, by one of five rules for values that are equal.
///
/// The smallest value has the lowest rank. The ranks stand in the order of the values.
public struct Ranking: Finding {
  /// The stable name of the method.
  public static let methodID = "ranking/1"

  /// The ranks that equal values get. For the values 10, 20, 20, 30 they are:
  public enum TieRule: String, Hashable, Sendable, Codable, CaseIterable {
    /// The mean of the ranks that they take up, the midrank: 1, 2.5, 2.5, 4.
    case average
    /// The lowest of these ranks, as in a sports competition: 1, 2, 2, 4.
    case minimum
    /// The highest of these ranks: 1, 3, 3, 4.
    case maximum
    /// The number of different values up to theirs: 1, 2, 2, 3.
    case dense
    /// Ranks of their own, in the order in which the values stand: 1, 2, 3, 4.
    case ordinal
  }

  /// The rank of each value, in the order of the values; 1 is the lowest.
  public let ranks: [Double]
  /// The ranks that equal values get.
  public let ties: TieRule
  /// The different values, in ascending order.
  public let distinctValues: [Double]
  /// How often each of them came.
  public let tieSizes: [Int]
  /// The name of the variable for print, and the cases.
  public var context: DataContext

  /// Ranks values.
  ///
  /// - Parameters:
  ///   - values: The values; zero and negative zero are equal.
  ///   - ties: The ranks that equal values get.
  /// - Throws: `InputError` if there is no value, or one is not finite.
  public init(_ values: some Collection<Double>, ties: TieRule = .average) throws(InputError) {
    let finite = try finiteValues(values, "values", atLeast: 1)
    // Equal values stay in their order.
    let order = finite.indices.sorted { (finite[$0], $0) < (finite[$1], $1) }
    var ranks = [Double](repeating: 0, count: finite.count)
    var (distinct, sizes): ([Double], [Int]) = ([], [])
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, finite[order[end]] == finite[order[start]] { end += 1 }
      distinct.append(finite[order[start]] + 0)
      sizes.append(end - start)
      for place in start..<end {
        ranks[order[place]] =
          switch ties {
          case .average: Double(start + 1 + end) / 2
          case .minimum: Double(start + 1)
          case .maximum: Double(end)
          case .dense: Double(distinct.count)
          case .ordinal: Double(place + 1)
          }
      }
      start = end
    }
    self.ranks = ranks
    self.ties = ties
    distinctValues = distinct
    tieSizes = sizes
    context = DataContext(parts: [], cases: CaseLedger(all: finite.count))
  }

  /// The number of values that have an equal among the others.
  public var tiedCount: Int { tieSizes.reduce(0) { $0 + ($1 > 1 ? $1 : 0) } }
}

extension Ranking {
  /// The different values with their ranks where they are at most twenty, and the numbers of ties.
  public var report: Report {
    let isShort = distinctValues.count <= 20
    return Report(
      context.title("Ranks"),
      method: .init(Self.methodID, options: [.init("equal values", .text(ties.rawValue))]),
      grids: isShort ? [grid] : [],
      facts: [
        .init("n", .count(ranks.count)), .init("different values", .count(distinctValues.count)),
        .init("tied values", .count(tiedCount)), .init("largest tie", .count(tieSizes.max() ?? 1)),
      ], cases: context.cases,
      notes: isShort ? [] : ["More than 20 different values are not listed."])
  }

  private var grid: Report.Grid {
    var before = 0
    let lines = zip(distinctValues, tieSizes).enumerated().map { place, entry -> [Report.Cell] in
      let (low, high) = (before + 1, before + entry.1)
      before = high
      let rank: Report.Cell =
        switch ties {
        case .average: .number(Double(low + high) / 2, .decimals(1))
        case .minimum: .count(low)
        case .maximum: .count(high)
        case .dense: .count(place + 1)
        case .ordinal: low == high ? .count(low) : .text("\(low) to \(high)")
        }
      return [.number(entry.0), .count(entry.1), rank]
    }
    return Report.Grid(columns: ["value", "n", "rank"], lines: lines)
  }
}
