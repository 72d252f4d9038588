import SurveyProbability
import SurveyVocabulary

/// The comparison of two of several groups.
public struct GroupComparison: Hashable, Sendable {
  /// The place of the group whose value is the minuend.
  public let first: Int
  /// The place of the group whose value is subtracted.
  public let second: Int
  /// The difference with its standard error and, where the method has one, its interval.
  public let difference: Estimate
  /// The difference over its standard error: t, or z for ranks.
  public let statistic: Double
  /// The degrees of freedom of the standard error; `nil` for z.
  public let degreesOfFreedom: Double?
  /// The probability of the comparison alone; `nil` where the method judges the family only.
  public let pValue: Double?
  /// The probability adjusted for the family of comparisons.
  public let adjustedPValue: Double
}

extension GroupSpread {
  /// All pairs of groups: the second against the first, the third against the first, and so on.
  static func pairs(_ count: Int) -> [(first: Int, second: Int)] {
    (0..<count).flatMap { second in ((second + 1)..<max(count, second + 1)).map { ($0, second) } }
  }

  /// The standard error of a difference under one variance.
  func pooledError(_ first: Int, _ second: Int) -> Double {
    (withinMeanSquare * (1 / Double(groups[first].count) + 1 / Double(groups[second].count))).squareRoot()
  }

  /// The standard error of a difference with variances of its own, and Welch's degrees of freedom.
  func separateError(_ first: Int, _ second: Int) -> (error: Double, degreesOfFreedom: Double) {
    let (a, b) = (groups[first], groups[second])
    let (x, y) = (variances[first] / Double(a.count), variances[second] / Double(b.count))
    let share = x / (x + y)
    let freedom = 1 / (share * share / Double(a.count - 1) + (1 - share) * (1 - share) / Double(b.count - 1))
    return ((x + y).squareRoot(), freedom)
  }

  /// The differences of pairs, each given to `judge` with its t.
  func comparisons(
    _ pairs: [(first: Int, second: Int)], error: (Int, Int) -> (error: Double, degreesOfFreedom: Double),
    judge: (_ t: Double, _ df: Double) throws(InputError) -> (
      reach: Double?, method: String, level: Double, pValue: Double?, adjusted: Double
    )
  ) throws(InputError) -> [GroupComparison] {
    var found: [GroupComparison] = []
    for (first, second) in pairs {
      let difference = difference(first, second)
      let (error, df) = error(first, second)
      let t = difference / error
      guard t.isFinite, error.isFinite else {
        throw InputError(.outOfRange, "groups", "t exceeds the range of Double", remedy: "rescale the scores")
      }
      let judged = try judge(t, df)
      let interval = judged.reach.map { reach in
        ConfidenceInterval(
          lower: difference - reach * error, upper: difference + reach * error, level: judged.level,
          method: judged.method)
      }
      found.append(
        GroupComparison(
          first: first, second: second,
          difference: Estimate(difference, standardError: error, interval: interval), statistic: t,
          degreesOfFreedom: df, pValue: judged.pValue, adjustedPValue: judged.adjusted))
    }
    return found
  }
}

extension DataContext {
  /// Comparisons as a table; columns that no comparison fills are left out.
  func grid(
    of comparisons: [GroupComparison], measure: String = "difference", symbol: String = "t",
    adjustedName: String = "adjusted p",
    showsRaw: Bool = true
  ) -> Report.Grid {
    let level = comparisons.first?.difference.interval.map { "\(DecimalText.level($0.level)) CI" }
    let hasFreedom = comparisons.contains { $0.degreesOfFreedom != nil }
    let hasRaw = showsRaw && comparisons.contains { $0.pValue != nil }
    let columns: [String] =
      ["comparison", measure, "SE"] + (level.map { [$0] } ?? []) + [symbol] + (hasFreedom ? ["df"] : [])
      + (hasRaw ? ["p"] : []) + [adjustedName]
    let lines = comparisons.map { comparison -> [Report.Cell] in
      var cells: [Report.Cell] = [
        .text("\(part(comparison.first)) - \(part(comparison.second))"),
        .number(comparison.difference.value),
        comparison.difference.standardError.map { .number($0) } ?? .empty,
      ]
      if level != nil {
        cells.append(comparison.difference.interval.map { .interval($0, .automatic) } ?? .empty)
      }
      cells.append(.number(comparison.statistic))
      if hasFreedom {
        let df = comparison.degreesOfFreedom
        cells.append(df.map { .number($0, .decimals($0 == $0.rounded() ? 0 : 1)) } ?? .empty)
      }
      if hasRaw { cells.append(comparison.pValue.map { .pValue($0) } ?? .empty) }
      return cells + [.pValue(comparison.adjustedPValue)]
    }
    return Report.Grid(columns: columns, lines: lines)
  }
}
