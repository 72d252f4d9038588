/// A JSON value with its path, and the list that takes whatever is wrong with it.
///
/// Readers ask a node for what they expect. Where it holds something else they get `nil`, and the fault is
/// in the list already; that way one reading finds every fault.
struct JSONNode {
  let value: JSONValue
  let path: String
  let log: JSONFaultLog

  func fault(_ problem: String) { log.faults.append(CodebookError.Fault(path, problem)) }

  /// Notes that something else was expected.
  func note(expected: String) { fault("expected \(expected), found \(value.noun)") }

  /// Notes that something else was expected, and gives nothing.
  func refuse<Value>(_ expected: String) -> Value? {
    note(expected: expected)
    return nil
  }

  var string: String? {
    if case .string(let text) = value { return text }
    return refuse("text")
  }

  var bool: Bool? {
    if case .bool(let isTrue) = value { return isTrue }
    return refuse("true or false")
  }

  var integer: Int? {
    switch value {
    case .integer(let whole): return whole
    case .number(let number):
      if let whole = Int(exactly: number) { return whole }
      fault("expected a whole number, found \(shortNumber(number))")
      return nil
    default: return refuse("a whole number")
    }
  }

  var double: Double? {
    switch value {
    case .integer(let whole): return Double(whole)
    case .number(let number): return number
    case .string(let text) where ["Inf", "-Inf", "NaN"].contains(text):
      return text == "NaN" ? .nan : text == "Inf" ? .infinity : -.infinity
    default: return refuse("a number")
    }
  }

  var array: [JSONNode]? {
    guard case .array(let values) = value else { return refuse("a list") }
    return values.enumerated().map { JSONNode(value: $1, path: "\(path)[\($0)]", log: log) }
  }

  /// All elements; `nil` where one of them is not what was expected.
  func list<Value>(_ read: (JSONNode) -> Value?) -> [Value]? {
    guard let nodes = array else { return nil }
    let values = nodes.map(read)
    let found = values.compactMap { $0 }
    return found.count == values.count ? found : nil
  }

  /// The value of an enumeration by its raw text.
  func option<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Value?
  where Value.RawValue == String {
    guard let text = string else { return nil }
    if let value = Value(rawValue: text) { return value }
    fault("there is no \"\(text)\"; known are: \(Value.allCases.map(\.rawValue).joined(separator: ", "))")
    return nil
  }

  /// The members of an object; those that are not known and those that stand there twice are faults.
  func object(_ known: String...) -> JSONObject? { object(knowing: known) }

  /// Words by language.
  var translations: [Language: String]? {
    guard let object = object(knowing: nil) else { return nil }
    var words: [Language: String] = [:]
    for (key, node) in object.members.sorted(by: { $0.key < $1.key }) {
      words[Language(rawValue: key)] = node.string
    }
    return words
  }

  /// The members of an object, of which any are allowed where none are named.
  private func object(knowing known: [String]?) -> JSONObject? {
    guard case .object(let members) = value else { return refuse("an object") }
    var nodes: [String: JSONNode] = [:]
    for member in members {
      let node = JSONNode(value: member.value, path: "\(path)\(Self.step(member.key))", log: log)
      if nodes.updateValue(node, forKey: member.key) != nil { node.fault("stands there twice") }
      if let known, !log.allowsUnknown, !known.contains(member.key) {
        node.fault("is not known here; known are: \(known.joined(separator: ", "))")
      }
    }
    return JSONObject(node: self, members: nodes)
  }

  /// A step of a path: a dot and the name, or the name in brackets where it is no plain word.
  private static func step(_ name: String) -> String {
    let isPlain = !name.isEmpty && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    if isPlain { return ".\(name)" }
    let escaped = name.map { $0 == "'" || $0 == "\\" ? "\\\($0)" : String($0) }.joined()
    return "['\(escaped)']"
  }
}

/// The members of a JSON object that is being read.
struct JSONObject {
  let node: JSONNode
  let members: [String: JSONNode]

  /// A member; a fault where it is not there.
  func required(_ name: String) -> JSONNode? {
    if let member = members[name] { return member }
    node.fault("has no \"\(name)\"")
    return nil
  }

  /// A member; `nil` where it is not there, or null.
  func optional(_ name: String) -> JSONNode? {
    guard let member = members[name], member.value != .null else { return nil }
    return member
  }
}

/// The faults of one reading.
final class JSONFaultLog {
  var faults: [CodebookError.Fault] = []
  /// Whether members that nobody asks for are passed over, as `Decodable` does.
  let allowsUnknown: Bool

  init(allowsUnknown: Bool = false) { self.allowsUnknown = allowsUnknown }
}

extension JSONValue {
  /// What it is, in words.
  fileprivate var noun: String {
    switch self {
    case .null: "null"
    case .bool: "true or false"
    case .number, .integer: "a number"
    case .string: "text"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// An object without the members that have no value.
  static func members(_ members: [(String, JSONValue?)]) -> JSONValue {
    .object(members.compactMap { name, value in value.map { Member(name, $0) } })
  }

  /// Words by language, in the order of the codes; `nil` where there are none.
  static func translations(_ words: [Language: String]) -> JSONValue? {
    words.isEmpty
      ? nil : .object(words.sorted { $0.key < $1.key }.map { Member($0.key.rawValue, .string($0.value)) })
  }
}
