extension Codebook.Scale: JSONReadable, Codable {
  init?(_ node: JSONNode) {
    guard let object = node.object("name", "items", "missing", "score", "rescaling", "norms", "bands") else {
      return nil
    }
    let name = object.required("name")?.string
    let items = object.required("items")?.list(Codebook.Item.init)
    let missing = object.optional("missing").map(MissingRule.init) ?? .some(.none)
    let score = object.optional("score").map { $0.option(ScoreRule.self) } ?? .mean
    let rescaling = object.optional("rescaling").map { $0.option(Rescaling.self) } ?? .some(.none)
    let norms = object.optional("norms").map { Norms($0) }
    let bands = object.optional("bands").map { $0.list(Band.init) } ?? []
    guard let name, let items, let missing, let score, let rescaling, let bands else { return nil }
    if case .some(.none) = norms { return nil }
    self.init(
      name, items: items, missing: missing, score: score, rescaling: rescaling, norms: norms.flatMap { $0 },
      bands: bands)
  }

  var jsonValue: JSONValue {
    .members([
      ("name", .string(name)), ("items", .array(items.map(\.jsonValue))), ("missing", missing.jsonValue),
      ("score", .string(score.rawValue)), ("rescaling", .string(rescaling.rawValue)),
      ("norms", norms?.jsonValue), ("bands", bands.isEmpty ? nil : .array(bands.map(\.jsonValue))),
    ])
  }

  /// Reads a scale; all but `name` and `items` may be left out.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the scale; norms and bands only where there are some.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension Codebook.Item: JSONReadable, Codable {
  /// A column's name alone, or an object with `column` or `scale`, `keyed` and `weight`.
  init?(_ node: JSONNode) {
    if case .string(let name) = node.value {
      self.init(name)
      return
    }
    guard let object = node.object("column", "scale", "keyed", "weight") else { return nil }
    let scale = object.optional("scale")
    if scale != nil, object.optional("column") != nil, !node.log.allowsUnknown {
      node.fault("has both \"column\" and \"scale\"")
    }
    let name = (scale ?? object.required("column"))?.string
    let keyed = object.optional("keyed").map { $0.option(Keying.self) } ?? .positive
    let weight = object.optional("weight").map(\.double) ?? 1
    guard let name, let keyed, let weight else { return nil }
    self =
      scale == nil
      ? Self(name, keyed: keyed, weight: weight) : Self(scale: name, keyed: keyed, weight: weight)
  }

  var jsonValue: JSONValue {
    .members([
      (isScale ? "scale" : "column", .string(column)), ("keyed", .string(keyed.rawValue)),
      ("weight", weight == 1 ? nil : .double(weight)),
    ])
  }

  /// Reads an item: a column's name alone, or an object with `column` or `scale`, `keyed` and `weight`.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the item; a weight only where it is not 1.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}
