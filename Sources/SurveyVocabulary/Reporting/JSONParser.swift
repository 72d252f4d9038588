extension JSONValue {
  /// Reads JSON text (RFC 8259).
  ///
  /// A number without fraction and exponent that fits `Int` is an ``integer(_:)``, any other a
  /// ``number(_:)``. Values may be nested 256 deep.
  ///
  /// - Throws: ``InputError`` with the byte at which the text stops being JSON.
  public init(parsing text: String) throws(InputError) {
    var parser = JSONParser(bytes: Array(text.utf8))
    self = try parser.document()
  }
}

private struct JSONParser {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func document() throws(InputError) -> JSONValue {
    let value = try value(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw fault("text after the value") }
    return value
  }

  private mutating func value(depth: Int) throws(InputError) -> JSONValue {
    guard depth < 256 else { throw fault("nested more than 256 deep") }
    skipSpace()
    switch peek {
    case UInt8(ascii: "{"): return try object(depth: depth)
    case UInt8(ascii: "["): return try array(depth: depth)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func object(depth: Int) throws(InputError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if take("}") { return .object([]) }
    repeat {
      skipSpace()
      let key = try string()
      skipSpace()
      guard take(":") else { throw fault("a colon is missing") }
      members.append(.init(key, try value(depth: depth + 1)))
      skipSpace()
    } while take(",")
    guard take("}") else { throw fault("an object does not close") }
    return .object(members)
  }

  private mutating func array(depth: Int) throws(InputError) -> JSONValue {
    position += 1
    var values: [JSONValue] = []
    skipSpace()
    if take("]") { return .array([]) }
    repeat {
      values.append(try value(depth: depth + 1))
      skipSpace()
    } while take(",")
    guard take("]") else { throw fault("an array does not close") }
    return .array(values)
  }

  private mutating func string() throws(InputError) -> String {
    guard take("\"") else { throw fault("a string is missing") }
    var content: [UInt8] = []
    while let byte = peek {
      position += 1
      switch byte {
      case UInt8(ascii: "\""):
        guard let text = String(validating: content, as: UTF8.self) else { throw fault("text is not UTF-8") }
        return text
      case UInt8(ascii: "\\"): content += Array(String(try escape()).utf8)
      case 0..<0x20: throw fault("a control character in a string")
      default: content.append(byte)
      }
    }
    throw fault("a string does not close")
  }

  private mutating func escape() throws(InputError) -> Character {
    guard let byte = peek else { throw fault("an escape has no end") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return Character(try unicodeEscape())
    default: throw fault("an unknown escape")
    }
  }

  private mutating func unicodeEscape() throws(InputError) -> Unicode.Scalar {
    let high = try hexQuad()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard (0xD800..<0xDC00).contains(high), take("\\"), take("u") else {
      throw fault("half a surrogate pair")
    }
    let low = try hexQuad()
    guard (0xDC00..<0xE000).contains(low),
      let scalar = Unicode.Scalar(0x10000 + ((high - 0xD800) << 10) + (low - 0xDC00))
    else { throw fault("half a surrogate pair") }
    return scalar
  }

  private mutating func hexQuad() throws(InputError) -> UInt32 {
    guard position + 4 <= bytes.count,
      let text = String(validating: bytes[position..<position + 4], as: UTF8.self),
      text.allSatisfy(\.isHexDigit), let value = UInt32(text, radix: 16)
    else { throw fault("four hexadecimal digits are missing") }
    position += 4
    return value
  }

  private mutating func number() throws(InputError) -> JSONValue {
    let start = position
    _ = take("-")
    let digitsStart = position
    skipDigits()
    guard position > digitsStart, bytes[digitsStart] != UInt8(ascii: "0") || position == digitsStart + 1
    else { throw fault("a value is missing") }
    var isWhole = true
    if take(".") {
      isWhole = false
      let fraction = position
      skipDigits()
      guard position > fraction else { throw fault("a fraction without digits") }
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      let exponent = position
      skipDigits()
      guard position > exponent else { throw fault("an exponent without digits") }
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, text != "-0", let integer = Int(text) { return .integer(integer) }
    guard let value = Double(text), value.isFinite else { throw fault("a number beyond the range of Double") }
    return .number(value)
  }

  private mutating func word(_ text: StaticString, _ value: JSONValue) throws(InputError) -> JSONValue {
    let wanted = Array("\(text)".utf8)
    guard bytes[position...].starts(with: wanted) else { throw fault("a value is missing") }
    position += wanted.count
    return value
  }

  private var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func skipDigits() {
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
  }

  private mutating func skipSpace() {
    while let byte = peek, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private func fault(_ problem: String) -> InputError {
    InputError(.malformed, "JSON", "\(problem) at byte \(position)")
  }
}
