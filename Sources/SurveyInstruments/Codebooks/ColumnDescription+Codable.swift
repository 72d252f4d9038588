extension ColumnDescription: Codable {
  private enum Key: String, CodingKey { case name, wording, kind, absence, isRequired = "required" }

  /// Reads a description; all but `name` and `kind` may be left out.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decode(String.self, forKey: .name), try values.decode(ColumnKind.self, forKey: .kind),
      wording: try values.decodeIfPresent(String.self, forKey: .wording),
      absence: try values.decodeIfPresent([AbsenceCode].self, forKey: .absence) ?? [],
      isRequired: try values.decodeIfPresent(Bool.self, forKey: .isRequired) ?? false)
  }

  /// Writes the description.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    try values.encode(name, forKey: .name)
    try values.encodeIfPresent(wording, forKey: .wording)
    try values.encode(kind, forKey: .kind)
    try values.encode(absence, forKey: .absence)
    try values.encode(isRequired, forKey: .isRequired)
  }
}

extension ColumnKind: Codable {
  private enum Key: String, CodingKey { case holds, minimum, maximum, levels, answers }
  private enum Holds: String, Codable { case text, number, whole, factor, answers, rating }

  /// Reads a kind by its member `holds` and the members that belong to it.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    switch try values.decode(Holds.self, forKey: .holds) {
    case .text: self = .text
    case .number:
      self = .number(
        minimum: try values.decodeIfPresent(Double.self, forKey: .minimum),
        maximum: try values.decodeIfPresent(Double.self, forKey: .maximum))
    case .whole:
      self = .whole(
        minimum: try values.decodeIfPresent(Int.self, forKey: .minimum),
        maximum: try values.decodeIfPresent(Int.self, forKey: .maximum))
    case .factor: self = .factor(try values.decode([String].self, forKey: .levels))
    case .answers: self = .answers(try values.decode([Level].self, forKey: .answers))
    case .rating:
      self = .rating(
        minimum: try values.decode(Double.self, forKey: .minimum),
        maximum: try values.decode(Double.self, forKey: .maximum))
    }
  }

  /// Writes the kind.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    switch self {
    case .text: try values.encode(Holds.text, forKey: .holds)
    case .number(let minimum, let maximum):
      try values.encode(Holds.number, forKey: .holds)
      try values.encodeIfPresent(minimum, forKey: .minimum)
      try values.encodeIfPresent(maximum, forKey: .maximum)
    case .whole(let minimum, let maximum):
      try values.encode(Holds.whole, forKey: .holds)
      try values.encodeIfPresent(minimum, forKey: .minimum)
      try values.encodeIfPresent(maximum, forKey: .maximum)
    case .factor(let levels):
      try values.encode(Holds.factor, forKey: .holds)
      try values.encode(levels, forKey: .levels)
    case .answers(let levels):
      try values.encode(Holds.answers, forKey: .holds)
      try values.encode(levels, forKey: .answers)
    case .rating(let minimum, let maximum):
      try values.encode(Holds.rating, forKey: .holds)
      try values.encode(minimum, forKey: .minimum)
      try values.encode(maximum, forKey: .maximum)
    }
  }
}
