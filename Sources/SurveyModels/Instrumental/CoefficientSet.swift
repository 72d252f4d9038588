import SurveyLinearAlgebra
import SurveyProbability
import SurveyVocabulary

/// The values of a coefficient that a test does not reject, which need not be an interval.
public enum CoefficientSet: Hashable, Sendable {
  /// No value: the model is rejected whatever the coefficient.
  case empty
  /// The values from a lower to an upper limit, one of which may be infinite.
  case interval(lower: Double, upper: Double)
  /// All values up to one limit and from another on: those between are rejected.
  case rays(upTo: Double, from: Double)
  /// Every value: the data say nothing about the coefficient.
  case everything

  /// Whether a value is in the set.
  public func contains(_ value: Double) -> Bool {
    switch self {
    case .empty: false
    case .interval(let lower, let upper): lower <= value && value <= upper
    case .rays(let last, let first): value <= last || value >= first
    case .everything: !value.isNaN
    }
  }

  /// The set in words and numbers.
  var text: String {
    func number(_ value: Double) -> String { NumberStyle.automatic.text(value) }
    return switch self {
    case .empty: "empty"
    case .interval(let lower, let upper) where lower == -.infinity: "up to \(number(upper))"
    case .interval(let lower, let upper) where upper == .infinity: "from \(number(lower)) on"
    case .interval(let lower, let upper): "[\(number(lower)), \(number(upper))]"
    case .rays(let last, let first): "up to \(number(last)), and from \(number(first)) on"
    case .everything: "every value"
    }
  }
}

/// The sums behind Anderson and Rubin's set for one endogenous predictor x of an outcome y, after the exogenous
/// columns: what the instruments explain, and what they leave.
struct AndersonRubinSums {
  /// The explained squares and product.
  let (xx, xy, yy): (Double, Double, Double)
  /// The residual squares and product.
  private let (restXX, restXY, restYY): (Double, Double, Double)
  private let excluded: Int
  private let rest: Int

  init(_ columns: InstrumentalColumns) throws(InputError) {
    let basis = columns.instrumentBasis.transposed
    let (x, y) = (columns.partialEndogenous.elements, columns.partialOutcome)
    let reached = (try basis.times(x), try basis.times(y))
    let left = (
      columns.firstResiduals.elements,
      try Matrix(y.count, 1, y).residuals(on: columns.instrumentBasis).elements
    )
    func sum(_ one: [Double], _ other: [Double]) -> Double { zip(one, other).reduce(0) { $0 + $1.0 * $1.1 } }
    (xx, xy, yy) = (
      sum(reached.0, reached.0), sum(reached.0, reached.1), sum(reached.1, reached.1)
    )
    (restXX, restXY, restYY) = (sum(left.0, left.0), sum(left.0, left.1), sum(left.1, left.1))
    excluded = columns.instrumentBasis.columnCount
    rest = columns.rows.count - columns.width
  }

  /// The values b for which the F of the instruments in the regression of y - b·x is not above its quantile: a
  /// quadratic inequality a·b² - 2·h·b + c ≤ 0.
  func set(
    confidence: Double, unit: (outcome: Double, predictors: [Double])
  ) throws(InputError) -> CoefficientSet? {
    let quantile = try FDistribution(
      numerator: Double(excluded), denominator: Double(rest)
    ).quantile(upperTail: 1 - confidence)
    let ratio = quantile * Double(excluded) / Double(rest)
    let (a, h, c) = (xx - ratio * restXX, xy - ratio * restXY, yy - ratio * restYY)
    let factor = unit.outcome / (unit.predictors.last ?? 1)
    let set = Self.solve(a, h, c)
    switch set {
    case .interval(let lower, let upper):
      guard !(lower * factor).isNaN, !(upper * factor).isNaN else { return nil }
      return .interval(lower: lower * factor, upper: upper * factor)
    case .rays(let last, let first):
      guard (last * factor).isFinite, (first * factor).isFinite else { return nil }
      return .rays(upTo: last * factor, from: first * factor)
    default: return set
    }
  }

  /// The solutions of a·b² - 2·h·b + c ≤ 0.
  static func solve(_ a: Double, _ h: Double, _ c: Double) -> CoefficientSet {
    guard a != 0 else {
      if h == 0 { return c <= 0 ? .everything : .empty }
      let limit = c / (2 * h)
      return h > 0 ? .interval(lower: limit, upper: .infinity) : .interval(lower: -.infinity, upper: limit)
    }
    let square = h * h - a * c
    guard square >= 0 else { return a > 0 ? .empty : .everything }
    // The larger sum first, so that neither root is a difference of near numbers.
    let sum = h + (h < 0 ? -square.squareRoot() : square.squareRoot())
    let roots = sum == 0 ? [0, 0] : [sum / a, c / sum].sorted()
    return a > 0 ? .interval(lower: roots[0], upper: roots[1]) : .rays(upTo: roots[0], from: roots[1])
  }
}
