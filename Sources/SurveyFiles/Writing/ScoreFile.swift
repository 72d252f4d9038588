/// Scores as a data file: ids, one column per variable, and what made them.
///
/// ```swift
/// let file = try ScoreFile(instrument.scores(in: survey))
/// try file.write(to: "scores.csv")
/// ```
///
/// Where all scores come from one instrument, the columns `instrument`, `version` and `fingerprint` say
/// which, row by row, so that files can be put together without losing it.
public struct ScoreFile: Hashable, Sendable {
  /// The variables.
  public let scores: [Observations]
  /// What is written where there is no score.
  public let missing: String
  /// What made the scores, where it is the same for all.
  public let provenance: Provenance?

  /// A file of scores.
  ///
  /// - Parameters:
  ///   - scores: Variables of one sample.
  ///   - missing: What is written where there is no score.
  /// - Throws: `InputError` for no variables, variables of different samples or of one name, or a
  ///   code for absence that is a number.
  public init(_ scores: [Observations], missing: String = "NA") throws(InputError) {
    guard let first = scores.first else { throw .tooFew("scores", found: 0, needed: 1) }
    var names: Set<String> = ["id", "instrument", "version", "fingerprint"]
    for variable in scores {
      guard variable.ids == first.ids else {
        throw InputError(.lengthMismatch, variable.name, "its respondents are not those of \(first.name)")
      }
      guard names.insert(variable.name).inserted else {
        throw InputError(.definition, "scores", "two columns would be named \(variable.name)")
      }
    }
    guard Double(missing) == nil else {
      throw InputError(.definition, "missing", "\"\(missing)\" would read as a number")
    }
    self.scores = scores
    self.missing = missing
    provenance = scores.allSatisfy { $0.provenance == first.provenance } ? first.provenance : nil
  }

  /// The scores as CSV text, numbers in the shortest form that reads back as the same.
  public var csv: String { text.text }

  /// Writes the file, replacing what stands there.
  ///
  /// - Parameter path: Where the file goes.
  /// - Throws: `InputError` if the file cannot be written.
  public func write(to path: String) throws(InputError) { try text.write(to: path) }

  private var text: CSVText {
    var text = CSVText()
    let stamp = stamp
    for name in ["id"] + scores.map(\.name) + stamp.map(\.name) { text.add(name) }
    text.endLine()
    for (row, id) in (scores.first?.ids ?? []).enumerated() {
      text.add(id)
      for variable in scores { text.add(variable.observations[row].value.map(shortNumber) ?? missing) }
      for (_, value) in stamp { text.add(value) }
      text.endLine()
    }
    return text
  }

  private var stamp: [(name: String, value: String)] {
    guard let provenance else { return [] }
    let instrument = provenance.instrument.map { [("instrument", $0)] } ?? []
    let version = provenance.version.map { [("version", $0)] } ?? []
    return instrument + version + [("fingerprint", provenance.fingerprint)]
  }
}
