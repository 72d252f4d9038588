/// What the cells of a column may hold.
public enum ColumnKind: Hashable, Sendable {
  /// Any text.
  case text
  /// A finite number, within limits where there are some.
  case number(minimum: Double?, maximum: Double?)
  /// A whole number, within limits where there are some.
  case whole(minimum: Int?, maximum: Int?)
  /// One of a list of names.
  case factor([String])
  /// One of a list of answers with whole-number scores.
  case answers([Level])
  /// A number on a declared continuous range.
  case rating(minimum: Double, maximum: Double)

  /// An answer of a list: its score and its words.
  public struct Level: Hashable, Sendable, Codable {
    /// The score, which is the code in data files.
    public let value: Int
    /// The words.
    public let label: String

    /// Makes an answer; without words, the words are its number.
    public init(value: Int, label: String? = nil) {
      self.value = value
      self.label = label ?? String(value)
    }
  }

  /// The whole-number answers from one to another, such as 1 to 6, labelled by their numbers.
  ///
  /// - Parameter range: The first and the last answer, at most 1,000 apart.
  /// - Returns: The list of answers.
  /// - Throws: `InputError` for more than 1,001 answers.
  public static func answers(_ range: ClosedRange<Int>) throws(InputError) -> ColumnKind {
    let (width, overflow) = range.upperBound.subtractingReportingOverflow(range.lowerBound)
    guard !overflow, width <= 1000 else {
      throw .infeasible("answers", "more than 1,001 answers in a list", remedy: "use a rating")
    }
    return .answers(range.map { Level(value: $0) })
  }

  /// The lowest and the highest score that is declared; `nil` for what a scale cannot score.
  public var scoreRange: (minimum: Double, maximum: Double)? {
    switch self {
    case .answers(let levels):
      guard let low = levels.map(\.value).min(), let high = levels.map(\.value).max() else { return nil }
      return (Double(low), Double(high))
    case .rating(let minimum, let maximum): return (minimum, maximum)
    case .text, .number, .whole, .factor: return nil
    }
  }

  /// The name of the kind.
  public var name: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .whole: "whole number"
    case .factor: "name"
    case .answers: "answer"
    case .rating: "rating"
    }
  }

  /// What is allowed, in words: "1 strongly disagree, 2 disagree, …" or "16 to 110".
  public var allowed: String {
    switch self {
    case .text: return "any text"
    case .number(let minimum, let maximum): return limits(minimum, maximum, of: "number", shortNumber)
    case .whole(let minimum, let maximum): return limits(minimum, maximum, of: "whole number") { String($0) }
    case .factor(let names): return names.joined(separator: ", ")
    case .answers(let levels):
      return levels.map { $0.label == String($0.value) ? $0.label : "\($0.value) \($0.label)" }
        .joined(separator: ", ")
    case .rating(let minimum, let maximum): return "\(shortNumber(minimum)) to \(shortNumber(maximum))"
    }
  }

  private func limits<N>(
    _ minimum: N?, _ maximum: N?, of noun: String, _ text: (N) -> String
  ) -> String {
    switch (minimum, maximum) {
    case (let low?, let high?): "\(text(low)) to \(text(high))"
    case (let low?, nil): "\(text(low)) or more"
    case (nil, let high?): "\(text(high)) or less"
    case (nil, nil): "any \(noun)"
    }
  }
}

/// A number in its shortest form, whole numbers without a decimal point.
package func shortNumber(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
