import Foundation

extension Fixture {
  /// A JSON value of a fixture.
  public enum Value: Decodable, Sendable, Equatable {
    /// Not defined in the reference.
    case null
    /// A truth value.
    case bool(Bool)
    /// A number; the strings "NaN", "Inf" and "-Inf" arrive here too.
    case number(Double)
    /// Words.
    case text(String)
    /// Values in order.
    case array([Value])
    /// Named values.
    case object([String: Value])

    /// Decodes any JSON value.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .null
      } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Double.self) {
        self = .number(value)
      } else if let value = try? container.decode(String.self) {
        switch value {
        case "NaN": self = .number(.nan)
        case "Inf": self = .number(.infinity)
        case "-Inf": self = .number(-.infinity)
        default: self = .text(value)
        }
      } else if let value = try? container.decode([Value].self) {
        self = .array(value)
      } else {
        self = .object(try container.decode([String: Value].self))
      }
    }

    /// The value under a key; null where there is none.
    public subscript(key: String) -> Value {
      if case .object(let values) = self { return values[key] ?? .null }
      return .null
    }

    /// The value at an index; null where there is none.
    public subscript(index: Int) -> Value {
      if case .array(let values) = self, values.indices.contains(index) { return values[index] }
      return .null
    }

    /// The number, or an error.
    public func number() throws -> Double {
      guard case .number(let value) = self else { throw FixtureError("not a number: \(self)") }
      return value
    }

    /// The whole number, or an error.
    public func integer() throws -> Int {
      guard let value = Int(exactly: try number()) else { throw FixtureError("not whole: \(self)") }
      return value
    }

    /// The text, or an error; a number gives its shortest text.
    public func string() throws -> String {
      switch self {
      case .text(let value): return value
      case .number(let value): return Int(exactly: value).map(String.init) ?? "\(value)"
      default: throw FixtureError("not text: \(self)")
      }
    }

    /// The truth value, or an error.
    public func bool() throws -> Bool {
      guard case .bool(let value) = self else { throw FixtureError("not a truth value: \(self)") }
      return value
    }

    /// The elements, or an error; a single value is an array of one, as R writes vectors of length 1.
    public func array() throws -> [Value] {
      switch self {
      case .array(let values): return values
      case .null, .object: throw FixtureError("not an array: \(self)")
      default: return [self]
      }
    }

    /// The numbers of an array; null becomes NaN.
    public func numbers() throws -> [Double] {
      try array().map { $0 == .null ? .nan : try $0.number() }
    }

    /// The texts of an array.
    public func strings() throws -> [String] { try array().map { try $0.string() } }

    /// The keys of an object, sorted.
    public var keys: [String] {
      if case .object(let values) = self { return values.keys.sorted() }
      return []
    }
  }
}
