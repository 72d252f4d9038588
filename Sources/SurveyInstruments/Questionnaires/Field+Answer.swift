extension Field {
  /// An answer, or the reason why there is none.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence, such as `["8": .refused]`.
  public init<F: ItemFormat>(
    _ name: String, _ path: WritableKeyPath<R, Answer<F>> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    let codec = AnswerCodec<F>()
    self.init(
      name, wording, F.columnKind, absent, neutral: codec.neutral, path,
      decode: { answered($0, codec.format) }, encode: { answered($0, codec.value) })
  }

  /// An answer that may be absent for unrecorded reasons.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence.
  public init<F: ItemFormat>(
    _ name: String, _ path: WritableKeyPath<R, F?> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    let codec = AnswerCodec<F>()
    self.init(
      name, wording, F.columnKind, absent, neutral: codec.neutral, path,
      decode: { optional($0, codec.format) }, encode: { $0.map(codec.value) ?? .absent(.skipped) })
  }

  /// An answer that every respondent must have given.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  public init<F: ItemFormat>(
    _ name: String, _ path: WritableKeyPath<R, F> & Sendable, _ wording: String? = nil
  ) {
    let codec = AnswerCodec<F>()
    self.init(
      name, wording, F.columnKind, [:], isRequired: true, neutral: codec.neutral, path, decode: codec.format,
      encode: codec.value)
  }
}

/// Between the answers of a format and cell values: a place in the list, or a number on the range.
private struct AnswerCodec<F: ItemFormat>: Sendable {
  /// The answers in the order of the column's list; empty for a continuous range.
  let list: [F?]
  /// The places in the list by score. Comparing answers instead would look up generic metadata for each.
  private let places: [Double: Int]

  init() {
    guard case .answers(let levels) = F.columnKind else {
      (list, places) = ([], [:])
      return
    }
    let list = levels.map { F(score: Double($0.value)) }
    self.list = list
    let scored = list.enumerated().compactMap { place, answer in answer.map { ($0.score, place) } }
    places = Dictionary(scored) { first, _ in first }
  }

  /// The midpoint that the format declares, said only where it is not the middle of the kind.
  var neutral: ColumnDescription.Midpoint {
    guard F.midpoint != F.columnKind.middle else { return .middle }
    return F.midpoint.map(ColumnDescription.Midpoint.at) ?? .none
  }

  func format(_ value: FieldValue) -> F? {
    switch value {
    case .index: value.element(of: list) ?? nil
    case .number(let number): F(score: number)
    case .text, .whole, .set, .absent: nil
    }
  }

  func value(_ format: F) -> FieldValue {
    if list.isEmpty { return .number(format.score) }
    return places[format.score].map(FieldValue.index) ?? .absent(.lost)
  }
}

/// An answer with its reason of absence; `nil` for a value that does not fit.
func answered<F>(_ value: FieldValue, _ decode: (FieldValue) -> F?) -> Answer<F>? {
  if case .absent(let reason) = value { return .absent(reason) }
  return decode(value).map(Answer.given)
}

/// The value of an answer.
func answered<F>(_ answer: Answer<F>, _ encode: (F) -> FieldValue) -> FieldValue {
  switch answer {
  case .given(let format): encode(format)
  case .absent(let reason): .absent(reason)
  }
}
