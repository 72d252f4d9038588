/// Which factors of a term need a column for every level, by the rule of Chambers and Hastie (1992): a
/// factor has contrasts where the rest of its term stands in the design by itself, for only then do those
/// columns already hold what the contrasts leave out.
struct FactorCoding {
  private let terms: [Term]
  /// What stands in the design by itself; found when the first factor asks for it, so that designs of numbers
  /// pay nothing.
  private var margins: Set<Set<String>>?
  /// Whether some columns so far add up to a column of ones.
  private var holdsOnes: Bool

  init(_ terms: [Term], intercept: Bool) {
    self.terms = terms
    holdsOnes = intercept
  }

  /// The names of the factors of the next term that need a column for every level.
  mutating func full(_ term: Term) -> Set<String> {
    guard term.holdsFactor else { return [] }
    let margins = self.margins ?? Set(terms.map { Set($0.parts.map(\.identity)) })
    self.margins = margins
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

  /// Whether the term is a factor or multiplies one.
  fileprivate var holdsFactor: Bool {
    switch content {
    case .factor: true
    case .product(let parts): parts.contains { $0.holdsFactor }
    case .number, .transformed, .power, .basis: false
    }
  }

  /// What tells the term from others: two curves of one variable have the same name.
  var identity: String {
    if case .basis(_, _, let kind) = content { "\(name) \(kind)" } else { name }
  }
}
