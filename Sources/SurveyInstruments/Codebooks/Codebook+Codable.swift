extension Codebook: Codable {
  private enum Key: String, CodingKey { case title, version, missing, idColumn, columns, scales }

  /// Reads a codebook; `version`, `missing`, `idColumn` and `scales` may be left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .title),
      version: try values.decodeIfPresent(String.self, forKey: .version),
      missing: try values.decodeIfPresent([String].self, forKey: .missing) ?? [],
      idColumn: try values.decodeIfPresent(String.self, forKey: .idColumn),
      columns: try values.decode([ColumnDescription].self, forKey: .columns),
      scales: try values.decodeIfPresent([Scale].self, forKey: .scales) ?? [])
  }

  /// Writes the codebook; the codes for skipped answers stand with each column.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(title, forKey: .title)
    try values.encodeIfPresent(version, forKey: .version)
    try values.encodeIfPresent(idColumn, forKey: .idColumn)
    try values.encode(columns, forKey: .columns)
    try values.encode(scales, forKey: .scales)
  }
}

extension Codebook.Scale: Codable {
  private enum Key: String, CodingKey { case name, items, missing, score, rescaling }

  /// Reads a scale; all but `name` and `items` may be left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .name),
      items: try values.decode([Codebook.Item].self, forKey: .items),
      missing: try values.decodeIfPresent(MissingRule.self, forKey: .missing) ?? .none,
      score: try values.decodeIfPresent(ScoreRule.self, forKey: .score) ?? .mean,
      rescaling: try values.decodeIfPresent(Rescaling.self, forKey: .rescaling) ?? .none)
  }

  /// Writes the scale.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encode(items, forKey: .items)
    try values.encode(missing, forKey: .missing)
    try values.encode(score, forKey: .score)
    try values.encode(rescaling, forKey: .rescaling)
  }
}

extension Codebook.Item: Codable {
  private enum Key: String, CodingKey { case column, keyed }

  /// Reads an item: a column's name alone, or an object with `column` and `keyed`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      self.init(name)
      return
    }
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .column),
      keyed: try values.decodeIfPresent(Keying.self, forKey: .keyed) ?? .positive)
  }

  /// Writes the item.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(column, forKey: .column)
    try values.encode(keyed, forKey: .keyed)
  }
}

extension MissingRule: Codable {
  private enum Key: String, CodingKey { case atLeast, fraction }

  /// Reads a rule: `{}` for all items, `{"atLeast": 2}` or `{"fraction": 0.8}`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    if let count = try values.decodeIfPresent(Int.self, forKey: .atLeast) {
      self = .atLeast(count)
    } else if let fraction = try values.decodeIfPresent(Double.self, forKey: .fraction) {
      self = .atLeast(fraction: fraction)
    } else {
      self = .none
    }
  }

  /// Writes the rule.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(count, forKey: .atLeast)
    try values.encodeIfPresent(fraction, forKey: .fraction)
  }
}
