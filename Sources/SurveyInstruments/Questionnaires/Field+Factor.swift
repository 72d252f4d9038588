extension Field {
  /// A level of a factor, required.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  public init<F: Factor>(
    _ name: String, _ path: WritableKeyPath<R, F> & Sendable, _ wording: String? = nil
  ) {
    let levels = Array(F.allCases)
    self.init(
      name, wording, F.columnKind, [:], isRequired: true, path, decode: { $0.element(of: levels) },
      encode: { index(of: $0, in: levels) })
  }

  /// A level of a factor, which may be absent.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence.
  public init<F: Factor>(
    _ name: String, _ path: WritableKeyPath<R, F?> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    let levels = Array(F.allCases)
    self.init(
      name, wording, F.columnKind, absent, path, decode: { optional($0) { $0.element(of: levels) } },
      encode: { $0.map { index(of: $0, in: levels) } ?? .absent(.skipped) })
  }

  /// A level of a factor, or the reason why there is none: a nominal choice.
  ///
  /// - Parameters:
  ///   - name: The name in the file's header.
  ///   - path: The property.
  ///   - wording: The wording of the question.
  ///   - absent: Cells that mean absence.
  public init<F: Factor>(
    _ name: String, _ path: WritableKeyPath<R, Answer<F>> & Sendable, _ wording: String? = nil,
    absent: [String: AbsenceReason] = [:]
  ) {
    let levels = Array(F.allCases)
    self.init(
      name, wording, F.columnKind, absent, path, decode: { answered($0) { $0.element(of: levels) } },
      encode: { answered($0) { index(of: $0, in: levels) } })
  }
}
