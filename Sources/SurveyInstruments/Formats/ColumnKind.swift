/// What the cells of a column may hold.
public enum ColumnKind: Hashable, Sendable {
  /// Any text.
  case text
  /// A finite number, within limits where there are some.
  case number(minimum: Double?, maximum: Double?)
  /// A whole number, within limits where there are some.
  case whole(minimum: Int?, maximum: Int?)
  /// One of a list of names, without an order unless it is said to have one.
  case factor([Option], isOrdered: Bool = false)
  /// Any number of a list of at most 64 names, with a code for none of them.
  case choices([Option], none: String = "none")
  /// One of a list of answers with whole-number scores, in the order of the scores.
  case answers([Level])
  /// A number on a declared continuous range.
  case rating(minimum: Double, maximum: Double)
  /// A number on a declared range that moves in steps.
  case slider(minimum: Double, maximum: Double, step: Double)

  /// What separates the codes of several options in one cell: a semicolon, as a byte.
  package static let separator = UInt8(ascii: ";")

  /// An answer of a list: its score and its words.
  public struct Level: Hashable, Sendable, Labelled {
    /// The score, which is the code in data files.
    public let value: Int
    /// The words.
    public let label: String
    /// The words in further languages.
    public let translations: [Language: String]

    /// Makes an answer; without words, the words are its number.
    public init(value: Int, label: String? = nil, translations: [Language: String] = [:]) {
      self.value = value
      self.label = label ?? String(value)
      self.translations = translations
    }
  }

  /// A name of a list: its code and its words.
  public struct Option: Hashable, Sendable, Labelled {
    /// The code in data files.
    public let name: String
    /// The words.
    public let label: String
    /// The words in further languages.
    public let translations: [Language: String]

    /// Makes a name; without words, the words are its code.
    public init(_ name: String, label: String? = nil, translations: [Language: String] = [:]) {
      self.name = name
      self.label = label ?? name
      self.translations = translations
    }
  }

  /// One of a list of names without an order, whose words are the names themselves.
  @_disfavoredOverload
  public static func factor(_ names: [String]) -> ColumnKind { .factor(names.map { Option($0) }) }

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
    case .rating(let minimum, let maximum), .slider(let minimum, let maximum, _): return (minimum, maximum)
    case .text, .number, .whole, .factor, .choices: return nil
    }
  }

  /// The score halfway between the extremes, where it can be answered: the middle one of an odd number of
  /// answers, or the middle of a range. `nil` for an even number of answers and for what has no score.
  public var middle: Double? {
    guard let (low, high) = scoreRange, low < high else { return nil }
    let middle = low + (high - low) / 2
    switch self {
    case .answers(let levels):
      let isAnswer = levels.contains { Double($0.value) == middle }
      return levels.count % 2 == 1 && isAnswer ? middle : nil
    case .slider(_, _, let step): return isStep(middle, from: low, to: high, by: step) ? middle : nil
    default: return middle
    }
  }

  /// Whether the values have an order that means something: numbers, answers, and factors that say so.
  public var isOrdered: Bool {
    switch self {
    case .text, .choices: false
    case .factor(_, let isOrdered): isOrdered
    case .number, .whole, .answers, .rating, .slider: true
    }
  }
}
