extension Field {
  /// The options that were ticked, which every respondent must have answered.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - none: The cell of a respondent who ticked none of the options.
  public init<Option: Factor>(
    _ name: String, _ path: WritableKeyPath<R, MultipleChoice<Option>> & Sendable, _ wording: String? = nil,
    none: String = "none"
  ) {
    let codec = ChoiceCodec<Option>()
    self.init(
      name, wording, .choices(Option.options, none: none), [:], isRequired: true, path,
      decode: codec.choice, encode: codec.value)
  }

  /// The options that were ticked; `nil` where the question was not answered.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - none: The cell of a respondent who ticked none of the options.
  ///   - absent: Cells that mean absence.
  public init<Option: Factor>(
    _ name: String, _ path: WritableKeyPath<R, MultipleChoice<Option>?> & Sendable,
    _ wording: String? = nil, none: String = "none", absent: [String: AbsenceReason] = [:]
  ) {
    let codec = ChoiceCodec<Option>()
    self.init(
      name, wording, .choices(Option.options, none: none), absent, path,
      decode: { optional($0, codec.choice) }, encode: { $0.map(codec.value) ?? .absent(.skipped) })
  }

  /// The options that were ticked, or the reason why the question was not answered.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - none: The cell of a respondent who ticked none of the options.
  ///   - absent: Cells that mean absence.
  public init<Option: Factor>(
    _ name: String, _ path: WritableKeyPath<R, Answer<MultipleChoice<Option>>> & Sendable,
    _ wording: String? = nil, none: String = "none", absent: [String: AbsenceReason] = [:]
  ) {
    let codec = ChoiceCodec<Option>()
    self.init(
      name, wording, .choices(Option.options, none: none), absent, path,
      decode: { answered($0, codec.choice) }, encode: { answered($0, codec.value) })
  }
}

/// Between options that were ticked and the bits of a cell. Options beyond the 64th, which are a fault of
/// the questionnaire, have no bit.
private struct ChoiceCodec<Option: Factor>: Sendable {
  private let options = Array(Option.allCases.prefix(64))

  func choice(_ value: FieldValue) -> MultipleChoice<Option>? {
    value.set.map { bits in
      MultipleChoice(options.enumerated().filter { bits >> UInt64($0.offset) & 1 == 1 }.map(\.element))
    }
  }

  func value(_ choice: MultipleChoice<Option>) -> FieldValue {
    let bits = options.enumerated().filter { choice.contains($0.element) }
      .reduce(UInt64(0)) { $0 | 1 << UInt64($1.offset) }
    return .set(bits)
  }
}
