/// A language by its code of BCP 47, such as "en", "nl" or "de-CH".
///
/// Codes are compared as they are written: "de" and "de-CH" are two languages.
public struct Language: RawRepresentable, Hashable, Comparable, Sendable, Codable, ExpressibleByStringLiteral
{
  /// The code.
  public let rawValue: String

  /// Makes a language from its code.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Makes a language from its code.
  public init(stringLiteral code: String) { rawValue = code }

  /// English.
  public static let english: Language = "en"
  /// Dutch.
  public static let dutch: Language = "nl"
  /// German.
  public static let german: Language = "de"
  /// French.
  public static let french: Language = "fr"
  /// Spanish.
  public static let spanish: Language = "es"

  /// The order of the codes.
  public static func < (first: Language, second: Language) -> Bool { first.rawValue < second.rawValue }
}

/// Words, and the language that they are in.
public struct Words: Hashable, Sendable, CustomStringConvertible {
  /// The words.
  public let text: String
  /// The language; `nil` for words that were declared without one.
  public let language: Language?

  /// Makes words.
  public init(_ text: String, in language: Language? = nil) {
    self.text = text
    self.language = language
  }

  /// The words, and the code of their language where it is known: "eens (nl)".
  public var description: String { language.map { "\(text) (\($0.rawValue))" } ?? text }
}

/// What has words for people: an answer of a list, a level of a factor, an option that can be ticked.
public protocol Labelled {
  /// The words without a stated language.
  var label: String { get }
  /// The words in further languages; none unless they are declared.
  var translations: [Language: String] { get }
}

extension Labelled {
  /// No further languages.
  public var translations: [Language: String] { [:] }

  /// The words in a language; `nil` where none are declared in it.
  public func label(in language: Language) -> String? { translations[language] }

  /// The words in the first of several languages in which there are some, else ``label``.
  ///
  /// The answer says which language it is in, so that a fallback shows.
  public func label(inFirstOf languages: [Language]) -> Words {
    words(label, translations, inFirstOf: languages)
  }
}

/// The words in the first language that has some, else those without a language.
func words(_ text: String, _ translations: [Language: String], inFirstOf languages: [Language]) -> Words {
  for language in languages {
    if let translation = translations[language] { return Words(translation, in: language) }
  }
  return Words(text)
}
