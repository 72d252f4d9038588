extension Codebook.Scale: Codable {
  private enum Key: String, CodingKey { case name, items, missing, score, rescaling, norms, bands }

  /// Reads a scale; all but `name` and `items` may be left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .name),
      items: try values.decode([Codebook.Item].self, forKey: .items),
      missing: try values.decodeIfPresent(MissingRule.self, forKey: .missing) ?? .none,
      score: try values.decodeIfPresent(ScoreRule.self, forKey: .score) ?? .mean,
      rescaling: try values.decodeIfPresent(Rescaling.self, forKey: .rescaling) ?? .none,
      norms: try values.decodeIfPresent(Norms.self, forKey: .norms),
      bands: try values.decodeIfPresent([Band].self, forKey: .bands) ?? [])
  }

  /// Writes the scale; norms and bands only where there are some.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encode(items, forKey: .items)
    try values.encode(missing, forKey: .missing)
    try values.encode(score, forKey: .score)
    try values.encode(rescaling, forKey: .rescaling)
    try values.encodeIfPresent(norms, forKey: .norms)
    if !bands.isEmpty { try values.encode(bands, forKey: .bands) }
  }
}

extension Codebook.Item: Codable {
  private enum Key: String, CodingKey { case column, scale, keyed, weight }

  /// Reads an item: a column's name alone, or an object with `column` or `scale`, `keyed` and `weight`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    let values = try decoder.container(keyedBy: Key.self)
    let keyed = try values.decodeIfPresent(Keying.self, forKey: .keyed) ?? .positive
    let weight = try values.decodeIfPresent(Double.self, forKey: .weight) ?? 1
    if let scale = try values.decodeIfPresent(String.self, forKey: .scale) {
      self.init(scale: scale, keyed: keyed, weight: weight)
    } else {
      self.init(try values.decode(String.self, forKey: .column), keyed: keyed, weight: weight)
    }
  }

  /// Writes the item; a weight only where it is not 1.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(column, forKey: isScale ? .scale : .column)
    try values.encode(keyed, forKey: .keyed)
    if weight != 1 { try values.encode(weight, forKey: .weight) }
  }
}

extension MissingRule: Codable {
  private enum Key: String, CodingKey { case atLeast, fraction, moreThan, atMostMissing }

  /// Reads a rule: `{}` for all items, `{"atLeast": 2}`, `{"fraction": 0.8}`, `{"moreThan": 0.5}` or
  /// `{"atMostMissing": 1}`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    if let count = try values.decodeIfPresent(Int.self, forKey: .atLeast) {
      self = .atLeast(count)
    } else if let fraction = try values.decodeIfPresent(Double.self, forKey: .fraction) {
      self = .atLeast(fraction: fraction)
    } else if let share = try values.decodeIfPresent(Double.self, forKey: .moreThan) {
      self = .moreThan(fraction: share)
    } else if let tolerated = try values.decodeIfPresent(Int.self, forKey: .atMostMissing) {
      self = .atMost(missing: tolerated)
    } else {
      self = .none
    }
  }

  /// Writes the rule.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(count, forKey: .atLeast)
    try values.encodeIfPresent(fraction, forKey: .fraction)
    try values.encodeIfPresent(share, forKey: .moreThan)
    try values.encodeIfPresent(tolerated, forKey: .atMostMissing)
  }
}
