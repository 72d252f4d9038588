import SurveyStatistics

/// Which columns of a file are items of one scale, and how they are answered: a codebook in a few words.
package struct ItemSelection: Sendable {
  /// The name of the scale, for print.
  package let name: String
  /// The columns, in the order in which they are printed.
  package let items: [String]
  /// Those of the items that count the other way.
  package let reversed: [String]
  /// The answers that are allowed.
  package let kind: ColumnKind

  /// Items with a range of answers in words, such as "1-6".
  ///
  /// - Parameters:
  ///   - name: The name of the scale; the number of its items where there is none.
  ///   - items: The columns.
  ///   - reversed: Those of the items that count the other way.
  ///   - range: The lowest and the highest answer. Whole numbers make a list of answers; with a decimal
  ///     point in one of them ("0.0-10.0") every number between them is an answer.
  /// - Throws: ``InputError`` if there are fewer than two items, an item is named twice, a reversed one is
  ///   no item, or the range cannot be read.
  package init(
    _ name: String?, items: [String], reversed: [String] = [], range: String
  ) throws(InputError) {
    guard items.count >= 2 else {
      throw InputError(
        .tooFew, "--items", "\(items.count) \(items.count == 1 ? "item" : "items") named, at least 2 needed",
        remedy: "name them with commas between them: A1,A2,A3")
    }
    var seen: Set<String> = []
    for item in items where !seen.insert(item).inserted {
      throw InputError(.definition, "--items", "\(item) is named twice")
    }
    for item in reversed where !seen.contains(item) {
      throw .unknownName(item, among: items, subject: "--reverse")
    }
    self.name = name ?? "\(items.count) items"
    self.items = items
    self.reversed = reversed
    kind = try Self.kind(range)
  }

  /// The names in a list with commas between them; spaces around a name are no part of it.
  package static func names(_ list: String) -> [String] {
    list.split(separator: ",").map(trimmed).filter { !$0.isEmpty }
  }

  /// The scale in the words of a codebook.
  var scale: Codebook.Scale {
    Codebook.Scale(
      name, items: items.map { Codebook.Item($0, keyed: reversed.contains($0) ? .negative : .positive) })
  }

  /// How the items are answered, and what becomes of reversed ones.
  var keying: String {
    guard let range = kind.scoreRange else { return "" }
    let answers = "Answers from \(Self.text(range.minimum)) to \(Self.text(range.maximum))"
    guard !reversed.isEmpty else { return "\(answers); no item is reversed." }
    return "\(answers). Reversed, x to \(Self.text(range.minimum + range.maximum)) - x: "
      + "\(reversed.joined(separator: ", "))."
  }

  private static func text(_ number: Double) -> String {
    number == number.rounded() ? NumberStyle.decimals(0).text(number) : "\(number)"
  }

  private static func kind(_ range: String) throws(InputError) -> ColumnKind {
    let text = trimmed(Substring(range))
    // The first character may be the sign of the lowest answer, so that the dash is looked for after it.
    guard let dash = text.dropFirst().firstIndex(of: "-") else { throw malformed(range) }
    let (low, high) = (trimmed(text[..<dash]), trimmed(text[text.index(after: dash)...]))
    if let minimum = Int(low), let maximum = Int(high) {
      guard minimum < maximum else { throw malformed(range) }
      return try .answers(minimum...maximum)
    }
    guard let minimum = Double(low), let maximum = Double(high), minimum < maximum,
      (maximum - minimum).isFinite
    else { throw malformed(range) }
    return .rating(minimum: minimum, maximum: maximum)
  }

  private static func malformed(_ range: String) -> InputError {
    InputError(
      .malformed, "--range", "\"\(range)\" is not a lowest and a highest answer",
      remedy: "write them with a dash between them: 1-6")
  }

  private static func trimmed(_ text: Substring) -> String {
    String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
