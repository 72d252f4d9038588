/// Which factors of a term need a column for every level, by the rule of Chambers and Hastie (1992): a
/// factor has contrasts where the rest of its term stands in the design by itself, for only then do those
/// columns already hold what the contrasts leave out.
struct FactorCoding {
  private var margins: Set<Set<String>>
  /// Whether some columns so far add up to a column of ones.
  private var holdsOnes: Bool

  init(_ terms: [Term], intercept: Bool) {
    margins = Set(terms.map { Set($0.parts.map(\.name)) })
    holdsOnes = intercept
  }

  /// The names of the factors of the next term that need a column for every level.
  mutating func full(_ term: Term) -> Set<String> {
    let names = Set(term.parts.map(\.name))
    let full = term.parts.filter { part in
      let margin = names.subtracting([part.name])
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
}
