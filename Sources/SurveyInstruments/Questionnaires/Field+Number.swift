extension Field {
  /// A required number.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every finite number where it is left out.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Double> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Double>? = nil
  ) {
    self.init(
      name, wording, .number(minimum: range?.lowerBound, maximum: range?.upperBound), [:], isRequired: true,
      path, decode: { $0.number }, encode: { .number($0) })
  }

  /// A number that may be absent.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every finite number where it is left out.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Double?> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Double>? = nil, absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .number(minimum: range?.lowerBound, maximum: range?.upperBound), absent, path,
      decode: { optional($0) { $0.number } }, encode: { $0.map(FieldValue.number) ?? .absent(.skipped) })
  }

  /// A required whole number.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every whole number where it is left out.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Int> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Int>? = nil
  ) {
    self.init(
      name, wording, .whole(minimum: range?.lowerBound, maximum: range?.upperBound), [:], isRequired: true,
      path, decode: { $0.whole }, encode: { .whole($0) })
  }

  /// A whole number that may be absent.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every whole number where it is left out.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Int?> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Int>? = nil, absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .whole(minimum: range?.lowerBound, maximum: range?.upperBound), absent, path,
      decode: { optional($0) { $0.whole } }, encode: { $0.map(FieldValue.whole) ?? .absent(.skipped) })
  }

  /// A number, or the reason why there is none, such as an income that was refused.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every finite number where it is left out.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Answer<Double>> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Double>? = nil, absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .number(minimum: range?.lowerBound, maximum: range?.upperBound), absent, path,
      decode: { answered($0) { $0.number } }, encode: { answered($0, FieldValue.number) })
  }

  /// A whole number, or the reason why there is none.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - range: The numbers that are allowed; every whole number where it is left out.
  ///   - absent: Cells that mean absence.
  public init(
    _ name: String, _ path: WritableKeyPath<R, Answer<Int>> & Sendable, _ wording: String? = nil,
    in range: ClosedRange<Int>? = nil, absent: [String: AbsenceReason] = [:]
  ) {
    self.init(
      name, wording, .whole(minimum: range?.lowerBound, maximum: range?.upperBound), absent, path,
      decode: { answered($0) { $0.whole } }, encode: { answered($0, FieldValue.whole) })
  }
}
