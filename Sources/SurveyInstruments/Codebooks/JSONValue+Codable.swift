/// A value that is read and written as JSON by the code of its own, which its `Codable` conformance uses
/// too: so that both are one format.
protocol JSONReadable {
  /// Reads a value; `nil` where something is wrong, which the node's log then holds.
  init?(_ node: JSONNode)
  /// The value as JSON.
  var jsonValue: JSONValue { get }
}

extension JSONReadable {
  /// Reads a value through a decoder of any format.
  ///
  /// - Throws: `DecodingError` with every fault.
  init(decoding decoder: any Decoder) throws {
    let log = JSONFaultLog(allowsUnknown: true)
    let value = Self(JSONNode(value: try JSONValue(decoding: decoder), path: "$", log: log))
    guard let value, log.faults.isEmpty else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath, debugDescription: log.faults.map { "\($0)" }.joined(separator: "\n")
        ))
    }
    self = value
  }

  /// Writes the value through an encoder of any format.
  func encodeJSON(to encoder: any Encoder) throws { try jsonValue.encodeJSON(to: encoder) }
}

/// A key of any name.
private struct AnyKey: CodingKey {
  let stringValue: String
  var intValue: Int? { nil }
  init(stringValue: String) { self.stringValue = stringValue }
  init?(intValue: Int) { return nil }
}

/// A JSON value on its way through a coder. The value itself is not `Codable`: the order of its members
/// would depend on the coder.
private struct CodedJSON: Codable {
  let value: JSONValue

  init(_ value: JSONValue) { self.value = value }

  init(from decoder: any Decoder) throws { value = try JSONValue(decoding: decoder) }

  func encode(to encoder: any Encoder) throws { try value.encodeJSON(to: encoder) }
}

extension JSONValue {
  fileprivate init(decoding decoder: any Decoder) throws {
    if let members = try? decoder.container(keyedBy: AnyKey.self) {
      self = .object(
        try members.allKeys.map {
          Member($0.stringValue, try members.decode(CodedJSON.self, forKey: $0).value)
        })
      return
    }
    if var elements = try? decoder.unkeyedContainer() {
      var values: [JSONValue] = []
      while !elements.isAtEnd { values.append(try elements.decode(CodedJSON.self).value) }
      self = .array(values)
      return
    }
    let single = try decoder.singleValueContainer()
    if single.decodeNil() {
      self = .null
    } else if let text = try? single.decode(String.self) {
      self = .string(text)
    } else if let isTrue = try? single.decode(Bool.self) {
      self = .bool(isTrue)
    } else if let whole = try? single.decode(Int.self) {
      self = .integer(whole)
    } else {
      self = .number(try single.decode(Double.self))
    }
  }

  fileprivate func encodeJSON(to encoder: any Encoder) throws {
    switch self {
    case .object(let members):
      var container = encoder.container(keyedBy: AnyKey.self)
      for member in members {
        try container.encode(CodedJSON(member.value), forKey: AnyKey(stringValue: member.key))
      }
    case .array(let values):
      var container = encoder.unkeyedContainer()
      for value in values { try container.encode(CodedJSON(value)) }
    case .null:
      var container = encoder.singleValueContainer()
      try container.encodeNil()
    case .bool(let isTrue):
      var container = encoder.singleValueContainer()
      try container.encode(isTrue)
    case .integer(let whole):
      var container = encoder.singleValueContainer()
      try container.encode(whole)
    case .number(let number):
      var container = encoder.singleValueContainer()
      try container.encode(number)
    case .string(let text):
      var container = encoder.singleValueContainer()
      try container.encode(text)
    }
  }
}
