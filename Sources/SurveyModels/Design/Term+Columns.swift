import SurveyLinearAlgebra
import SurveyVocabulary

/// A column of a design: a name, and numbers or the recipe for them.
struct DesignColumn: Sendable {
  let name: String
  let values: [Double]
  /// The vectors whose product the column is, where rounding may have lost digits.
  let factors: [[Double]]

  /// What rounding took from the column's exact values; `nil` where nothing can have been lost.
  var lowPart: [Double]? {
    guard factors.count > 1 else { return nil }
    var exact = factors[0].map { DoubleDouble($0) }
    for factor in factors.dropFirst() {
      for index in exact.indices { exact[index] = exact[index] * DoubleDouble(factor[index]) }
    }
    return zip(exact, values).map { ($0 - DoubleDouble($1)).value }
  }
}

extension Term {
  /// The number of cases that the term describes.
  var rowCount: Int {
    switch content {
    case .number(let values, _), .transformed(let values, _, _), .power(let values, _, _),
      .basis(let values, _, _):
      values.count
    case .factor(let labels, _, _): labels.count
    case .product(let terms): terms.first?.rowCount ?? 0
    }
  }

  /// The columns of the term.
  ///
  /// - Parameter full: The names of the factors in it whose levels all have a column.
  /// - Returns: The columns in their order.
  /// - Throws: `InputError` if the term's values do not fit what it makes of them.
  func columns(full: Set<String> = []) throws(InputError) -> [DesignColumn] {
    switch content {
    case .number(let values, _): return [DesignColumn(name: name, values: values, factors: [values])]
    case .transformed(let values, let transform, let variable):
      return [DesignColumn(name: name, values: try transform.values(values, name: variable), factors: [])]
    case .power(let values, _, let exponent): return [try powerColumn(values, exponent)]
    case .factor(let labels, let levels, let contrasts):
      return try factorColumns(labels, levels, contrasts, isFull: full.contains(name))
    case .basis(let values, let source, let kind):
      let basis = try Basis(kind, for: values, name: source.text)
      let columns = try basis.columns(values, name: source.text)
      return zip(basis.names, columns).map { suffix, column in
        DesignColumn(name: "\(name): \(suffix)", values: column, factors: [])
      }
    case .product(let terms): return try productColumns(terms, full: full)
    }
  }

  private func powerColumn(_ values: [Double], _ exponent: Int) throws(InputError) -> DesignColumn {
    guard (2...100).contains(exponent) else {
      throw .outOfRange(name, value: Double(exponent), allowed: "a whole exponent from 1 to 100")
    }
    var powers = values
    for (index, value) in values.enumerated() {
      guard value.isFinite else { throw .notFinite(name, value: value, at: index) }
      var power = DoubleDouble(value)
      for _ in 1..<exponent { power = power * DoubleDouble(value) }
      powers[index] = power.value
      guard powers[index].magnitude < 1e150 else {
        throw .outOfRange(name, value: powers[index], allowed: "below 1e150 in size; rescale the values")
      }
    }
    return DesignColumn(
      name: name, values: powers, factors: [[Double]](repeating: values, count: exponent))
  }

  private func factorColumns(
    _ labels: [String], _ levels: [String], _ contrasts: Contrasts, isFull: Bool
  ) throws(InputError) -> [DesignColumn] {
    guard Set(levels).count == levels.count else {
      throw InputError(.definition, name, "a level is named twice", remedy: "name every level once")
    }
    var codes: [String: Int] = [:]
    for (index, level) in levels.enumerated() { codes[level] = index }
    var counts = [Int](repeating: 0, count: levels.count)
    var codeOfCase: [Int] = []
    codeOfCase.reserveCapacity(labels.count)
    for label in labels {
      guard let code = codes[label] else { throw .unknownName(label, among: levels, subject: name) }
      counts[code] += 1
      codeOfCase.append(code)
    }
    let used = levels.indices.filter { counts[$0] > 0 }
    guard used.count > 1 else {
      throw .constant(name, remedy: "leave the factor out, or choose cases with more than one level")
    }
    if contrasts == .treatment, !isFull, used.first != 0 {
      throw InputError(
        .unknownName, name, "no case has the baseline level \"\(levels[0])\"", remedy: "name another baseline"
      )
    }
    try checkSize(columns: used.count, levels: used.count, contrasts)
    var place = [Int](repeating: 0, count: levels.count)
    for (index, level) in used.enumerated() { place[level] = index }
    guard !isFull else {
      return used.map { level in
        DesignColumn(
          name: "\(name): \(levels[level])", values: codeOfCase.map { $0 == level ? 1 : 0 }, factors: [])
      }
    }
    return try contrasts.columns(used.map { levels[$0] }, of: name).map { column in
      DesignColumn(
        name: "\(name): \(column.name)", values: codeOfCase.map { column.values[place[$0]] }, factors: [])
    }
  }

  /// Refuses terms that would fill the memory: a factor of identifiers, a product of many factors.
  private func checkSize(columns: Int, levels: Int, _ contrasts: Contrasts?) throws(InputError) {
    guard levels <= (contrasts == .polynomial ? 100 : 2_000) else {
      throw .infeasible(
        name, "a factor of \(levels) levels is too large for columns of its own",
        remedy: contrasts == .polynomial ? "use the levels as numbers" : "use fewer levels")
    }
    guard columns <= 10_000, Double(columns) * Double(rowCount) <= 134_217_728 else {
      throw .infeasible(
        name, "\(columns) columns of \(rowCount) cases are too large for one term", remedy: "use fewer levels"
      )
    }
  }

  private func productColumns(_ terms: [Term], full: Set<String>) throws(InputError) -> [DesignColumn] {
    guard let first = terms.first, terms.count <= 20 else {
      throw InputError(
        .definition, "product", "a product has from 1 to 20 terms, this one has \(terms.count)")
    }
    var products = try first.columns(full: full)
    for term in terms.dropFirst() {
      let next = try term.columns(full: full)
      try checkEqualLength(term.rowCount, term.name, rowCount, first.name)
      try checkSize(columns: products.count * next.count, levels: 0, nil)
      products = next.flatMap { right in products.map { left in left.times(right) } }
    }
    return products
  }
}

extension DesignColumn {
  fileprivate func times(_ other: DesignColumn) -> DesignColumn {
    DesignColumn(
      name: "\(name) × \(other.name)", values: zip(values, other.values).map { $0 * $1 },
      factors: (factors.isEmpty ? [values] : factors)
        + (other.factors.isEmpty ? [other.values] : other.factors))
  }
}

extension Term {
  /// Whether the term is a factor.
  var isFactor: Bool {
    if case .factor = content { return true }
    return false
  }

  /// The columns for a comparison of groups: of a factor all levels, the baseline too.
  func balanceColumns() throws(InputError) -> [DesignColumn] {
    guard case .factor(let labels, let levels, _) = content else { return try columns() }
    let known = Set(levels)
    if let stranger = labels.first(where: { !known.contains($0) }) {
      throw .unknownName(stranger, among: levels, subject: name)
    }
    try checkSize(columns: levels.count, levels: levels.count, nil)
    return levels.map { level in
      DesignColumn(name: "\(name): \(level)", values: labels.map { $0 == level ? 1 : 0 }, factors: [])
    }
  }
}
