/// What a term of a formula multiplies: a variable as it is, or something made of one.
enum FormulaPart: Hashable, Sendable {
  /// A variable: numbers, or a factor where it holds labels.
  case variable(String)
  /// A variable whose values are levels, even where they are numbers.
  case factor(String)
  case expression(NumericExpression)
  case power(String, Int)
  case basis(NumericExpression, BasisKind)

  /// The variables in the order of their mention.
  var variables: [String] {
    switch self {
    case .variable(let name), .factor(let name), .power(let name, _): [name]
    case .expression(let expression), .basis(let expression, _): expression.variables
    }
  }
}

/// A term of a formula: the parts whose columns are multiplied, in the order of their mention.
struct FormulaTerm: Hashable, Sendable {
  let parts: [FormulaPart]

  /// The product of two terms; a part that both have counts once.
  func times(_ other: FormulaTerm) -> FormulaTerm {
    FormulaTerm(parts: parts + other.parts.filter { !parts.contains($0) })
  }

  static func == (one: FormulaTerm, other: FormulaTerm) -> Bool { Set(one.parts) == Set(other.parts) }

  func hash(into hasher: inout Hasher) { hasher.combine(Set(parts)) }
}

/// The right side of a formula, or the left side of a bar: terms with or without an intercept.
struct FormulaTerms: Hashable, Sendable {
  var terms: [FormulaTerm] = []
  /// Whether the intercept was named, or taken out, or neither.
  var intercept: Bool?
  var offsets: [NumericExpression] = []
  var random: [FormulaRandomTerm] = []

  mutating func add(_ term: FormulaTerm) {
    if !terms.contains(term) { terms.append(term) }
  }
}

/// `(terms | grouping)` of a formula.
struct FormulaRandomTerm: Hashable, Sendable {
  var terms: [FormulaTerm]
  var hasIntercept: Bool
  /// The factors whose combinations are the groups.
  var grouping: [String]
  /// Whether the effects of a group may be correlated with each other.
  var isCorrelated: Bool
}
