import SurveyVocabulary

/// A function of several variables with its gradient, its bounds and the counts of its evaluations.
struct SmoothFunction {
  private var function: BudgetedFunction<[Double]>
  private let gradientFunction: ([Double]) -> [Double]
  private let bounds: [ClosedRange<Double>]
  private(set) var gradientEvaluations = 0

  init(
    _ function: BudgetedFunction<[Double]>, gradient: @escaping ([Double]) -> [Double],
    bounds: [ClosedRange<Double>]
  ) {
    self.function = function
    gradientFunction = gradient
    self.bounds = bounds
  }

  var evaluations: Int { function.evaluations }
  var isExhausted: Bool { function.isExhausted }

  func lower(_ index: Int) -> Double { bounds.isEmpty ? -.infinity : bounds[index].lowerBound }
  func upper(_ index: Int) -> Double { bounds.isEmpty ? .infinity : bounds[index].upperBound }

  /// The nearest value that a variable may have.
  func projected(_ value: Double, _ index: Int) -> Double { min(max(value, lower(index)), upper(index)) }

  /// The point at a share of a step.
  func point(from origin: [Double], by share: Double, along step: [Double]) -> [Double] {
    var point = origin
    for index in point.indices where step[index] != 0 {
      point[index] = projected(origin[index] + share * step[index], index)
    }
    return point
  }

  /// The value, +infinity outside the domain.
  mutating func value(at point: [Double]) throws(InputError) -> Double { try function.value(at: point) }

  /// The gradient, which must be as long as the point.
  mutating func gradient(at point: [Double]) throws(InputError) -> [Double] {
    gradientEvaluations += 1
    let gradient = gradientFunction(point)
    try checkEqualLength(gradient.count, "gradient", point.count, "the point")
    return gradient
  }
}

/// The sum of the products of two arrays of one length.
func dotProduct(_ a: [Double], _ b: [Double]) -> Double {
  var sum = 0.0
  for (x, y) in zip(a, b) { sum += x * y }
  return sum
}
