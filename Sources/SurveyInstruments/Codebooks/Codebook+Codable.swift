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
