extension Condition: Codable, JSONReadable {
  /// An object with the column's name in `when` and one comparison: `equals`, `oneOf`, `atLeast`, `atMost`,
  /// `includes` or `answered`.
  init?(_ node: JSONNode) {
    let known = ["equals", "oneOf", "atLeast", "atMost", "includes", "answered"]
    guard
      let object = node.object("when", "equals", "oneOf", "atLeast", "atMost", "includes", "answered")
    else { return nil }
    let column = object.required("when")?.string
    let named = known.filter { object.members[$0] != nil }
    guard named.count == 1, let name = named.first, let member = object.members[name] else {
      node.fault("needs one of \(known.joined(separator: ", ")); it has \(named.count)")
      return nil
    }
    guard let comparison = Self.comparison(name, member), let column else { return nil }
    self.init(column, comparison)
  }

  private static func comparison(_ name: String, _ member: JSONNode) -> Comparison? {
    switch name {
    case "equals": return Value(member).map(Comparison.equals)
    case "oneOf": return member.list(Value.init).map(Comparison.isOneOf)
    case "atLeast": return member.double.map(Comparison.atLeast)
    case "atMost": return member.double.map(Comparison.atMost)
    case "includes": return member.string.map(Comparison.includes)
    default:
      guard member.value == .bool(true) else { return member.refuse("true") }
      return .answered
    }
  }

  var jsonValue: JSONValue {
    let (name, value): (String, JSONValue) =
      switch comparison {
      case .equals(let value): ("equals", value.jsonValue)
      case .isOneOf(let values): ("oneOf", .array(values.map(\.jsonValue)))
      case .atLeast(let number): ("atLeast", .double(number))
      case .atMost(let number): ("atMost", .double(number))
      case .includes(let option): ("includes", .string(option))
      case .answered: ("answered", .bool(true))
      }
    return .members([("when", .string(column)), (name, value)])
  }

  /// Reads a condition.
  public init(from decoder: any Decoder) throws { try self.init(decoding: decoder) }

  /// Writes the condition.
  public func encode(to encoder: any Encoder) throws { try encodeJSON(to: encoder) }
}

extension Condition.Value {
  fileprivate init?(_ node: JSONNode) {
    switch node.value {
    case .string(let name): self = .name(name)
    case .integer, .number:
      guard let number = node.double else { return nil }
      self = .number(number)
    default:
      node.note(expected: "a number or text")
      return nil
    }
  }

  fileprivate var jsonValue: JSONValue {
    switch self {
    case .number(let number): .double(number)
    case .name(let name): .string(name)
    }
  }
}
