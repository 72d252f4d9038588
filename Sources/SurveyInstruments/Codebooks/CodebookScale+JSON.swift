extension Codebook.Scale: JSONReadable {
  init?(_ node: JSONNode) {
    guard let object = node.object("name", "items", "missing", "score", "rescaling") else { return nil }
    let name = object.required("name")?.string
    let items = object.required("items")?.list(Codebook.Item.init)
    let missing = object.optional("missing").map(MissingRule.init) ?? .some(.none)
    let score = object.optional("score").map { $0.option(ScoreRule.self) } ?? .mean
    let rescaling = object.optional("rescaling").map { $0.option(Rescaling.self) } ?? .some(.none)
    guard let name, let items, let missing, let score, let rescaling else { return nil }
    self.init(name, items: items, missing: missing, score: score, rescaling: rescaling)
  }

  var jsonValue: JSONValue {
    .members([
      ("name", .string(name)), ("items", .array(items.map(\.jsonValue))), ("missing", missing.jsonValue),
      ("score", .string(score.rawValue)), ("rescaling", .string(rescaling.rawValue)),
    ])
  }
}

extension Codebook.Item: JSONReadable {
  /// A column's name alone, or an object with `column` and `keyed`.
  init?(_ node: JSONNode) {
    if case .string(let name) = node.value {
      self.init(name)
      return
    }
    guard let object = node.object("column", "keyed") else { return nil }
    let column = object.required("column")?.string
    let keyed = object.optional("keyed").map { $0.option(Keying.self) } ?? .positive
    guard let column, let keyed else { return nil }
    self.init(column, keyed: keyed)
  }

  var jsonValue: JSONValue { .members([("column", .string(column)), ("keyed", .string(keyed.rawValue))]) }
}

extension MissingRule: JSONReadable {
  /// `{}` for all items, `{"atLeast": 2}` or `{"fraction": 0.8}`.
  init?(_ node: JSONNode) {
    guard let object = node.object("atLeast", "fraction") else { return nil }
    if let count = object.optional("atLeast") {
      if object.optional("fraction") != nil, !node.log.allowsUnknown {
        node.fault("has both \"atLeast\" and \"fraction\"")
      }
      guard let count = count.integer else { return nil }
      self = .atLeast(count)
    } else if let fraction = object.optional("fraction") {
      guard let fraction = fraction.double else { return nil }
      self = .atLeast(fraction: fraction)
    } else {
      self = .none
    }
  }

  var jsonValue: JSONValue {
    .members([("atLeast", count.map(JSONValue.integer)), ("fraction", fraction.map(JSONValue.double))])
  }
}
