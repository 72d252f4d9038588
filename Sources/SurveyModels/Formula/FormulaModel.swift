import SurveyVocabulary

/// What a formula stands for in a table: the outcome, the design and what else the fit needs, over the cases
/// that have every variable.
public struct FormulaModel: Sendable {
  /// The design of the fixed terms.
  public let design: Design
  /// The sum of the offsets, one number per case; `nil` where the formula has none.
  public let offset: [Double]?
  /// The weights, where a variable was named for them.
  public let weights: [Double]?
  /// The terms that vary between groups.
  public let randomTerms: [RandomTerm]
  /// The places of the cases used, in the table.
  public let rows: [Int]
  /// How many cases were used, and which variable the others lack.
  public let cases: CaseLedger
  /// The cases used, with all variables of the table; those outside of the formula may be missing.
  public let data: ModelData
  let source: NumericExpression?

  /// The numbers of the outcome.
  ///
  /// - Throws: `InputError` if the formula has no outcome, or it holds labels.
  public func outcome() throws(InputError) -> [Double] {
    guard let source else {
      throw InputError(.definition, "formula", "nothing stands before the tilde")
    }
    return try source.values(count: data.count) { name throws(InputError) in try data.numbers(name) }
  }

  /// The labels of the outcome, with their levels in order; whole numbers become labels.
  ///
  /// - Throws: `InputError` if the formula's outcome is not a variable by itself.
  public func outcomeLabels() throws(InputError) -> (labels: [String], levels: [String]) {
    guard case .variable(let name) = source else {
      throw InputError(.definition, "formula", "the outcome is no variable by itself")
    }
    return try data.labels(name)
  }
}

extension Formula {
  /// What the formula stands for in a table. Cases that lack a variable are left out and counted.
  ///
  /// - Parameters:
  ///   - data: The variables.
  ///   - contrasts: How factors are coded; treatment contrasts where a factor is not named.
  ///   - weights: The variable of the weights, where there are some.
  /// - Returns: The design with all that belongs to it.
  /// - Throws: `InputError` if a variable is not there or does not fit its place, if a factor has a single
  ///   level among the cases used, or if no case has every variable.
  public func model(
    in data: ModelData, contrasts: [String: Contrasts] = [:], weights: String? = nil
  ) throws(InputError) -> FormulaModel {
    let (used, rows, cases) = try data.complete(variables + (weights.map { [$0] } ?? []))
    guard used.count > 0 else { throw .tooFew("complete cases", found: 0, needed: 1) }
    let reader = FormulaReader(data: used, contrasts: contrasts)
    try reader.checkContrasts(of: variables)
    let ordered = terms.terms.sortedByParts()
    let fixed = try reader.terms(ordered)
    var design =
      try fixed.isEmpty && hasIntercept
      ? Design(interceptFor: [Double](repeating: 0, count: used.count))
      : Design(fixed, intercept: hasIntercept)
    design.table = used.choosing(design.variableNames)
    var offset: [Double]?
    for expression in terms.offsets {
      let values = try reader.numbers(expression)
      offset = offset.map { zip($0, values).map { $0 + $1 } } ?? values
    }
    var random: [RandomTerm] = []
    for term in terms.random { random.append(try reader.random(term)) }
    return FormulaModel(
      design: design, offset: offset,
      weights: try weights.map { name throws(InputError) in try used.numbers(name) },
      randomTerms: random, rows: rows, cases: cases, data: used, source: outcome)
  }
}

extension [FormulaTerm] {
  /// Terms of one part first, then of two and so on, in the order of their mention.
  func sortedByParts() -> [FormulaTerm] {
    enumerated().sorted { ($0.element.parts.count, $0.offset) < ($1.element.parts.count, $1.offset) }
      .map(\.element)
  }
}

/// Makes terms of the parts of a formula, from the variables of complete cases.
struct FormulaReader {
  let data: ModelData
  let contrasts: [String: Contrasts]

  func checkContrasts(of variables: [String]) throws(InputError) {
    if let stranger = contrasts.keys.sorted().first(where: { !variables.contains($0) }) {
      throw .unknownName(stranger, among: variables, subject: "contrasts")
    }
  }

  func terms(_ terms: [FormulaTerm]) throws(InputError) -> [Term] {
    var found: [Term] = []
    for term in terms {
      var parts: [Term] = []
      for part in term.parts { parts.append(try self.term(part)) }
      found.append(parts.count == 1 ? parts[0] : .product(parts))
    }
    return found
  }

  func numbers(_ expression: NumericExpression) throws(InputError) -> [Double] {
    try expression.values(count: data.count) { name throws(InputError) in try data.numbers(name) }
  }

  /// The effects that vary between groups.
  func random(_ term: FormulaRandomTerm) throws(InputError) -> RandomTerm {
    var groups: [String] = []
    for (index, name) in term.grouping.enumerated() {
      let labels = try data.labels(name).labels
      groups = index == 0 ? labels : zip(groups, labels).map { "\($0) × \($1)" }
    }
    let slopes = try terms(term.terms.sortedByParts())
    return RandomTerm(
      terms: slopes, hasIntercept: term.hasIntercept, groups: groups,
      name: term.grouping.joined(separator: " × "), isCorrelated: term.isCorrelated)
  }

  private func term(_ part: FormulaPart) throws(InputError) -> Term {
    switch part {
    case .variable(let name):
      guard case .labels = try data.variable(name) else { return .numeric(name, try data.numbers(name)) }
      return try factor(name)
    case .factor(let name): return try factor(name)
    case .power(let name, let exponent): return .power(name, try data.numbers(name), exponent)
    case .expression(let expression):
      return Term(name: expression.text, content: .number(try numbers(expression), expression))
    case .basis(let expression, let kind):
      return Term(
        name: expression.text, content: .basis(try numbers(expression), expression, kind))
    }
  }

  private func factor(_ name: String) throws(InputError) -> Term {
    let (labels, levels) = try data.labels(name)
    return .factor(name, labels, levels: levels, contrasts: contrasts[name] ?? .treatment)
  }
}
