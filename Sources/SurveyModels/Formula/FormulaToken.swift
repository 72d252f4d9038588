import SurveyVocabulary

/// The smallest parts of a formula's text.
enum FormulaToken: Hashable, Sendable {
  case name(String)
  case number(Double)
  case mark(String)

  var text: String {
    switch self {
    case .name(let name): name
    case .number(let value): plainNumber(value)
    case .mark(let mark): mark
    }
  }

  /// The tokens of a text, at most 10,000 characters long.
  ///
  /// - Throws: `InputError` if a character belongs to no token, or a quoted name has no end.
  static func read(_ text: String) throws(InputError) -> [FormulaToken] {
    let characters = Array(text)
    guard characters.count <= 10_000 else {
      throw .infeasible("formula", "it has more than 10,000 characters", remedy: "build the terms in code")
    }
    var tokens: [FormulaToken] = []
    var place = 0
    while place < characters.count {
      let character = characters[place]
      if character.isWhitespace {
        place += 1
      } else if character == "`" {
        guard let end = characters[(place + 1)...].firstIndex(of: "`") else {
          throw InputError(.malformed, "formula", "a name begins with ` and does not end")
        }
        tokens.append(.name(String(characters[(place + 1)..<end])))
        place = end + 1
      } else if character.isLetter || character == "_" || character == "." && !isDigit(characters, place + 1)
      {
        let end = characters[place...].firstIndex { !isNamePart($0) } ?? characters.count
        tokens.append(.name(String(characters[place..<end])))
        place = end
      } else if character.isASCII && character.isNumber || character == "." {
        let end = numberEnd(characters, place)
        let digits = String(characters[place..<end])
        guard let value = Double(digits), value.isFinite else {
          throw InputError(.malformed, "formula", "\"\(digits)\" is no number")
        }
        tokens.append(.number(value))
        place = end
      } else {
        let pair = String(characters[place..<min(place + 2, characters.count)])
        guard pair == "||" || "~+-*/^:|(),=".contains(character) else {
          throw InputError(
            .malformed, "formula", "the character \"\(character)\" has no meaning",
            remedy: "put names with such characters between backticks")
        }
        tokens.append(.mark(pair == "||" ? pair : String(character)))
        place += pair == "||" ? 2 : 1
      }
    }
    return tokens
  }

  private static func isNamePart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "_" || character == "."
  }

  private static func isDigit(_ characters: [Character], _ place: Int) -> Bool {
    place < characters.count && characters[place].isASCII && characters[place].isNumber
  }

  /// Where a number ends: digits, a point, and an exponent that has digits.
  private static func numberEnd(_ characters: [Character], _ start: Int) -> Int {
    func skipDigits(_ from: Int) -> Int {
      var place = from
      while isDigit(characters, place) { place += 1 }
      return place
    }
    var end = skipDigits(start)
    if end < characters.count, characters[end] == "." { end = skipDigits(end + 1) }
    if end < characters.count, characters[end] == "e" || characters[end] == "E" {
      let sign = end + 1 < characters.count && "+-".contains(characters[end + 1]) ? 1 : 0
      if isDigit(characters, end + 1 + sign) { end = skipDigits(end + 1 + sign) }
    }
    return end
  }
}
