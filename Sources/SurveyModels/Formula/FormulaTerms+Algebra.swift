import SurveyVocabulary

/// The algebra of terms of Wilkinson and Rogers (1973), as R writes it.
extension FormulaTerms {
  init(_ part: FormulaPart) { terms = [FormulaTerm(parts: [part])] }

  /// Adds other terms.
  mutating func include(_ other: FormulaTerms) throws(InputError) {
    for term in other.terms { add(term) }
    if let intercept = other.intercept { self.intercept = intercept }
    offsets += other.offsets
    random += other.random
    try checkSize()
  }

  /// Takes terms out; taking out 1 is leaving the intercept out, taking out 0 is naming it.
  mutating func remove(_ other: FormulaTerms) throws(InputError) {
    guard other.offsets.isEmpty, other.random.isEmpty else {
      throw InputError(.malformed, "formula", "only terms and the intercept can be taken out")
    }
    terms.removeAll { other.terms.contains($0) }
    if let intercept = other.intercept { self.intercept = !intercept }
  }

  /// The products of each term with each of another's: `a:b`.
  func times(_ other: FormulaTerms) throws(InputError) -> FormulaTerms {
    try checkPlain()
    try other.checkPlain()
    guard terms.count * other.terms.count <= 10_000 else { throw Self.tooMany }
    var result = FormulaTerms()
    for left in terms {
      for right in other.terms { result.add(left.times(right)) }
    }
    try result.checkSize()
    return result
  }

  /// Both and their products: `a * b`.
  func crossed(_ other: FormulaTerms) throws(InputError) -> FormulaTerms {
    var result = self
    let products = try times(other)
    try result.include(other)
    try result.include(products)
    return result
  }

  /// The first, and the second within every combination of the first: `a / b`.
  func nesting(_ other: FormulaTerms) throws(InputError) -> FormulaTerms {
    var result = self
    let all = FormulaTerm(parts: terms.reduce(into: FormulaTerm(parts: [])) { $0 = $0.times($1) }.parts)
    try result.include(try FormulaTerms(terms: [all]).times(other))
    return result
  }

  private func checkPlain() throws(InputError) {
    guard offsets.isEmpty, random.isEmpty, intercept == nil, !terms.isEmpty else {
      throw InputError(
        .malformed, "formula", "only terms can be multiplied, not an intercept, an offset or a random term")
    }
  }

  private func checkSize() throws(InputError) {
    guard terms.count <= 500, terms.allSatisfy({ $0.parts.count <= 20 }), random.count <= 50 else {
      throw Self.tooMany
    }
  }

  private static let tooMany = InputError.infeasible(
    "formula", "it stands for more than 500 terms", remedy: "multiply fewer terms")
}
