/// What an earlier answer must be for a question to be shown.
///
/// An absent answer satisfies no condition: a question that hangs on it was not shown.
public struct Condition: Hashable, Sendable {
  /// The column of the earlier answer.
  public let column: String
  /// What its answer must be.
  public let comparison: Comparison

  /// How an answer is compared.
  public enum Comparison: Hashable, Sendable {
    /// It is this.
    case equals(Value)
    /// It is one of these.
    case isOneOf([Value])
    /// It is this number or a higher one.
    case atLeast(Double)
    /// It is this number or a lower one.
    case atMost(Double)
    /// This option was ticked.
    case includes(String)
    /// There is one.
    case answered
  }

  /// What an answer is compared with: the score of an answer, a number, or the code of a name.
  public enum Value: Hashable, Sendable {
    /// A score or a number.
    case number(Double)
    /// A name, or a text.
    case name(String)

    /// The value as it stands in a data file.
    public var text: String {
      switch self {
      case .number(let number): shortNumber(number)
      case .name(let name): name
      }
    }
  }

  /// Makes a condition.
  public init(_ column: String, _ comparison: Comparison) {
    self.column = column
    self.comparison = comparison
  }

  /// The condition in words: "employed is 1", "age at least 18".
  public var words: String {
    switch comparison {
    case .equals(let value): "\(column) is \(value.text)"
    case .isOneOf(let values): "\(column) is one of \(values.map(\.text).joined(separator: ", "))"
    case .atLeast(let number): "\(column) is at least \(shortNumber(number))"
    case .atMost(let number): "\(column) is at most \(shortNumber(number))"
    case .includes(let name): "\(column) includes \(name)"
    case .answered: "\(column) is answered"
    }
  }
}

extension Condition {
  /// What is wrong with the condition on a column of this kind, in words.
  func problems(on kind: ColumnKind) -> [String] {
    switch comparison {
    case .answered: return []
    case .equals(let value): return problems(with: value, on: kind)
    case .isOneOf(let values):
      return values.isEmpty
        ? ["is compared with an empty list"] : values.flatMap { problems(with: $0, on: kind) }
    case .includes(let name):
      guard case .choices(let options, _) = kind else { return ["includes nothing: it allows one answer"] }
      return options.contains { $0.name == name } ? [] : ["has no \"\(name)\""]
    case .atLeast(let number), .atMost(let number):
      switch kind {
      case .number, .whole, .answers, .rating, .slider:
        return number.isFinite ? [] : ["is compared with \(number), which is not a finite number"]
      case .text, .factor, .choices: return ["has no numbers that could be compared"]
      }
    }
  }

  private func problems(with value: Value, on kind: ColumnKind) -> [String] {
    let stranger = ["has no \"\(value.text)\""]
    switch (kind, value) {
    case (.text, .name): return []
    case (.factor(let options, _), .name(let name)):
      return options.contains { $0.name == name } ? [] : stranger
    case (.choices, _): return ["allows several answers; ask for what it includes"]
    case (.answers(let levels), .number(let number)):
      return levels.contains { Double($0.value) == number } ? [] : stranger
    case (.number(let low, let high), .number(let number)):
      return number >= low ?? -.infinity && number <= high ?? .infinity && number.isFinite ? [] : stranger
    case (.whole(let low, let high), .number(let number)):
      let whole = Int(exactly: number)
      return whole.map { $0 >= low ?? .min && $0 <= high ?? .max } ?? false ? [] : stranger
    case (.rating(let low, let high), .number(let number)):
      return number >= low && number <= high ? [] : stranger
    case (.slider(let low, let high, let step), .number(let number)):
      return isStep(number, from: low, to: high, by: step) ? [] : stranger
    default: return ["is compared with \"\(value.text)\", which is no value of its kind"]
    }
  }
}
