extension ColumnKind {
  /// The name of the kind.
  public var name: String {
    switch self {
    case .text: "text"
    case .number: "number"
    case .whole: "whole number"
    case .factor(_, let isOrdered): isOrdered ? "ordered name" : "name"
    case .choices: "names"
    case .answers: "answer"
    case .rating: "rating"
    case .slider: "slider"
    }
  }

  /// What is allowed, in words: "1 strongly disagree, 2 disagree, …" or "16 to 110".
  public var allowed: String { allowed(inFirstOf: []) }

  /// What is allowed, with the words of options in the first language that has some.
  func allowed(inFirstOf languages: [Language]) -> String {
    switch self {
    case .text: return "any text"
    case .number(let minimum, let maximum): return limits(minimum, maximum, of: "number", shortNumber)
    case .whole(let minimum, let maximum): return limits(minimum, maximum, of: "whole number") { String($0) }
    case .factor(let options, _): return Self.list(options.map { ($0.name, $0) }, languages)
    case .choices(let options, let none):
      return "any of " + Self.list(options.map { ($0.name, $0) }, languages)
        + "; \(none) for none of them"
    case .answers(let levels): return Self.list(levels.map { (String($0.value), $0) }, languages)
    case .rating(let minimum, let maximum): return "\(shortNumber(minimum)) to \(shortNumber(maximum))"
    case .slider(let minimum, let maximum, let step):
      return "\(shortNumber(minimum)) to \(shortNumber(maximum)) in steps of \(shortNumber(step))"
    }
  }

  private static func list(_ options: [(code: String, option: any Labelled)], _ languages: [Language])
    -> String
  {
    options.map { code, option in
      let words = option.label(inFirstOf: languages).text
      return words == code ? code : "\(code) \(words)"
    }.joined(separator: ", ")
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

  /// The options that have words: answers, levels, options to tick.
  package var options: [any Labelled] {
    switch self {
    case .answers(let levels): levels
    case .factor(let options, _), .choices(let options, _): options
    case .text, .number, .whole, .rating, .slider: []
    }
  }

  /// Whether every option has words in a language; true where there are no options.
  func isTranslated(to language: Language) -> Bool {
    options.allSatisfy { $0.label(in: language) != nil }
  }
}

/// A number in its shortest form, whole numbers without a decimal point.
package func shortNumber(_ value: Double) -> String {
  let text = "\(value)"
  return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
}
