extension StandardMetric: Codable {
  private enum Key: String, CodingKey { case mean, standardDeviation }

  /// Reads a metric: a name ("z", "T", "IQ", "stanine", "sten"), or an object with `mean` and
  /// `standardDeviation`.
  public init(from decoder: any Decoder) throws {
    if let name = try? decoder.singleValueContainer().decode(String.self) {
      guard let known = Self.named.first(where: { $0.name == name }) else {
        throw DecodingError.dataCorrupted(
          .init(codingPath: decoder.codingPath, debugDescription: "there is no metric \(name)"))
      }
      self = known.metric
      return
    }
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      mean: try values.decode(Double.self, forKey: .mean),
      standardDeviation: try values.decode(Double.self, forKey: .standardDeviation))
  }

  /// Writes the name where there is one, else the two numbers.
  public func encode(to encoder: any Encoder) throws {
    if let name {
      var value = encoder.singleValueContainer()
      return try value.encode(name)
    }
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(mean, forKey: .mean)
    try values.encode(standardDeviation, forKey: .standardDeviation)
  }
}

extension Norms: Codable {
  private enum Key: String, CodingKey { case metric, factor, norms }

  /// Reads norms; `metric` may be left out for T, `factor` for one norm for all.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      metric: try values.decodeIfPresent(StandardMetric.self, forKey: .metric) ?? .t,
      factor: try values.decodeIfPresent(String.self, forKey: .factor),
      references: try values.decode([Reference].self, forKey: .norms))
  }

  /// Writes the norms.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(metric, forKey: .metric)
    try values.encodeIfPresent(factor, forKey: .factor)
    try values.encode(references, forKey: .norms)
  }
}

extension Norms.Reference: Codable {
  private enum Key: String, CodingKey { case level, mean, standardDeviation }

  /// Reads a norm: `level` where it is one of several, `mean` and `standardDeviation`.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    let mean = try values.decode(Double.self, forKey: .mean)
    let deviation = try values.decode(Double.self, forKey: .standardDeviation)
    self.init(
      level: try values.decodeIfPresent(String.self, forKey: .level),
      Norm(mean: mean, standardDeviation: deviation))
  }

  /// Writes the norm.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encodeIfPresent(level, forKey: .level)
    try values.encode(norm.mean, forKey: .mean)
    try values.encode(norm.standardDeviation, forKey: .standardDeviation)
  }
}

extension Band: Codable {
  private enum Key: String, CodingKey { case label, from, to }

  /// Reads a band: `label`, and the limits `from` and `to` unless it is open there.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .label),
      from: try values.decodeIfPresent(Double.self, forKey: .from) ?? -.infinity,
      to: try values.decodeIfPresent(Double.self, forKey: .to) ?? .infinity)
  }

  /// Writes the band; open limits are left out.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(label, forKey: .label)
    if lower > -.infinity { try values.encode(lower, forKey: .from) }
    if upper < .infinity { try values.encode(upper, forKey: .to) }
  }
}
