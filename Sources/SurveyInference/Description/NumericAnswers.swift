import SurveyVocabulary

/// The numbers of cases, such as scores of a scale: for each case a number, or the reason why there is none.
///
/// ```swift
/// try NumericAnswers([34, nil, 51], absent: [nil, "refused", nil], name: "age")
/// ```
public struct NumericAnswers: Hashable, Sendable {
  /// The name of the variable; `nil` where nobody said.
  public let name: String?
  /// The number of each case; `nil` where there is none.
  public let values: [Double?]
  /// Why there is no number, in words that follow a number of cases; `nil` where there is one.
  public let reasons: [String?]

  /// Takes the numbers of cases.
  ///
  /// - Parameters:
  ///   - values: The number of each case; `nil` for none.
  ///   - reasons: Why there is no number, one entry to a case, read where there is none; "missing" where
  ///     nobody said.
  ///   - name: The name of the variable.
  /// - Throws: `InputError` if a number is not finite, or the reasons are not as many as the numbers.
  public init(
    _ values: [Double?], absent reasons: [String?] = [], name: String? = nil
  ) throws(InputError) {
    if !reasons.isEmpty { try checkEqualLength(reasons.count, "reasons", values.count, "the list of values") }
    if let index = values.firstIndex(where: { $0.map { !$0.isFinite } ?? false }), let value = values[index] {
      throw .notFinite(name ?? "values", value: value, at: index)
    }
    self.name = name
    self.values = values
    self.reasons = values.enumerated().map { row, value in
      value == nil ? (reasons.isEmpty ? nil : reasons[row]) ?? "missing" : nil
    }
  }

  /// The number of cases, with a value or without.
  public var count: Int { values.count }
}
