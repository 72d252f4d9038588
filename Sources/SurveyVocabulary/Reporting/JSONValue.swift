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
  ///
  /// Written without recursion: values built in memory may be nested deeper than a stack is.
  public var text: String {
    var text = ""
    var levels: [Level] = []
    var next: JSONValue? = self
    while true {
      if let value = next {
        let level = Level(value)
        if let level { levels.append(level) }
        text += level?.opening ?? value.scalarText
        next = nil
      }
      guard !levels.isEmpty else { return text }
      let (depth, isFlat) = (levels.count, levels[levels.count - 1].isFlat)
      if let line = levels[depth - 1].next() {
        if !line.isFirst { text += isFlat ? ", " : "," }
        if !isFlat { Self.breakLine(in: &text, depth: depth) }
        text += line.prefix
        next = line.value
      } else {
        if !isFlat { Self.breakLine(in: &text, depth: depth - 1) }
        text += levels.removeLast().closing
      }
    }
  }

  /// An array or an object that is being written.
  private struct Level {
    private let values: [JSONValue]
    private let keys: [String]
    private var written = 0
    /// Short arrays of scalars, such as table lines, read better on one line.
    let isFlat: Bool

    /// Nil for a scalar and for what is empty.
    init?(_ value: JSONValue) {
      switch value {
      case .array(let values) where !values.isEmpty: (self.values, keys) = (values, [])
      case .object(let members) where !members.isEmpty:
        (values, keys) = (members.map(\.value), members.map(\.key))
      default: return nil
      }
      isFlat = keys.isEmpty && values.allSatisfy(\.isScalar)
    }

    var opening: String { keys.isEmpty ? "[" : "{" }
    var closing: String { keys.isEmpty ? "]" : "}" }

    mutating func next() -> (prefix: String, value: JSONValue, isFirst: Bool)? {
      guard written < values.count else { return nil }
      defer { written += 1 }
      let prefix = keys.isEmpty ? "" : JSONValue.quoted(keys[written]) + ": "
      return (prefix, values[written], written == 0)
    }
  }

  /// The indentation stops growing where the parser stops reading.
  private static func breakLine(in text: inout String, depth: Int) {
    text += "\n" + String(repeating: " ", count: 2 * min(depth, 256))
  }

  private var isScalar: Bool {
    switch self {
    case .array, .object: false
    default: true
    }
  }

  private var scalarText: String {
    switch self {
    case .null: return "null"
    case .bool(let value): return value ? "true" : "false"
    case .integer(let value): return String(value)
    case .number(let value):
      guard value.isFinite else { return Self.double(value).scalarText }
      let shortest = "\(value)"
      return shortest.hasSuffix(".0") ? String(shortest.dropLast(2)) : shortest
    case .string(let value): return Self.quoted(value)
    case .array: return "[]"
    case .object: return "{}"
    }
  }

  private static func quoted(_ value: String) -> String {
    var text = "\""
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
    return text + "\""
  }
}
