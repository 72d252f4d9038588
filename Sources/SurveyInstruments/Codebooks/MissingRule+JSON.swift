extension MissingRule: JSONReadable, Codable {
  /// What the numbers of a rule are of.
  private enum Base: String, CaseIterable { case all, shown }

  /// `{}` for all items, `{"atLeast": 2}`, `{"fraction": 0.8}`, `{"moreThan": 0.5}` or
  /// `{"atMostMissing": 1}`; with `"of": "shown"` of the items shown.
  init?(_ node: JSONNode) {
    let names = ["atLeast", "fraction", "moreThan", "atMostMissing"]
    guard let object = node.object("atLeast", "fraction", "moreThan", "atMostMissing", "of") else {
      return nil
    }
    guard let base = object.optional("of").map({ $0.option(Base.self) }) ?? .all else { return nil }
    let given = names.filter { object.optional($0) != nil }
    if given.count > 1, !node.log.allowsUnknown {
      node.fault("has both \"\(given[0])\" and \"\(given[1])\"")
    }
    var rule = MissingRule.none
    if let count = object.optional("atLeast") {
      guard let count = count.integer else { return nil }
      rule = .atLeast(count)
    } else if let fraction = object.optional("fraction") {
      guard let fraction = fraction.double else { return nil }
      rule = .atLeast(fraction: fraction)
    } else if let share = object.optional("moreThan") {
      guard let share = share.double else { return nil }
      rule = .moreThan(fraction: share)
    } else if let tolerated = object.optional("atMostMissing") {
      guard let tolerated = tolerated.integer else { return nil }
      rule = .atMost(missing: tolerated)
    }
    self = base == .shown ? rule.ofItemsShown : rule
  }

  var jsonValue: JSONValue {
    .members([
      ("atLeast", count.map(JSONValue.integer)), ("fraction", fraction.map(JSONValue.double)),
      ("moreThan", share.map(JSONValue.double)), ("atMostMissing", tolerated.map(JSONValue.integer)),
      ("of", countsOnlyItemsShown ? .string(Base.shown.rawValue) : nil),
    ])
  }

  /// Reads a rule: `{}` for all items, `{"atLeast": 2}`, `{"fraction": 0.8}`, `{"moreThan": 0.5}` or
  /// `{"atMostMissing": 1}`; with `"of": "shown"` of the items shown.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the rule; `of` only where it is of the items shown.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}
