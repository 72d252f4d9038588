extension Field {
  /// A required text, such as an id.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  public init(_ name: String, _ path: WritableKeyPath<R, String> & Sendable, _ wording: String? = nil) {
    self.init(
      name, wording, .text, [:], isRequired: true, path, decode: { $0.text }, encode: { .text($0) })
  }

  /// A text that may be absent.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, String?> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .text, absent, path, decode: { optional($0) { $0.text } },
      encode: { $0.map(FieldValue.text) ?? .absent(.skipped) })
  }

  /// A text, or the reason why there is none.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Answer<String>> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .text, absent, path, decode: { answered($0) { $0.text } },
      encode: { answered($0, FieldValue.text) })
  }
}

/// `nil` for an absent value, else what the decoder makes of it; the outer `nil` is a value that does
/// not fit.
func optional<Value>(_ value: FieldValue, _ decode: (FieldValue) -> Value?) -> Value?? {
  if case .absent = value { return .some(nil) }
  return decode(value).map(Optional.some)
}

func index<Element: Equatable>(of element: Element, in list: [Element]) -> FieldValue {
  list.firstIndex(of: element).map(FieldValue.index) ?? .absent(.lost)
}

extension FieldValue {
  var text: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  var number: Double? {
    if case .number(let number) = self { return number }
    return nil
  }

  var whole: Int? {
    if case .whole(let whole) = self { return whole }
    return nil
  }

  var set: UInt64? {
    if case .set(let bits) = self { return bits }
    return nil
  }

  func element<Element>(of list: [Element]) -> Element? {
    guard case .index(let index) = self, list.indices.contains(index) else { return nil }
    return list[index]
  }
}
