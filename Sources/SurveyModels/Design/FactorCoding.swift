/// Which factors of a term need a column for every level, by the rule of Chambers and Hastie (1992): a
/// factor has contrasts where the rest of its term stands in the design by itself, for only then do those
/// columns already hold what the contrasts leave out.
struct FactorCoding {
  private var margins: Set<Set<String>>
  /// Whether some columns so far add up to a column of ones.
  private var holdsOnes: Bool

  init(_ terms: [Term], intercept: Bool) {
    margins = Set(terms.map { Set($0.parts.map(\.identity)) })
    holdsOnes = intercept
  }

  /// The names of the factors of the next term that need a column for every level.
  mutating func full(_ term: Term) -> Set<String> {
    let parts = Set(term.parts.map(\.identity))
    let full = term.parts.filter { part in
      let margin = parts.subtracting([part.identity])
      return part.isFactor && !(margin.isEmpty ? holdsOnes : margins.contains(margin))
    }
    // All combinations of levels add up to one.
    if full.count == term.parts.count { holdsOnes = true }
    return Set(full.map(\.name))
  }
}

extension Term {
  /// The terms that the term multiplies: itself, where it is no product.
  var parts: [Term] {
    if case .product(let parts) = content { parts } else { [self] }
  }

  /// What tells the term from others: two curves of one variable have the same name.
  var identity: String {
    if case .basis(_, _, let kind) = content { "\(name) \(kind)" } else { name }
  }
}
