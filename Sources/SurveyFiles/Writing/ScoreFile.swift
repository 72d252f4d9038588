/// Scores as a data file: ids, one column per variable, and what made them.
///
/// ```swift
/// let file = try ScoreFile(instrument.scores(in: survey))
/// try file.write(to: "scores.csv")
/// ```
///
/// Where all scores come from one instrument, the columns `instrument`, `version` and `fingerprint` say
/// which, row by row, so that files can be put together without losing it.
///
/// With `reasons: .beside` each variable is followed by a column that says in words why there is no score,
/// so that refused, not shown and skipped stay apart.
public struct ScoreFile: Hashable, Sendable {
  /// Whether the reasons of absence are written.
  public enum Reasons: Hashable, Sendable, CaseIterable {
    /// They are left out.
    case omitted
    /// In a column of their own after each variable, called "… absence"; empty beside a score.
    case beside
  }

  /// The variables.
  public let scores: [Observations]
  /// What is written where there is no score.
  public let missing: String
  /// Whether the reasons of absence are written.
  public let reasons: Reasons
  /// What made the scores, where it is the same for all.
  public let provenance: Provenance?

  /// A file of scores.
  ///
  /// - Parameters:
  ///   - scores: Variables of one sample.
  ///   - missing: What is written where there is no score.
  ///   - reasons: Whether the reasons of absence are written.
  /// - Throws: `InputError` for no variables, variables of different samples or of one name, or a
  ///   code for absence that is a number.
  public init(
    _ scores: [Observations], missing: String = "NA", reasons: Reasons = .omitted
  ) throws(InputError) {
    guard let first = scores.first else { throw .tooFew("scores", found: 0, needed: 1) }
    var names: Set<String> = ["id", "instrument", "version", "fingerprint"]
    for variable in scores {
      guard variable.ids == first.ids else {
        throw InputError(.lengthMismatch, variable.name, "its respondents are not those of \(first.name)")
      }
      for name in reasons.columns(of: variable.name) where !names.insert(name).inserted {
        throw InputError(.definition, "scores", "two columns would be named \(name)")
      }
    }
    guard Double(missing) == nil else {
      throw InputError(.definition, "missing", "\"\(missing)\" would read as a number")
    }
    self.scores = scores
    self.missing = missing
    self.reasons = reasons
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
    for name in ["id"] + scores.flatMap({ reasons.columns(of: $0.name) }) + stamp.map(\.name) {
      text.add(name)
    }
    text.endLine()
    for (row, id) in (scores.first?.ids ?? []).enumerated() {
      text.add(id)
      for variable in scores {
        let observation = variable.observations[row]
        text.add(observation.value.map(shortNumber) ?? missing)
        if reasons == .beside { text.add(observation.absence ?? "") }
      }
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

extension ScoreFile.Reasons {
  /// The columns of a variable.
  fileprivate func columns(of name: String) -> [String] {
    self == .beside ? [name, "\(name) absence"] : [name]
  }
}
