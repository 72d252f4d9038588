import SurveyVocabulary

/// Numbers computed from variables: what stands inside `I(…)` of a formula, or a transformed variable.
indirect enum NumericExpression: Hashable, Sendable {
  case constant(Double)
  case variable(String)
  case transformed(NumericTransform, NumericExpression)
  case combined(Operation, NumericExpression, NumericExpression)

  enum Operation: String, Sendable {
    case plus = "+"
    case minus = "-"
    case times = "*"
    case over = "/"
    case power = "^"

    func callAsFunction(_ x: Double, _ y: Double) -> Double {
      switch self {
      case .plus: x + y
      case .minus: x - y
      case .times: x * y
      case .over: x / y
      // Multiplying keeps small whole powers exact, and negative bases in them.
      case .power: y == 2 ? x * x : y == 3 ? x * x * x : raise(x, to: y)
      }
    }
  }

  /// The variables in the order of their first mention.
  var variables: [String] {
    switch self {
    case .constant: []
    case .variable(let name): [name]
    case .transformed(_, let inner): inner.variables
    case .combined(_, let left, let right): left.variables + right.variables
    }
  }

  /// The expression as a formula writes it.
  var text: String {
    switch self {
    case .constant(let value): plainNumber(value)
    case .variable(let name): name
    case .transformed(let transform, let inner): "\(transform.rawValue)(\(inner.text))"
    case .combined(let operation, let left, let right):
      "\(left.bracketed) \(operation.rawValue) \(right.bracketed)"
    }
  }

  private var bracketed: String {
    if case .combined = self { "(\(text))" } else { text }
  }

  /// One number per case.
  ///
  /// - Parameters:
  ///   - count: The number of cases.
  ///   - numbers: The values of a variable.
  /// - Returns: The values in the order of the cases.
  /// - Throws: `InputError` if a variable has no numbers, or a value has no finite result.
  func values(
    count: Int, _ numbers: (String) throws(InputError) -> [Double]
  ) throws(InputError) -> [Double] {
    switch self {
    case .constant(let value): return [Double](repeating: value, count: count)
    case .variable(let name): return try numbers(name)
    case .transformed(let transform, let inner):
      return try transform.values(try inner.values(count: count, numbers), name: inner.text)
    case .combined(let operation, let left, let right):
      let (x, y) = (try left.values(count: count, numbers), try right.values(count: count, numbers))
      return try finiteValues(zip(x, y).map { operation($0, $1) }, text)
    }
  }
}

/// A number as people write it: whole where it is whole.
func plainNumber(_ value: Double) -> String {
  Int(exactly: value).map(String.init) ?? "\(value)"
}
