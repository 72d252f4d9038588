import SurveyLinearAlgebra
import SurveyVocabulary

extension Design {
  /// The derivative of every row by one numeric variable, for other cases: terms that hold the variable
  /// contribute by the rules of calculus, powers, functions, polynomials and splines included; a factor
  /// contributes nothing.
  ///
  /// - Parameters:
  ///   - data: The variables of the cases, as for ``matrix(for:)``.
  ///   - variable: The variable that changes.
  /// - Returns: One row for each case, one column for each column of the design.
  /// - Throws: `InputError` as for ``matrix(for:)``, and if a derivative does not exist in a case.
  func slopes(for data: ModelData, by variable: String) throws(InputError) -> Matrix {
    let zeros = [Double](repeating: 0, count: data.count)
    var columns = hasIntercept ? [zeros] : []
    var coding = FactorCoding(terms, intercept: hasIntercept)
    for term in terms {
      let full = coding.full(term)
      var sums: [[Double]] = []
      // The product rule: the derivative of one part times the columns of the others.
      for (place, part) in term.parts.enumerated() {
        var products: [[Double]] = [[Double](repeating: 1, count: data.count)]
        for (other, factor) in term.parts.enumerated() {
          let next =
            other == place
            ? try part.slopes(for: data, by: variable, full: full)
            : try factor.columns(for: data, full: full)
          products = next.flatMap { right in products.map { left in zip(left, right).map { $0 * $1 } } }
        }
        sums = sums.isEmpty ? products : zip(sums, products).map { zip($0, $1).map { $0 + $1 } }
      }
      columns += sums
    }
    return Matrix(data.count, columns.count, columns.flatMap { $0 })
  }

  /// The variables that the terms were made of, over the cases of the design.
  ///
  /// - Throws: `InputError` if the design was made of a matrix, or of no predictor.
  func variables() throws(InputError) -> ModelData {
    guard !terms.isEmpty else {
      throw InputError(
        .definition, "design",
        columnNames == [Self.interceptName]
          ? "there is no predictor" : "it was made of a matrix, so that no variable has a name",
        remedy: "make it of terms or named columns")
    }
    if let table { return table }
    var found: [String: ModelVariable] = [:]
    for part in terms.flatMap(\.parts) {
      switch part.content {
      case .number(let values, .variable(let name)), .transformed(let values, _, let name),
        .power(let values, let name, _), .basis(let values, .variable(let name), _):
        found[name] = .numbers(values)
      case .factor(let labels, let levels, _):
        if found[part.name] == nil { found[part.name] = .labels(labels, levels: levels) }
      case .number, .basis, .product: break
      }
    }
    return try ModelData(found)
  }

  /// The names of the variables of the terms, in the order in which they are first named.
  var variableNames: [String] {
    var seen: Set<String> = []
    return terms.flatMap(\.parts).flatMap(\.variableNames).filter { seen.insert($0).inserted }
  }

  /// The levels of a factor that have a case, the reference first; `nil` where no term takes the variable as a
  /// factor.
  func levels(of variable: String) -> [String]? {
    for part in terms.flatMap(\.parts) where part.name == variable {
      guard case .factor(let labels, let levels, _) = part.content else { continue }
      let known = Set(labels)
      return levels.filter { known.contains($0) }
    }
    return nil
  }
}

extension Term {
  /// The variables of a term that is no product.
  fileprivate var variableNames: [String] {
    switch content {
    case .number(_, let source), .basis(_, let source, _): source.variables
    case .transformed(_, _, let variable), .power(_, let variable, _): [variable]
    case .factor: [name]
    case .product(let parts): parts.flatMap(\.variableNames)
    }
  }

  /// The derivatives of the columns of a term that is no product.
  fileprivate func slopes(
    for data: ModelData, by variable: String, full: Set<String>
  ) throws(InputError) -> [[Double]] {
    let numbers = { (name: String) throws(InputError) -> [Double] in try data.numbers(name) }
    let zeros = [Double](repeating: 0, count: data.count)
    switch content {
    case .number(_, let source): return [try source.slopes(by: variable, count: data.count, numbers)]
    case .transformed(_, let transform, let own):
      guard own == variable else { return [zeros] }
      return [try finiteSlopes(try data.numbers(own).map(transform.slope), name, variable)]
    case .power(_, let own, let exponent):
      guard own == variable else { return [zeros] }
      return [try data.numbers(own).map { Double(exponent) * raise($0, to: Double(exponent - 1)) }]
    case .basis(let values, let source, let kind):
      let basis = try Basis(kind, for: values, name: source.text)
      guard source.variables.contains(variable) else { return basis.names.map { _ in zeros } }
      let inner = try source.slopes(by: variable, count: data.count, numbers)
      let slopes = try basis.slopes(try source.values(count: data.count, numbers), name: source.text)
      return slopes.map { zip($0, inner).map { $0 * $1 } }
    case .factor, .product: return try columns(for: data, full: full).map { _ in zeros }
    }
  }
}
