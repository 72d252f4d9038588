/// What a scale can score: an answer on a declared range.
///
/// Conform to ``ResponseFormat`` for a list of answers; use ``Rating`` over a ``ContinuousRange`` for a
/// continuous range, ``Slider`` for one with steps, and ``Likert`` for whole numbers without words. A
/// format's range is declared, never read off the data.
public protocol ItemFormat: OrderedFormat {
  /// How the format looks in a data file.
  static var columnKind: ColumnKind { get }
  /// The lowest score that the format declares.
  static var minimum: Double { get }
  /// The highest score that the format declares.
  static var maximum: Double { get }
  /// The score of the neutral answer; `nil` where the format has none.
  ///
  /// Unless declared otherwise: the middle one of an odd number of answers where its score lies halfway
  /// between the extremes, the middle of a continuous range, nothing for an even number of answers.
  static var midpoint: Double? { get }
  /// The score of this answer.
  var score: Double { get }
  /// The answer with a score; `nil` where the format has none.
  init?(score: Double)
}

extension ItemFormat {
  /// The middle of the declared answers or of the range.
  public static var midpoint: Double? { columnKind.middle }
}

/// A closed list of answers with whole-number scores, such as a five-point agreement item.
///
/// ```swift
/// enum Agreement: Int, ResponseFormat {
///   case stronglyDisagree = 1, disagree, neutral, agree, stronglyAgree
/// }
/// ```
///
/// The raw values are the scores, the order of the answers and the codes in data files. A reverse-keyed
/// item scores `minimum + maximum - x`, with the extremes of the declared cases.
public protocol ResponseFormat: ItemFormat, RawRepresentable, CaseIterable, Labelled where RawValue == Int {
  /// The words of the answer, for people.
  var label: String { get }
}

extension ResponseFormat {
  /// The case's name with spaces before its capitals: "strongly disagree".
  public var label: String { wordsOfName("\(self)") }

  /// The list of answers.
  public static var columnKind: ColumnKind {
    .answers(
      allCases.map {
        ColumnKind.Level(value: $0.rawValue, label: $0.label, translations: $0.translations)
      })
  }

  /// The lowest raw value.
  public static var minimum: Double { Double(allCases.lazy.map(\.rawValue).min() ?? 0) }

  /// The highest raw value.
  public static var maximum: Double { Double(allCases.lazy.map(\.rawValue).max() ?? 0) }

  /// The raw value.
  public var score: Double { Double(rawValue) }

  /// The case whose raw value is the score.
  public init?(score: Double) {
    guard let whole = Int(exactly: score) else { return nil }
    self.init(rawValue: whole)
  }
}

/// "stronglyDisagree" as "strongly disagree".
func wordsOfName(_ name: String) -> String {
  var words = ""
  for character in name {
    if character.isUppercase, !words.isEmpty { words += " " }
    words += character.lowercased()
  }
  return words
}
