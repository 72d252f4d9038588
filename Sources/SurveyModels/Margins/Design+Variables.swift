import SurveyVocabulary

/// A variable that terms of a design are made of.
struct DesignVariable {
  enum Content {
    /// The label of every case, and the levels that occur, in order.
    case labels([String], levels: [String])
    /// The mean over the cases; `nil` where the design holds only a function of the numbers.
    case numbers(mean: Double?)
  }

  let name: String
  let content: Content
}

extension Design {
  /// The variables of the terms in the order of their first mention.
  ///
  /// - Throws: `InputError` if the design was made of a matrix.
  func gridVariables() throws(InputError) -> [DesignVariable] {
    guard !terms.isEmpty || columnNames == [Self.interceptName] else {
      throw InputError(
        .definition, "design", "it was made of a matrix, so that no variable has a name",
        remedy: "make it of terms or named columns")
    }
    var order: [String] = []
    var found: [String: DesignVariable.Content] = [:]
    for part in terms.flatMap(\.parts) {
      for (name, content) in part.variables {
        if found[name] == nil { order.append(name) }
        if case .numbers(mean: .some) = found[name] { continue }
        found[name] = content
      }
    }
    return order.compactMap { name in
      guard var content = found[name] else { return nil }
      if case .numbers(mean: nil) = content, let numbers = try? table?.numbers(name) {
        content = .numbers(mean: numbers.mean)
      }
      return DesignVariable(name: name, content: content)
    }
  }
}

extension Term {
  /// The variables of a term that is no product.
  fileprivate var variables: [(String, DesignVariable.Content)] {
    switch content {
    case .number(let values, let source), .basis(let values, let source, _):
      if case .variable(let name) = source { return [(name, .numbers(mean: values.mean))] }
      return source.variables.map { ($0, .numbers(mean: nil)) }
    case .transformed(let values, _, let variable), .power(let values, let variable, _):
      return [(variable, .numbers(mean: values.mean))]
    case .factor(let labels, let levels, _):
      let known = Set(labels)
      return [(name, .labels(labels, levels: levels.filter { known.contains($0) }))]
    case .product: return []
    }
  }
}

extension [Double] {
  /// The mean, by shares, so that no sum overflows; zero for none.
  var mean: Double { reduce(0) { $0 + $1 / Double(count) } }
}
