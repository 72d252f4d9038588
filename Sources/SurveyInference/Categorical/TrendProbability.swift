import SurveyProbability
import SurveyVocabulary

/// How the probability of a test for trend is found.
public enum TrendMethod: Hashable, Sendable {
  /// By the normal distribution.
  case asymptotic
  /// By all tables with the observed margins.
  case exact(twoSided: TwoSidedDefinition = .distance)
}

extension TrendMethod {
  /// The options for print.
  func options(_ statistic: TestStatistic) -> [Report.Fact] {
    guard case .exact(let tails) = statistic.reference else {
      return [.init("method", .text("normal approximation"))]
    }
    return [
      .init("method", .text("exact given the margins")), .init("two-sided p", .text(tails.definition)),
    ]
  }

  /// The exact tails of Σ row score · column score · count.
  static func tails(
    _ table: ContingencyTable, _ rows: [Double], _ columns: [Double], _ definition: TwoSidedDefinition
  ) throws(InputError) -> TailProbabilities {
    let n = Double(table.total)
    let rowMean = zip(rows, table.rowTotals).reduce(0) { $0 + $1.0 * (Double($1.1) / n) }
    let columnMean = zip(columns, table.columnTotals).reduce(0) { $0 + $1.0 * (Double($1.1) / n) }
    let (u, v) = (rows.map { $0 - rowMean }, columns.map { $0 - columnMean })
    // With centered scores the mean of the sum is zero.
    var (observed, size) = (0.0, 0.0)
    for row in u.indices {
      for column in v.indices {
        let term = u[row] * v[column] * Double(table.counts[row][column])
        observed += term
        size += term.magnitude
      }
    }
    let tolerance = 1e-11 * size
    var tables = try ConditionalTables(table, remedy: "use .asymptotic")
    let own = try tables.tails(of: observed, tolerance: tolerance) { u[$0] * v[$1] * Double($2) }
    let (lower, upper) = (own.below + own.equal, own.above + own.equal)
    var distance = 1.0
    if definition == .distance, observed.magnitude > tolerance {
      let other = try tables.tails(of: -observed, tolerance: tolerance) { u[$0] * v[$1] * Double($2) }
      distance = observed > 0 ? upper + other.below + other.equal : lower + other.above + other.equal
    }
    var improbable = 1.0
    if definition == .minimumLikelihood, size > 0 {
      // As shares of the sum of all terms, so that the tolerance is the same.
      let outcomes = try tables.outcomes { u[$0] * v[$1] * Double($2) / size }
      improbable = outcomes.improbable(observed / size) / outcomes.total
    }
    return try definition.tails(
      lower: lower, upper: upper, equal: own.equal, distance: distance, improbable: improbable)
  }

  /// Refuses scores that are none.
  static func scores(_ given: [Double]?, _ count: Int, _ subject: String) throws(InputError) -> [Double] {
    guard let given else { return (1...count).map(Double.init) }
    try checkEqualLength(given.count, subject, count, "the table")
    let scores = try finiteValues(given, subject)
    guard scores.allSatisfy({ $0.magnitude < 1e100 }) else {
      throw .outOfRange(subject, value: scores.max() ?? 0, allowed: "numbers between -1e100 and 1e100")
    }
    return scores
  }
}
