/// A JSON value whose objects keep the order of their keys.
///
/// Numbers are written in the shortest form that reads back as the same `Double`. JSON has no NaN and
/// no infinities: they are written as the strings "NaN", "Inf" and "-Inf".
public enum JSONValue: Hashable, Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A number.
  case number(Double)
  /// A whole number, exact over the whole range of `Int`.
  case integer(Int)
  /// Text.
  case string(String)
  /// Values in order.
  case array([JSONValue])
  /// Named values in order.
  case object([Member])

  /// A named value of an object.
  public struct Member: Hashable, Sendable {
    /// The name.
    public let key: String
    /// The value.
    public let value: JSONValue

    /// Makes a member.
    public init(_ key: String, _ value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// A finite number, or the string that stands for one that is not.
  public static func double(_ value: Double) -> JSONValue {
    guard !value.isFinite else { return .number(value) }
    return .string(value.isNaN ? "NaN" : value < 0 ? "-Inf" : "Inf")
  }

  /// The value of the first member with a name; `nil` where there is none or this is no object.
  public subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.first { $0.key == key }?.value
  }

  /// The value as indented text.
  public var text: String {
    var text = ""
    write(to: &text, indent: 0)
    return text
  }

  private func write(to text: inout String, indent: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .number(let value):
      guard value.isFinite else { return Self.double(value).write(to: &text, indent: indent) }
      let shortest = "\(value)"
      text += shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    case .string(let value): Self.quote(value, to: &text)
    case .array(let values):
      Self.writeLines(values.map { ("", $0) }, "[", "]", to: &text, indent: indent)
    case .object(let members):
      let lines = members.map { member in
        var key = ""
        Self.quote(member.key, to: &key)
        return (key + ": ", member.value)
      }
      Self.writeLines(lines, "{", "}", to: &text, indent: indent)
    }
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private static func writeLines(
    _ lines: [(prefix: String, value: JSONValue)], _ open: String, _ close: String, to text: inout String,
    indent: Int
  ) {
    guard !lines.isEmpty else { return text += open + close }
    // Short arrays of scalars, such as table lines, read better on one line.
    let isFlat = open == "[" && lines.allSatisfy(\.value.isScalar)
    let inner = String(repeating: " ", count: isFlat ? 0 : indent + 2)
    text += open + (isFlat ? "" : "\n")
    for (index, line) in lines.enumerated() {
      text += inner + line.prefix
      line.value.write(to: &text, indent: indent + 2)
      if index < lines.count - 1 { text += isFlat ? ", " : ",\n" }
    }
    text += isFlat ? close : "\n" + String(repeating: " ", count: indent) + close
  }

  private static func quote(_ value: String, to text: inout String) {
    text += "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case _ where scalar.value < 0x20:
        let hex = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
