import SurveyVocabulary

extension NumericTransform {
  /// The derivative of the function; infinite or NaN where it has none.
  func slope(_ x: Double) -> Double {
    switch self {
    case .log: 1 / x
    case .log2: 1 / x / naturalLog(2)
    case .log10: 1 / x / naturalLog(10)
    case .log1p: 1 / (1 + x)
    case .sqrt: 0.5 / x.squareRoot()
    case .exp: exponential(x)
    case .abs: x > 0 ? 1 : x < 0 ? -1 : .nan
    case .reciprocal: -1 / x / x
    }
  }
}

extension NumericExpression {
  /// The derivative by one of the variables, one number per case, by the rules of calculus.
  ///
  /// - Parameters:
  ///   - variable: The variable that changes.
  ///   - count: The number of cases.
  ///   - numbers: The values of a variable.
  /// - Returns: The derivatives in the order of the cases; zeros where the variable does not occur.
  /// - Throws: `InputError` if a variable has no numbers, or the derivative is not finite in a case.
  func slopes(
    by variable: String, count: Int, _ numbers: (String) throws(InputError) -> [Double]
  ) throws(InputError) -> [Double] {
    guard variables.contains(variable) else { return [Double](repeating: 0, count: count) }
    switch self {
    case .constant: return [Double](repeating: 0, count: count)
    case .variable: return [Double](repeating: 1, count: count)
    case .transformed(let transform, let inner):
      let x = try inner.values(count: count, numbers)
      let slopes = try inner.slopes(by: variable, count: count, numbers)
      return try finiteSlopes(zip(x, slopes).map { $1 == 0 ? 0 : transform.slope($0) * $1 }, text, variable)
    case .combined(let operation, let left, let right):
      let (x, y) = (try left.values(count: count, numbers), try right.values(count: count, numbers))
      let dx = try left.slopes(by: variable, count: count, numbers)
      let dy = try right.slopes(by: variable, count: count, numbers)
      return try finiteSlopes(
        x.indices.map { operation.slope(x[$0], y[$0], dx[$0], dy[$0]) }, text, variable)
    }
  }
}

extension NumericExpression.Operation {
  /// The derivative of x ∘ y along the derivatives of x and y.
  fileprivate func slope(_ x: Double, _ y: Double, _ dx: Double, _ dy: Double) -> Double {
    switch self {
    case .plus: return dx + dy
    case .minus: return dx - dy
    case .times: return dx * y + x * dy
    case .over: return dx / y - x / y * (dy / y)
    case .power:
      let base = dx == 0 || y == 0 ? 0 : y * raise(x, to: y - 1) * dx
      return dy == 0 ? base : base + raise(x, to: y) * naturalLog(x) * dy
    }
  }
}

/// Refuses derivatives that do not exist.
func finiteSlopes(_ slopes: [Double], _ name: String, _ variable: String) throws(InputError) -> [Double] {
  guard let index = slopes.firstIndex(where: { !$0.isFinite }) else { return slopes }
  throw InputError(
    .outOfRange, variable, "\(name) has no derivative by it in the case at index \(index)",
    remedy: "ask for a difference between two values")
}
