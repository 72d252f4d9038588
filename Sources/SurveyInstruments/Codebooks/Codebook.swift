/// A questionnaire and its scales at run time: what a program reads from a settings file or an argument
/// instead of compiling it.
///
/// ```swift
/// let answers = try ColumnKind.answers(1...6)
/// let codebook = Codebook(
///   "Agreeableness", missing: ["", "NA"], columns: ["A1", "A2", "A3"].map { ColumnDescription($0, answers) },
///   scales: [.init("Agreeableness", items: [.init("A1", keyed: .negative), .init("A2"), .init("A3")])])
/// ```
///
/// It scores by the same core as typed scales, and says the same of faults: they are collected in
/// ``faults`` and thrown by whatever uses the codebook.
public struct Codebook: Hashable, Sendable {
  /// What the codebook describes.
  public let title: String
  /// The version, as its maker counts.
  public let version: String?
  /// The column that tells respondents apart; `nil` where the number of the row does.
  public let idColumn: String?
  /// The columns in order.
  public let columns: [ColumnDescription]
  /// The scales in order.
  public let scales: [Scale]

  /// Makes a codebook; what contradicts itself is in ``faults``.
  ///
  /// - Parameters:
  ///   - title: What the codebook describes.
  ///   - version: The version.
  ///   - missing: The cells that mean a skipped answer in every column that does not say otherwise.
  ///   - idColumn: The column that tells respondents apart.
  ///   - columns: The columns.
  ///   - scales: The scales.
  public init(
    _ title: String, version: String? = nil, missing: [String] = [], idColumn: String? = nil,
    columns: [ColumnDescription], scales: [Scale] = []
  ) {
    self.title = title
    self.version = version
    self.idColumn = idColumn
    self.columns = columns.map { $0.adding(missing: missing) }
    self.scales = scales
  }
}

extension Codebook {
  /// The codebook of a questionnaire and scales over it.
  ///
  /// - Parameters:
  ///   - title: What the codebook describes.
  ///   - version: The version.
  ///   - idColumn: The column that tells respondents apart.
  ///   - questionnaire: The questionnaire.
  ///   - scales: The scales; those that are items of others and not listed are put at the end.
  public init<R: Respondent>(
    _ title: String, version: String? = nil, idColumn: String? = nil, questionnaire: Questionnaire<R>,
    scales: [SurveyInstruments.Scale<R>] = []
  ) {
    self.init(
      title, version: version, idColumn: idColumn, columns: questionnaire.columns,
      scales: Scale.list(scales.map(\.definition)))
  }

  /// What is wrong with the codebook; empty for a sound one.
  public var faults: [InputError] { placedFaults.map(\.fault) }

  /// Refuses a codebook that contradicts itself.
  ///
  /// - Throws: `InputError` with the first of ``faults`` and the number of the others.
  public func check() throws(InputError) { try throwFirst(of: faults) }

  /// A scale by its name.
  ///
  /// - Throws: `InputError` if there is none.
  public func scale(named name: String) throws(InputError) -> Scale {
    guard let scale = scales.first(where: { $0.name == name }) else {
      throw .unknownName(name, among: scales.map(\.name), subject: "scale")
    }
    return scale
  }

  func column(_ name: String, _ subject: String) throws(InputError) -> ColumnDescription {
    guard let column = columns.first(where: { $0.name == name }) else {
      throw .unknownName(name, among: columns.map(\.name), subject: subject)
    }
    return column
  }

  /// The fingerprint of the scales, as that of an ``Instrument`` with the same scales.
  ///
  /// - Throws: `InputError` if an item is no column.
  public func fingerprint() throws(InputError) -> String {
    var texts: [String] = []
    for scale in scales { texts.append(try definition(of: scale).canonicalText) }
    return Fingerprint.text(of: "instrument/1\n" + texts.joined())
  }

  /// The columns that a data file needs.
  ///
  /// - Parameter language: The language of wordings and answers; a note names what is not declared in it.
  /// - Returns: The report.
  public func report(in language: Language? = nil) -> Report { columns.report(title, faults, in: language) }
}
