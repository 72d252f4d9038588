extension ColumnDescription: Codable, JSONReadable {
  init?(_ node: JSONNode) {
    guard
      let object = node.object(
        "name", "wording", "wordings", "kind", "midpoint", "shown", "tolerant", "absence", "required")
    else { return nil }
    let name = object.required("name")?.string
    let kind = object.required("kind").flatMap(ColumnKind.init)
    let conditions = object.optional("shown").map { $0.list(Condition.init) } ?? []
    let codes = object.optional("absence").map { $0.list(AbsenceCode.init) } ?? []
    let neutral = object.members["midpoint"].map(Midpoint.init) ?? .middle
    let translations = object.optional("wordings").map(\.translations) ?? [:]
    let wording = object.optional("wording")?.string
    let isTolerant = object.optional("tolerant").map(\.bool) ?? false
    let isRequired = object.optional("required").map(\.bool) ?? false
    guard let name, let kind, let conditions, let codes, let neutral, let translations, let isTolerant,
      let isRequired
    else { return nil }
    self.init(
      name, kind, wording: wording, translations: translations, neutral: neutral, conditions: conditions,
      isTolerant: isTolerant, absence: codes, isRequired: isRequired)
  }

  var jsonValue: JSONValue {
    .members([
      ("name", .string(name)), ("wording", wording.map(JSONValue.string)),
      ("wordings", .translations(translations)), ("kind", kind.jsonValue), ("midpoint", neutral.jsonValue),
      ("shown", conditions.isEmpty ? nil : .array(conditions.map(\.jsonValue))),
      ("tolerant", isTolerant ? .bool(true) : nil), ("absence", .array(absence.map(\.jsonValue))),
      ("required", .bool(isRequired)),
    ])
  }

  /// Reads a description; all but `name` and `kind` may be left out.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the description.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension ColumnDescription.Midpoint {
  /// A score, or `null` for none; the member is left out where it is the middle.
  fileprivate init?(_ node: JSONNode) {
    guard node.value != .null else {
      self = .none
      return
    }
    guard let score = node.double else { return nil }
    self = .at(score)
  }

  fileprivate var jsonValue: JSONValue? {
    switch self {
    case .middle: nil
    case .none: .null
    case .at(let score): .double(score)
    }
  }
}

extension ColumnDescription.AbsenceCode: Codable, JSONReadable {
  init?(_ node: JSONNode) {
    guard let object = node.object("code", "reason") else { return nil }
    let code = object.required("code")?.string
    let reason = object.required("reason")?.option(AbsenceReason.self)
    guard let code, let reason else { return nil }
    self.init(code, reason)
  }

  var jsonValue: JSONValue { .members([("code", .string(code)), ("reason", .string(reason.rawValue))]) }

  /// Reads a code.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the code.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}
