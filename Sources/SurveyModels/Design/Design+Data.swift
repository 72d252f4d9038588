import SurveyLinearAlgebra
import SurveyVocabulary

extension Design {
  /// The columns for other cases: the same coding of factors, the same polynomials and splines, other
  /// values.
  ///
  /// A term's variables are looked for by the names that the terms were given.
  ///
  /// - Parameter data: The variables of the other cases, without a missing value.
  /// - Returns: One row for each case, one column for each column of the design.
  /// - Throws: `InputError` if the design was made of a matrix, a variable is not there, has a missing
  ///   value or a level that the design does not know, or lies where a term is not defined.
  public func matrix(for data: ModelData) throws(InputError) -> Matrix {
    guard !terms.isEmpty || columnNames == [Self.interceptName] else {
      throw InputError(
        .definition, "design", "it was made of a matrix, so that no variable has a name",
        remedy: "make it of terms or named columns")
    }
    var columns = hasIntercept ? [[Double](repeating: 1, count: data.count)] : []
    var coding = FactorCoding(terms, intercept: hasIntercept)
    for term in terms { columns += try term.columns(for: data, full: coding.full(term)) }
    guard Double(columns.count) * Double(data.count) <= 134_217_728 else {
      throw .infeasible("data", "\(data.count) cases are too many at once", remedy: "take them in parts")
    }
    return Matrix(data.count, columns.count, columns.flatMap { $0 })
  }
}

extension Term {
  /// The columns of the term for other cases.
  func columns(for data: ModelData, full: Set<String>) throws(InputError) -> [[Double]] {
    switch content {
    case .number(_, let source):
      return [try source.values(count: data.count) { name throws(InputError) in try data.numbers(name) }]
    case .transformed(_, let transform, let variable):
      return [try transform.values(try data.numbers(variable), name: variable)]
    case .power(_, let variable, let exponent):
      return try Term.power(variable, try data.numbers(variable), exponent).columns().map(\.values)
    case .factor(let labels, let levels, let contrasts):
      return try factorColumns(for: data, labels, levels, contrasts, isFull: full.contains(name))
    case .basis(let values, let source, let kind):
      let basis = try Basis(kind, for: values, name: source.text)
      let others = try source.values(count: data.count) { name throws(InputError) in try data.numbers(name) }
      return try basis.columns(others, name: source.text)
    case .product(let parts):
      var products: [[Double]] = [[Double](repeating: 1, count: data.count)]
      for part in parts {
        let next = try part.columns(for: data, full: full)
        products = next.flatMap { right in products.map { left in zip(left, right).map { $0 * $1 } } }
      }
      return products
    }
  }

  private func factorColumns(
    for data: ModelData, _ fitted: [String], _ levels: [String], _ contrasts: Contrasts, isFull: Bool
  ) throws(InputError) -> [[Double]] {
    let known = Set(fitted)
    let used = levels.filter { known.contains($0) }
    var place: [String: Int] = [:]
    for (index, level) in used.enumerated() { place[level] = index }
    var codes: [Int] = []
    for label in try data.labels(name).labels {
      guard let code = place[label] else { throw .unknownName(label, among: used, subject: name) }
      codes.append(code)
    }
    guard !isFull else { return used.indices.map { level in codes.map { $0 == level ? 1 : 0 } } }
    return try contrasts.columns(used, of: name).map { column in codes.map { column.values[$0] } }
  }
}
