import SurveyVocabulary

/// Local minima of functions of one or several variables.
///
/// All methods share these rules. The value NaN or +infinity says that a point is outside the function's
/// domain: it is worse than any number, and the search turns back from it; a start there is refused. A
/// value of -infinity is refused, because nothing is below it. No search evaluates the function more often
/// than its budget says. Points outside the bounds are never evaluated.
public enum Minimization {
  /// The most evaluations that can be asked for.
  public static let largestBudget = 10_000_000
  /// The most variables: a matrix of their squares takes 8 MB.
  public static let largestDimension = 1_000

  static func check(tolerance: Double, evaluations: Int) throws(InputError) {
    guard tolerance >= 0, tolerance < 1 else {
      throw .outOfRange("tolerance", value: tolerance, allowed: "from 0 to below 1")
    }
    guard (1...largestBudget).contains(evaluations) else {
      throw .outOfRange("evaluations", value: Double(evaluations), allowed: "from 1 to \(largestBudget)")
    }
  }

  /// Refuses a start that is no point, and bounds that do not hold it.
  static func check(start: [Double], bounds: [ClosedRange<Double>]) throws(InputError) {
    guard !start.isEmpty else { throw InputError(.tooFew, "start", "there is no variable to minimize over") }
    guard start.count <= largestDimension else {
      throw .infeasible(
        "start", "there are \(start.count) variables", remedy: "\(largestDimension) are the most")
    }
    for (index, value) in start.enumerated() where !value.isFinite {
      throw .notFinite("start", value: value, at: index)
    }
    guard !bounds.isEmpty else { return }
    try checkEqualLength(bounds.count, "bounds", start.count, "the start")
    for (range, value) in zip(bounds, start) {
      guard range.lowerBound < range.upperBound else {
        throw InputError(
          .outOfRange, "bounds", "\(range.lowerBound) to \(range.upperBound) leaves nothing to search",
          remedy: "leave a fixed variable out of the function's arguments")
      }
      guard value >= range.lowerBound, value <= range.upperBound else {
        throw .outOfRange(
          "start", value: value, allowed: "from \(range.lowerBound) to \(range.upperBound)")
      }
    }
  }

  static func fallsWithoutBound(_ point: String) -> InputError {
    InputError(.notFinite, "function", "is -infinity at \(point), so that it has no minimum")
  }
}

/// A function with a count of its evaluations and a budget for them.
struct BudgetedFunction<Point> {
  let function: (Point) -> Double
  let budget: Int
  private(set) var evaluations = 0

  init(budget: Int, _ function: @escaping (Point) -> Double) {
    self.budget = budget
    self.function = function
  }

  var isExhausted: Bool { evaluations >= budget }

  /// The value of a point at infinity, where nothing is evaluated; it counts, so that no search is endless.
  mutating func valueAtInfinity() -> Double {
    evaluations += 1
    return .infinity
  }

  /// The value at a point: +infinity for NaN, an error for -infinity.
  mutating func value(at point: Point) throws(InputError) -> Double {
    evaluations += 1
    let value = function(point)
    if value == -.infinity { throw Minimization.fallsWithoutBound("\(point)") }
    return value.isNaN ? .infinity : value
  }
}
