import SurveyModels
import SurveyTestSupport

/// A design from the R formula of a fixture, so far as the fixtures go: names joined by `+`, `*` for two
/// terms with their product, `0` for no intercept, `I(x^2)` and `I(x + z)`.
struct FormulaDesign {
  let outcome: [Double]
  let design: Design
  /// The case weights, where the fixture names their column.
  let weights: [Double]?

  init(_ reference: Fixture.Case) throws {
    let sides = try reference.options["formula"].string().components(splitBy: " ~ ")
    let terms = Self.split(sides[1])
    let variables = [sides[0]] + terms.flatMap { $0.components(splitBy: " * ") }.flatMap(Self.variables)
    let table = try reference.data().dropping(missingIn: variables)
    let maker = TermMaker(table: table, options: reference.options)
    outcome = try table.complete([sides[0]])[0]
    let column = try? reference.options["weights"].string()
    weights = try column.map { try table.complete([$0])[0] }
    if terms == ["1"] {
      design = try Design(interceptFor: outcome)
      return
    }
    var mains: [Term] = []
    var products: [Term] = []
    for term in terms where term != "0" {
      let factors = try term.components(splitBy: " * ").map(maker.term)
      mains += factors
      if factors.count > 1 { products.append(.product(factors)) }
    }
    design = try Design(mains + products, intercept: !terms.contains("0"))
  }

  /// Splits at the plus signs outside brackets.
  private static func split(_ formula: String) -> [String] {
    var (terms, depth) = ([""], 0)
    for character in formula {
      depth += character == "(" ? 1 : character == ")" ? -1 : 0
      if character == "+", depth == 0 { terms.append("") } else { terms[terms.count - 1].append(character) }
    }
    return terms.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }

  private static func variables(_ term: String) -> [String] {
    guard term.hasPrefix("I(") else { return ["0", "1"].contains(term) ? [] : [term] }
    return term.dropFirst(2).dropLast().split(whereSeparator: { " +^".contains($0) }).map(String.init)
      .filter { Double($0) == nil }
  }
}

private struct TermMaker {
  let table: DataTable
  let options: Fixture.Value

  func term(_ text: String) throws -> Term {
    if text.hasPrefix("I(") { return try transform(String(text.dropFirst(2).dropLast()), text) }
    let levels = options["factor_levels"][text]
    let labels = try table.column(text).compactMap { $0 }
    guard levels == .null else {
      return .factor(text, labels, levels: try levels.strings(), contrasts: contrasts(text))
    }
    // A column of words is a factor with its levels in order, as in R.
    guard labels.allSatisfy({ Double($0) != nil }) else { return .factor(text, labels) }
    return .numeric(text, try table.complete([text])[0])
  }

  private func transform(_ inner: String, _ name: String) throws -> Term {
    let power = inner.components(splitBy: "^")
    if power.count == 2 { return .power(power[0], try table.complete([power[0]])[0], Int(power[1]) ?? 0) }
    let columns = try table.complete(inner.components(splitBy: " + "))
    return .numeric(name, zip(columns[0], columns[1]).map { $0 + $1 })
  }

  private func contrasts(_ factor: String) -> Contrasts {
    switch options["contrasts"][factor] {
    case .text("contr.sum"): .sum
    case .text("contr.helmert"): .helmert
    case .text("contr.poly"): .polynomial
    default: .treatment
    }
  }
}

extension String {
  fileprivate func components(splitBy separator: String) -> [String] {
    var parts: [String] = [""]
    var rest = Substring(self)
    while !rest.isEmpty {
      if rest.hasPrefix(separator) {
        parts.append("")
        rest = rest.dropFirst(separator.count)
      } else {
        parts[parts.count - 1].append(rest.removeFirst())
      }
    }
    return parts
  }
}
