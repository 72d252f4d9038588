import SurveyProbability
import SurveyVocabulary

/// How the probability of a test of a table is found.
public enum TableMethod: Hashable, Sendable {
  /// By the large-sample distribution of the statistic.
  case asymptotic
  /// By counting all tables with the observed margins.
  case exact
  /// By random tables with the observed margins, at most 10,000,000, from a seed.
  case monteCarlo(tables: Int = 9_999, seed: UInt64 = 1)
}

extension TableMethod {
  /// The seed of the random numbers, where there are any.
  var seed: UInt64? {
    guard case .monteCarlo(_, let seed) = self else { return nil }
    return seed
  }

  /// The method in words.
  func text(_ asymptotic: String) -> String {
    switch self {
    case .asymptotic: asymptotic
    case .exact: "exact given the margins"
    case .monteCarlo(let tables, _): "\(DecimalText.grouped(tables)) random tables with the margins"
    }
  }
}

/// Random tables of counts with given margins.
struct RandomTables {
  /// The most tables, and the most cases that all of them may place together.
  static let mostTables = 10_000_000
  static let mostDraws = 20_000_000_000
  private static let parts = 16

  let above: Int
  let equal: Int
  let draws: Int

  /// Draws tables and counts those with a statistic beyond, and at, the observed one.
  ///
  /// Cases keep their rows and take the columns of all cases in random order.
  ///
  /// - Throws: `InputError` if none or too many tables are asked for.
  init(
    _ table: ContingencyTable, draws: Int, seed: UInt64, observed: Double, tolerance: Double,
    _ score: (_ row: Int, _ column: Int, _ count: Int) -> Double
  ) throws(InputError) {
    guard draws >= 1 else {
      throw InputError(.tooFew, "tables", "\(draws) asked for, at least 1 needed")
    }
    guard draws <= Self.mostTables,
      max(table.total, table.rows.count * table.columns.count) <= Self.mostDraws / draws,
      table.total <= 10_000_000
    else {
      throw .infeasible(
        "tables", "\(draws) tables of \(table.total) cases are more than can be drawn",
        remedy: "at most 10,000,000 tables, 10,000,000 cases and 20,000,000,000 placed cases or cells")
    }
    let width = table.columns.count
    var codes: [Int32] = []
    codes.reserveCapacity(table.total)
    for (column, size) in table.columnTotals.enumerated() {
      codes += [Int32](repeating: Int32(clamping: column), count: size)
    }
    var (above, equal) = (0, 0)
    var counts = [Int](repeating: 0, count: table.rows.count * width)
    for part in 0..<Self.parts {
      var stream = RandomStream(seed: seed, stream: UInt64(part))
      var shuffled = codes
      for _ in 0..<draws / Self.parts + (part < draws % Self.parts ? 1 : 0) {
        for cell in counts.indices { counts[cell] = 0 }
        shuffled.withUnsafeMutableBufferPointer { buffer in
          var place = 0
          for (row, size) in table.rowTotals.enumerated() {
            for _ in 0..<size {
              buffer.swapAt(place, place + stream.index(below: buffer.count - place))
              counts[row * width + Int(buffer[place])] += 1
              place += 1
            }
          }
        }
        var sum = 0.0
        for row in table.rows.indices {
          for column in 0..<width { sum += score(row, column, counts[row * width + column]) }
        }
        if sum > observed + tolerance { above += 1 } else if sum >= observed - tolerance { equal += 1 }
      }
    }
    self.above = above
    self.equal = equal
    self.draws = draws
  }

  /// The share of tables at or beyond the observed one, which is one of them.
  var share: Double { Double(above + equal + 1) / Double(draws + 1) }

  /// Where the probability of all tables lies, given the random ones.
  func interval(confidence: Double) throws(InputError) -> ConfidenceInterval {
    try ProportionInterval.clopperPearson.interval(of: above + equal, in: draws, confidence: confidence)
  }
}
