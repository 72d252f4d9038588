extension ColumnKind: Codable, JSONReadable {
  private enum Holds: String, CaseIterable {
    case text, number, whole, factor, choices, answers, rating, slider
  }

  /// Reads a kind by its member `holds` and the members that belong to it.
  init?(_ node: JSONNode) {
    guard
      let object = node.object(
        "holds", "minimum", "maximum", "step", "levels", "ordered", "options", "none", "answers"),
      let holds = object.required("holds")?.option(Holds.self)
    else { return nil }
    object.refuse(but: Self.members(of: holds), in: holds.rawValue)
    switch holds {
    case .text: self = .text
    case .number:
      let low = object.optional("minimum").map { $0.double }
      let high = object.optional("maximum").map { $0.double }
      guard Self.isRead(low), Self.isRead(high) else { return nil }
      self = .number(minimum: low ?? nil, maximum: high ?? nil)
    case .whole:
      let low = object.optional("minimum").map { $0.integer }
      let high = object.optional("maximum").map { $0.integer }
      guard Self.isRead(low), Self.isRead(high) else { return nil }
      self = .whole(minimum: low ?? nil, maximum: high ?? nil)
    case .factor:
      let options = object.required("levels")?.list(Option.init)
      let isOrdered = object.optional("ordered").map(\.bool) ?? false
      guard let options, let isOrdered else { return nil }
      self = .factor(options, isOrdered: isOrdered)
    case .choices:
      let options = object.required("options")?.list(Option.init)
      let none = object.optional("none").map(\.string) ?? "none"
      guard let options, let none else { return nil }
      self = .choices(options, none: none)
    case .answers:
      guard let levels = object.required("answers")?.list(Level.init) else { return nil }
      self = .answers(levels)
    case .rating, .slider:
      let (low, high) = (object.required("minimum")?.double, object.required("maximum")?.double)
      let step = holds == .slider ? object.required("step")?.double : 1
      guard let low, let high, let step else { return nil }
      self =
        holds == .slider
        ? .slider(minimum: low, maximum: high, step: step) : .rating(minimum: low, maximum: high)
    }
  }

  private static func members(of holds: Holds) -> [String] {
    switch holds {
    case .text: []
    case .number, .whole, .rating: ["minimum", "maximum"]
    case .slider: ["minimum", "maximum", "step"]
    case .factor: ["levels", "ordered"]
    case .choices: ["options", "none"]
    case .answers: ["answers"]
    }
  }

  /// Whether a member that may be left out is what it should be where it is there.
  private static func isRead<Number>(_ member: Number??) -> Bool {
    if case .some(.none) = member { return false }
    return true
  }

  var jsonValue: JSONValue {
    switch self {
    case .text: Self.json(.text)
    case .number(let low, let high):
      Self.json(.number, [("minimum", low.map(JSONValue.double)), ("maximum", high.map(JSONValue.double))])
    case .whole(let low, let high):
      Self.json(.whole, [("minimum", low.map(JSONValue.integer)), ("maximum", high.map(JSONValue.integer))])
    case .factor(let options, let isOrdered):
      Self.json(
        .factor, [("levels", .array(options.map(\.jsonValue))), ("ordered", isOrdered ? .bool(true) : nil)])
    case .choices(let options, let none):
      Self.json(.choices, [("options", .array(options.map(\.jsonValue))), ("none", .string(none))])
    case .answers(let levels): Self.json(.answers, [("answers", .array(levels.map(\.jsonValue)))])
    case .rating(let low, let high):
      Self.json(.rating, [("minimum", .double(low)), ("maximum", .double(high))])
    case .slider(let low, let high, let step):
      Self.json(
        .slider, [("minimum", .double(low)), ("maximum", .double(high)), ("step", .double(step))])
    }
  }

  private static func json(_ holds: Holds, _ members: [(String, JSONValue?)] = []) -> JSONValue {
    .members([("holds", .string(holds.rawValue))] + members)
  }

  /// Reads a kind by its member `holds` and the members that belong to it.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the kind.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension JSONObject {
  /// Notes members that belong to another kind.
  fileprivate func refuse(but known: [String], in holds: String) {
    for (name, node) in members.sorted(by: { $0.key < $1.key }) where name != "holds" {
      guard !known.contains(name), !self.node.log.allowsUnknown, node.value != .null else { continue }
      if Self.all.contains(name) { node.fault("does not belong to a column that holds \(holds)") }
    }
  }

  private static let all = ["minimum", "maximum", "step", "levels", "ordered", "options", "none", "answers"]
}

extension ColumnKind.Level: Codable, JSONReadable {
  init?(_ node: JSONNode) {
    guard let object = node.object("value", "label", "labels") else { return nil }
    let value = object.required("value")?.integer
    let label = object.optional("label")?.string
    let translations = object.optional("labels").map(\.translations) ?? [:]
    guard let value, let translations else { return nil }
    self.init(value: value, label: label, translations: translations)
  }

  var jsonValue: JSONValue {
    .members([
      ("value", .integer(value)), ("label", .string(label)), ("labels", .translations(translations)),
    ])
  }

  /// Reads an answer; its words may be left out.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the answer.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension ColumnKind.Option: Codable, JSONReadable {
  /// A name alone, or an object with words.
  init?(_ node: JSONNode) {
    if case .string(let name) = node.value {
      self.init(name)
      return
    }
    guard let object = node.object("name", "label", "labels") else { return nil }
    let name = object.required("name")?.string
    let label = object.optional("label")?.string
    let translations = object.optional("labels").map(\.translations) ?? [:]
    guard let name, let translations else { return nil }
    self.init(name, label: label, translations: translations)
  }

  var jsonValue: JSONValue {
    if label == name, translations.isEmpty { return .string(name) }
    return .members([
      ("name", .string(name)), ("label", label == name ? nil : .string(label)),
      ("labels", .translations(translations)),
    ])
  }

  /// Reads a name alone, or an object with words.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the name.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}
