extension StandardMetric: JSONReadable, Codable {
  /// A name ("z", "T", "IQ", "stanine", "sten"), or an object with `mean` and `standardDeviation`.
  init?(_ node: JSONNode) {
    if case .string(let name) = node.value {
      guard let known = Self.named.first(where: { $0.name == name }) else {
        let names = Self.named.map(\.name).joined(separator: ", ")
        node.fault("there is no \"\(name)\"; known are: \(names)")
        return nil
      }
      self = known.metric
      return
    }
    guard let object = node.object("mean", "standardDeviation") else { return nil }
    let (mean, deviation) = (object.required("mean")?.double, object.required("standardDeviation")?.double)
    guard let mean, let deviation else { return nil }
    self.init(mean: mean, standardDeviation: deviation)
  }

  var jsonValue: JSONValue {
    if let name { return .string(name) }
    return .members([("mean", .double(mean)), ("standardDeviation", .double(standardDeviation))])
  }

  /// Reads a metric: a name ("z", "T", "IQ", "stanine", "sten"), or an object with `mean` and
  /// `standardDeviation`.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the name where there is one, else the two numbers.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension Norms: JSONReadable, Codable {
  init?(_ node: JSONNode) {
    guard let object = node.object("metric", "factor", "norms") else { return nil }
    let metric = object.optional("metric").map { StandardMetric($0) } ?? .t
    let factor = object.optional("factor")?.string
    let references = object.required("norms")?.list(Reference.init)
    guard let metric, let references else { return nil }
    self.init(metric: metric, factor: factor, references: references)
  }

  var jsonValue: JSONValue {
    .members([
      ("metric", metric.jsonValue), ("factor", factor.map(JSONValue.string)),
      ("norms", .array(references.map(\.jsonValue))),
    ])
  }

  /// Reads norms; `metric` may be left out for T, `factor` for one norm for all.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the norms.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension Norms.Reference: JSONReadable, Codable {
  init?(_ node: JSONNode) {
    guard let object = node.object("level", "mean", "standardDeviation") else { return nil }
    let level = object.optional("level")?.string
    let (mean, deviation) = (object.required("mean")?.double, object.required("standardDeviation")?.double)
    guard let mean, let deviation else { return nil }
    self.init(level: level, Norm(mean: mean, standardDeviation: deviation))
  }

  var jsonValue: JSONValue {
    .members([
      ("level", level.map(JSONValue.string)), ("mean", .double(norm.mean)),
      ("standardDeviation", .double(norm.standardDeviation)),
    ])
  }

  /// Reads a norm: `level` where it is one of several, `mean` and `standardDeviation`.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the norm.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension Band: JSONReadable, Codable {
  init?(_ node: JSONNode) {
    guard let object = node.object("label", "from", "to") else { return nil }
    let label = object.required("label")?.string
    let lower = object.optional("from").map(\.double) ?? -.infinity
    let upper = object.optional("to").map(\.double) ?? .infinity
    guard let label, let lower, let upper else { return nil }
    self.init(label, from: lower, to: upper)
  }

  var jsonValue: JSONValue {
    .members([
      ("label", .string(label)), ("from", lower > -.infinity ? .double(lower) : nil),
      ("to", upper < .infinity ? .double(upper) : nil),
    ])
  }

  /// Reads a band: `label`, and the limits `from` and `to` unless it is open there.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the band; open limits are left out.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}
