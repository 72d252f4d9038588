import SurveyVocabulary

extension FormulaParser {
  /// What a function of a variable adds to a term.
  mutating func call(_ name: String) throws(InputError) -> FormulaTerms {
    try expect("(")
    let inner = try expression()
    var result: FormulaTerms
    switch name {
    case "I": result = FormulaTerms(Self.part(of: inner))
    case "offset": result = FormulaTerms(offsets: [inner])
    case "factor":
      guard case .variable(let variable) = inner else {
        throw InputError(.malformed, "formula", "factor() takes the name of a variable")
      }
      result = FormulaTerms(.factor(variable))
    case "poly", "bs", "ns": result = FormulaTerms(.basis(inner, try basis(name)))
    default:
      guard let transform = NumericTransform(rawValue: name) else { throw Self.unknownFunction(name) }
      result = FormulaTerms(.expression(.transformed(transform, inner)))
    }
    try expect(")")
    return result
  }

  private static func part(of expression: NumericExpression) -> FormulaPart {
    if case .variable(let name) = expression { return .expression(.variable(name)) }
    if case .combined(.power, .variable(let name), .constant(let exponent)) = expression,
      let exponent = Int(exactly: exponent), (1...100).contains(exponent)
    {
      return .power(name, exponent)
    }
    return .expression(expression)
  }

  /// The numbers after the variable of `poly`, `bs` and `ns`.
  private mutating func basis(_ name: String) throws(InputError) -> BasisKind {
    var (size, degree): (Int?, Int?) = (nil, nil)
    while take(",") {
      var label = name == "poly" ? "degree" : "df"
      if case .name(let given) = peek {
        _ = next()
        label = given
        try expect("=")
      }
      switch label {
      case "df" where name != "poly": size = try wholeNumber(1...50, "df")
      case "degree" where name != "ns": degree = try wholeNumber(1...20, "degree")
      default:
        throw InputError(.malformed, "formula", "\(name)() has no argument \"\(label)\"")
      }
    }
    switch name {
    case "poly": return .polynomial(degree: degree ?? 1)
    case "bs": return .bSpline(degreesOfFreedom: size ?? degree ?? 3, degree: degree ?? 3)
    default: return .naturalSpline(degreesOfFreedom: size ?? 1)
    }
  }

  // Numbers

  /// Arithmetic of variables and numbers.
  mutating func expression() throws(InputError) -> NumericExpression {
    try deeper()
    defer { depth -= 1 }
    var result = try scaled()
    while true {
      if take("+") {
        result = .combined(.plus, result, try scaled())
      } else if take("-") {
        result = .combined(.minus, result, try scaled())
      } else {
        return result
      }
    }
  }

  private mutating func scaled() throws(InputError) -> NumericExpression {
    var result = try signed()
    while true {
      if take("*") {
        result = .combined(.times, result, try signed())
      } else if take("/") {
        result = .combined(.over, result, try signed())
      } else {
        return result
      }
    }
  }

  private mutating func signed() throws(InputError) -> NumericExpression {
    try deeper()
    defer { depth -= 1 }
    if take("-") { return .combined(.minus, .constant(0), try signed()) }
    let base = try number()
    return take("^") ? .combined(.power, base, try signed()) : base
  }

  private mutating func number() throws(InputError) -> NumericExpression {
    switch next() {
    case .number(let value): return .constant(value)
    case .mark("("):
      let inner = try expression()
      try expect(")")
      return inner
    case .name(let name):
      guard take("(") else { return .variable(name) }
      let inner = try expression()
      try expect(")")
      if name == "I" { return inner }
      guard let transform = NumericTransform(rawValue: name) else { throw Self.unknownFunction(name) }
      return .transformed(transform, inner)
    default:
      place -= place > 0 ? 1 : 0
      throw unexpected()
    }
  }

  mutating func wholeNumber(
    _ range: ClosedRange<Int>, _ subject: String
  ) throws(InputError) -> Int {
    guard case .number(let value) = next(), let whole = Int(exactly: value), range.contains(whole) else {
      throw InputError(
        .malformed, "formula", "\(subject) is a whole number from \(range.lowerBound) to \(range.upperBound)")
    }
    return whole
  }
}
