import SurveyProbability
import SurveyVocabulary

/// A weighted sum of the means of groups whose weights add up to zero.
///
/// ```swift
/// GroupContrast("treated - control", [-1, 0.5, 0.5])
/// ```
public struct GroupContrast: Hashable, Sendable {
  /// What is compared, for print.
  public let name: String
  /// The weight of each group's mean, in the order of the groups.
  public let weights: [Double]

  /// Makes a contrast from its weights.
  public init(_ name: String, _ weights: [Double]) {
    self.name = name
    self.weights = weights
  }

  init(first: Int, second: Int, of names: [String]) {
    self.init(
      "\(names[first]) - \(names[second])", names.indices.map { $0 == first ? 1 : $0 == second ? -1 : 0 })
  }

  /// The weights, which must be finite, not all zero, and add up to zero but for rounding.
  func checked(_ groups: [String]) throws(InputError) -> [Double] {
    let subject = "contrast \(name)"
    try checkEqualLength(weights.count, subject, groups.count, "the list of groups")
    _ = try finiteValues(weights, subject)
    let size = weights.reduce(0) { max($0, $1.magnitude) }
    guard size > 0 else { throw InputError(.definition, subject, "all weights are zero") }
    let sum = weights.reduce(0) { $0 + $1 / size }
    guard sum.magnitude <= 1e-12 * Double(weights.count) else {
      throw InputError(
        .definition, subject, "the weights do not add up to zero",
        remedy: "divide the weights of each side by their sum")
    }
    return weights
  }
}

/// What was found for a contrast.
public struct ContrastFinding: Hashable, Sendable {
  /// What was compared.
  public let contrast: GroupContrast
  /// The weighted sum of the means, in the units of the data times those of the weights.
  public let estimate: Estimate
  /// The estimate over its standard error.
  public let statistic: TestStatistic
  /// The probability of this contrast alone; `nil` where the method judges the family only.
  public let pValue: Double?
  /// The probability adjusted for the family.
  public let adjustedPValue: Double
  /// The contrast in units of a standard deviation; `nil` where the method gives none.
  public let effect: Estimate?

  /// Contrasts as a table.
  static func grid(
    _ findings: [ContrastFinding], names: [String]? = nil, adjustedName: String, showsRaw: Bool = true
  ) -> Report.Grid {
    let level = findings.first?.estimate.interval.map { "\(DecimalText.level($0.level)) CI" } ?? "CI"
    let hasRaw = showsRaw && findings.contains { $0.pValue != nil }
    let hasEffect = findings.contains { $0.effect != nil }
    let columns =
      ["contrast", "estimate", "SE", level, "t", "df"] + (hasRaw ? ["p"] : []) + [adjustedName]
      + (hasEffect ? ["d", "\(level) of d"] : [])
    let lines = findings.enumerated().map { index, finding -> [Report.Cell] in
      let estimate = finding.estimate
      var cells: [Report.Cell] = [
        .text(names?[index] ?? finding.contrast.name), .number(estimate.value),
        estimate.standardError.map { .number($0) } ?? .empty,
        estimate.interval.map { .interval($0, .automatic) } ?? .empty, .number(finding.statistic.value),
      ]
      if case .t(let df) = finding.statistic.reference {
        cells.append(.number(df, .decimals(df == df.rounded() ? 0 : 1)))
      } else {
        cells.append(.empty)
      }
      if hasRaw { cells.append(finding.pValue.map { .pValue($0) } ?? .empty) }
      cells.append(.pValue(finding.adjustedPValue))
      if hasEffect {
        cells.append(finding.effect.map { .number($0.value) } ?? .empty)
        cells.append(finding.effect?.interval.map { .interval($0, .automatic) } ?? .empty)
      }
      return cells
    }
    return Report.Grid(columns: columns, lines: lines)
  }
}

extension GroupSpread {
  /// A contrast and its standard error under one variance.
  func contrast(_ weights: [Double]) throws(InputError) -> (value: Double, error: Double) {
    let value = zip(weights, shiftedMeans).reduce(0) { $0 + $1.0 * $1.1 }
    let error = withinMeanSquare.squareRoot() * rootOfWeights(weights)
    guard value.isFinite, error.isFinite, (value / error).isFinite else {
      throw InputError(
        .outOfRange, "contrasts", "a contrast exceeds the range of Double", remedy: "rescale the weights")
    }
    return (value, error)
  }

  /// √Σ c²/n.
  func rootOfWeights(_ weights: [Double]) -> Double {
    zip(weights, groups).reduce(0) { $0 + $1.0 * $1.0 / Double($1.1.count) }.squareRoot()
  }
}
