import SurveyVocabulary

/// Reads the tokens of a formula by recursive descent, and multiplies its terms out on the way.
struct FormulaParser {
  private let tokens: [FormulaToken]
  var place = 0
  var depth = 0

  init(_ tokens: [FormulaToken]) { self.tokens = tokens }

  /// The outcome and the terms; the outcome is `nil` where nothing stands before the tilde.
  mutating func formula() throws(InputError) -> (outcome: NumericExpression?, terms: FormulaTerms) {
    var outcome: NumericExpression?
    if !take("~") {
      outcome = try expression()
      try expect("~")
    }
    let terms = try sum()
    guard place == tokens.count else { throw unexpected() }
    return (outcome, terms)
  }

  // Terms

  /// Terms joined by + and -.
  private mutating func sum() throws(InputError) -> FormulaTerms {
    try deeper()
    defer { depth -= 1 }
    var result = FormulaTerms()
    var adds = true
    if take("-") { adds = false } else { _ = take("+") }
    while true {
      let next = try product()
      if adds { try result.include(next) } else { try result.remove(next) }
      if take("+") { adds = true } else if take("-") { adds = false } else { return result }
    }
  }

  /// Terms joined by * and /.
  private mutating func product() throws(InputError) -> FormulaTerms {
    var result = try interaction()
    while true {
      if take("*") {
        result = try result.crossed(try interaction())
      } else if take("/") {
        result = try result.nesting(try interaction())
      } else {
        return result
      }
    }
  }

  /// Terms joined by :.
  private mutating func interaction() throws(InputError) -> FormulaTerms {
    var result = try power()
    while take(":") { result = try result.times(try power()) }
    return result
  }

  /// Terms with an exponent: all their products up to that many.
  private mutating func power() throws(InputError) -> FormulaTerms {
    let base = try atom()
    guard take("^") else { return base }
    let exponent = try wholeNumber(1...10, "the exponent of terms")
    var result = base
    for _ in 1..<exponent {
      let products = try result.times(base)
      try result.include(products)
    }
    return result
  }

  private mutating func atom() throws(InputError) -> FormulaTerms {
    switch next() {
    case .mark("("): return try bracket()
    case .number(1): return FormulaTerms(intercept: true)
    case .number(0): return FormulaTerms(intercept: false)
    case .name(let name):
      return peek == .mark("(") ? try call(name) : FormulaTerms(.variable(name))
    default:
      place -= place > 0 ? 1 : 0
      throw unexpected()
    }
  }

  /// Terms in brackets, or random terms with a bar.
  private mutating func bracket() throws(InputError) -> FormulaTerms {
    let inner = try sum()
    let isCorrelated = peek == .mark("|")
    guard take("|") || take("||") else {
      try expect(")")
      return inner
    }
    guard inner.random.isEmpty, inner.offsets.isEmpty else {
      throw InputError(.malformed, "formula", "offsets and bars cannot stand before a bar")
    }
    let groupings = try sum()
    try expect(")")
    guard !groupings.terms.isEmpty, groupings.random.isEmpty, groupings.intercept == nil else {
      throw InputError(.malformed, "formula", "after a bar stands the factor that groups the cases")
    }
    var result = FormulaTerms()
    for grouping in groupings.terms {
      result.random.append(
        FormulaRandomTerm(
          terms: inner.terms, hasIntercept: inner.intercept ?? true, grouping: try names(grouping),
          isCorrelated: isCorrelated))
    }
    return result
  }

  private func names(_ grouping: FormulaTerm) throws(InputError) -> [String] {
    var names: [String] = []
    for part in grouping.parts {
      switch part {
      case .variable(let name), .factor(let name): names.append(name)
      default:
        throw InputError(.malformed, "formula", "cases are grouped by factors, joined by : or /")
      }
    }
    return names
  }

  // Tokens

  var peek: FormulaToken? { place < tokens.count ? tokens[place] : nil }

  mutating func next() -> FormulaToken? {
    defer { place += 1 }
    return peek
  }

  mutating func take(_ mark: String) -> Bool {
    guard peek == .mark(mark) else { return false }
    place += 1
    return true
  }

  mutating func expect(_ mark: String) throws(InputError) {
    guard take(mark) else { throw unexpected(needed: mark) }
  }

  mutating func deeper() throws(InputError) {
    depth += 1
    guard depth <= 100 else {
      throw .infeasible("formula", "its brackets are nested too deeply", remedy: "build the terms in code")
    }
  }

  func unexpected(needed: String? = nil) -> InputError {
    let found = peek.map { "\"\($0.text)\"" } ?? "the end"
    return InputError(
      .malformed, "formula",
      needed.map { "\"\($0)\" is needed where \(found) stands" } ?? "\(found) is not expected at that place")
  }

  static func unknownFunction(_ name: String) -> InputError {
    let known = NumericTransform.allCases.map(\.rawValue) + ["I", "factor", "offset", "poly", "bs", "ns"]
    return InputError(
      .unknownName, "formula", "there is no function \"\(name)\"",
      remedy: "use one of \(known.joined(separator: ", "))")
  }
}
