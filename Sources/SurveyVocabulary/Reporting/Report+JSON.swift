extension Report {
  /// The report as JSON: every number unrounded, keys in a fixed order, empty parts left away.
  public var json: String { jsonValue.text }

  /// The report as a JSON value.
  public var jsonValue: JSONValue {
    object([
      ("title", .string(title)),
      ("method", method?.jsonValue),
      ("introduction", strings(introduction)),
      ("rows", list(rows.map(\.jsonValue))),
      ("grids", list(grids.map(\.jsonValue))),
      ("facts", list(facts.map(\.jsonValue))),
      ("cases", cases?.jsonValue),
      ("notes", strings(notes)),
      ("warnings", strings(warnings)),
      ("sections", list(sections.map(\.jsonValue))),
    ])
  }
}

private func object(_ members: [(String, JSONValue?)]) -> JSONValue {
  .object(members.compactMap { key, value in value.map { JSONValue.Member(key, $0) } })
}

private func list(_ values: [JSONValue]) -> JSONValue? { values.isEmpty ? nil : .array(values) }

private func strings(_ values: [String]) -> JSONValue? { list(values.map { .string($0) }) }

extension Report.Method {
  fileprivate var jsonValue: JSONValue {
    object([
      ("id", .string(id)),
      ("options", list(options.map(\.jsonValue))),
      // A seed may exceed what other readers hold in a number.
      ("seed", seed.map { .string(String($0)) }),
      ("citation", citation?.jsonValue),
    ])
  }
}

extension Citation {
  fileprivate var jsonValue: JSONValue {
    object([
      ("authors", .string(authors)), ("year", .integer(year)), ("work", .string(work)),
      ("doi", doi.map { .string($0) }),
    ])
  }
}

extension Report.Row {
  fileprivate var jsonValue: JSONValue {
    object([
      ("label", .string(label)),
      ("estimate", estimate.map { .double($0.value) }),
      ("standardError", (estimate?.standardError).map { .double($0) }),
      ("interval", estimate?.interval?.jsonValue),
      ("statistic", statistic?.jsonValue),
      ("pValue", pValue.map { .double($0) }),
      ("alternative", alternative.map { .string($0.rawValue) }),
    ])
  }
}

extension ConfidenceInterval {
  fileprivate var jsonValue: JSONValue {
    object([
      ("lower", .double(lower)), ("upper", .double(upper)), ("level", .double(level)),
      ("method", .string(method)),
    ])
  }
}

extension TestStatistic {
  fileprivate var jsonValue: JSONValue {
    var members: [(String, JSONValue?)] = [("symbol", .string(symbol)), ("value", .double(value))]
    switch reference {
    case .normal: members += [("reference", .string("normal"))]
    case .t(let df): members += [("reference", .string("t")), ("degreesOfFreedom", .double(df))]
    case .chiSquare(let df):
      members += [("reference", .string("chi-square")), ("degreesOfFreedom", .double(df))]
    case .f(let numerator, let denominator):
      members += [
        ("reference", .string("F")), ("numerator", .double(numerator)), ("denominator", .double(denominator)),
      ]
    case .exact(let tails): members += [("reference", .string("exact"))] + tails.jsonMembers
    case .monteCarlo(let tails, let draws, let seed):
      members += [("reference", .string("Monte Carlo"))] + tails.jsonMembers
      members += [("draws", .integer(draws)), ("seed", .string(String(seed)))]
    }
    return object(members)
  }
}

extension TailProbabilities {
  fileprivate var jsonMembers: [(String, JSONValue?)] {
    [
      ("lower", .double(lower)), ("upper", .double(upper)), ("twoSided", .double(twoSided)),
      ("definition", .string(definition)),
    ]
  }
}

extension Report.Grid {
  fileprivate var jsonValue: JSONValue {
    object([
      ("title", title.map { .string($0) }),
      ("columns", .array(columns.map { .string($0) })),
      ("lines", .array(lines.map { .array($0.map(\.jsonValue)) })),
    ])
  }
}

extension Report.Fact {
  fileprivate var jsonValue: JSONValue {
    object([("label", .string(label)), ("value", value.jsonValue)])
  }
}

extension Report.Cell {
  /// The bare value, as a program wants it: how it is printed for people is not part of it.
  fileprivate var jsonValue: JSONValue {
    switch self {
    case .text(let value): .string(value)
    case .count(let value): .integer(value)
    case .number(let value, _), .pValue(let value): .double(value)
    case .interval(let interval, _): interval.jsonValue
    case .list(let cells): .array(cells.map(\.jsonValue))
    case .empty: .null
    }
  }
}

extension CaseLedger {
  fileprivate var jsonValue: JSONValue {
    let lines = exclusions.map { exclusion in
      object([
        ("reason", .string(exclusion.reason)), ("variable", exclusion.variable.map { .string($0) }),
        ("count", .integer(exclusion.count)),
      ])
    }
    return object([("entered", .integer(entered)), ("used", .integer(used)), ("excluded", list(lines))])
  }
}
