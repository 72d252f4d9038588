/// A published questionnaire that is free to use, as data: questions, answers, keys, score, bands, its source
/// and the terms under which it may be used.
///
/// It gives a typed scale over the properties of a respondent, or a codebook for a data file:
///
/// ```swift
/// static let depression = ReadyInstrument.phq9.scale { Item(\.phq1); Item(\.phq2) /* … nine in all */ }
/// let responses = try Codebook.Responses(contentsOf: "visits.csv", codebook: ReadyInstrument.phq9.codebook())
/// ```
///
/// A score is a number and a band its published name; neither is a diagnosis.
public struct ReadyInstrument: Hashable, Sendable {
  /// A question, in the published order.
  public struct Question: Hashable, Sendable {
    /// The column in data files, unless other names are given.
    public let column: String
    /// The published wording in English, or a description where the wording stands under terms of its own.
    public let wording: String
    /// Which way it counts.
    public let keyed: Keying
    /// What whoever asks the question has to know.
    public let note: String?
  }

  /// The name.
  public let name: String
  /// The short name: "PHQ-9".
  public let abbreviation: String
  /// What is said before the questions.
  public let introduction: String
  /// The questions in order.
  public let questions: [Question]
  /// The answers to every question, with their scores.
  public let answers: [ColumnKind.Level]
  /// How the answers become a score.
  public let score: ScoreRule
  /// The published names of ranges of the score; empty where none are published.
  public let bands: [Band]
  /// Cells of published data files that mean an absent answer.
  public let absence: [ColumnDescription.AbsenceCode]
  /// Where it was published.
  public let citation: Citation
  /// The terms of use, in the words of those who hold the rights.
  public let licence: String
  /// Where the terms are stated.
  public let licenceSource: String
  /// What a user has to know.
  public let notes: [String]

  /// The instruments that the library holds.
  public static let all: [ReadyInstrument] = [phq9, gad7, rosenbergSelfEsteem, socialTrust]
}

extension ReadyInstrument {
  /// The scale over the properties of a respondent.
  ///
  /// The items are the properties in the published order, without keys: reversed questions are reversed
  /// here. A property whose answers are not scored as published, a key, a weight, or another number of
  /// items is among the scale's faults.
  ///
  /// - Parameters:
  ///   - name: The name of the scale; the short name where there is none.
  ///   - missing: How many items must be answered; the published scores need all.
  ///   - score: How answers become a score. Where there is none: as published, a sum prorated if the rule
  ///     tolerates missing answers.
  ///   - items: The properties.
  /// - Returns: The scale, with the published bands where the score is a sum or a prorated sum.
  public func scale<R: Respondent>(
    _ name: String? = nil, missing: MissingRule = .none, score: ScoreRule? = nil,
    @ItemBuilder<R> items: () -> [Item<R>]
  ) -> Scale<R> {
    let items = items()
    let score = score ?? self.score(missing)
    let keyed = items.enumerated().map { place, item in
      questions.indices.contains(place) ? item.keyed(questions[place].keyed) : item
    }
    return Scale(
      name ?? abbreviation, items: keyed, missing: missing, score: score, bands: bands(of: score),
      ownFaults: faults(of: items))
  }

  /// The instrument as a codebook: its columns with wordings and answers, and its scale.
  ///
  /// - Parameters:
  ///   - columns: The names of the columns in the published order; ``Question/column`` where there are none.
  ///   - idColumn: The column that tells respondents apart; `nil` where the number of the row does.
  ///   - cells: The cells that mean a skipped answer.
  ///   - missing: How many items must be answered; the published scores need all.
  ///   - score: How answers become a score, as for a typed scale.
  /// - Returns: The codebook. Read files with further columns by `otherColumns: .ignore`.
  /// - Throws: `InputError` for another number of columns than there are questions.
  public func codebook(
    columns: [String] = [], idColumn: String? = nil, skipped cells: [String] = ["", "NA"],
    missing: MissingRule = .none, score: ScoreRule? = nil
  ) throws(InputError) -> Codebook {
    guard columns.isEmpty || columns.count == questions.count else {
      let named = columns.count == 1 ? "1 column is" : "\(columns.count) columns are"
      throw InputError(
        .lengthMismatch, abbreviation,
        "\(named) named, but there are \(questions.count) questions")
    }
    let names = columns.isEmpty ? questions.map(\.column) : columns
    let score = score ?? self.score(missing)
    let scale = Codebook.Scale(
      abbreviation, items: zip(names, questions).map { Codebook.Item($0, keyed: $1.keyed) }, missing: missing,
      score: score, bands: bands(of: score))
    return Codebook(
      name, missing: cells, idColumn: idColumn,
      columns: (idColumn.map { [ColumnDescription($0, .text)] } ?? [])
        + zip(names, questions).map {
          ColumnDescription($0, .answers(answers), wording: $1.wording, absence: absence)
        },
      scales: [scale])
  }

  /// The published score, prorated where a sum does not have all its items.
  private func score(_ missing: MissingRule) -> ScoreRule {
    score == .sum && missing.toleratesGaps(of: questions.count) ? .proratedSum : score
  }

  /// The published bands, which are those of the sum. Prorated sums fall between whole numbers too: there
  /// each band reaches up to where the next begins.
  private func bands(of score: ScoreRule) -> [Band] {
    switch score {
    case self.score: return bands
    case .proratedSum:
      return bands.enumerated().map { place, band in
        let next = bands.indices.contains(place + 1) ? bands[place + 1].lower : band.upper
        return Band(band.label, from: band.lower, to: next)
      }
    case .mean, .sum, .percentOfMaximum: return []
    }
  }

  private func faults<R>(of items: [Item<R>]) -> [InputError] {
    func fault(_ problem: String, remedy: String? = nil) -> InputError {
      InputError(.definition, abbreviation, problem, remedy: remedy)
    }
    guard items.count == questions.count else {
      return [fault("has \(questions.count) items, but \(items.count) are given")]
    }
    let published = ColumnKind.answers(answers).scoreRange
    var faults: [InputError] = []
    for (place, item) in items.enumerated() {
      let name = "item \(place + 1), \(item.name),"
      if item.keyed == .negative {
        faults.append(fault("\(name) has a key", remedy: "give items as they were answered"))
      }
      if item.weight != 1 { faults.append(fault("\(name) has a weight, but all count alike")) }
      if let published, item.kind.scoreRange.map({ $0 != published }) ?? true {
        faults.append(
          fault(
            "\(name) is not scored \(shortNumber(published.minimum)) to \(shortNumber(published.maximum))"))
      }
    }
    return faults
  }

  /// The questions with their keys, the bands, the source and the terms of use.
  public func report() -> Report {
    var grids = [
      Report.Grid(
        columns: ["column", "keyed", "question"],
        lines: questions.map { [.text($0.column), .text($0.keyed.rawValue), .text($0.wording)] }),
      Report.Grid(columns: ["score", "answer"], lines: answers.map { [.count($0.value), .text($0.label)] }),
    ]
    if !bands.isEmpty {
      grids.append(
        Report.Grid(columns: ["band", "scores"], lines: bands.map { [.text($0.label), .text($0.limits)] }))
    }
    let remarks = questions.compactMap { question in question.note.map { "\(question.column): \($0)" } }
    return Report(
      "\(abbreviation): \(name)", introduction: [introduction], grids: grids,
      facts: [.init("score", .text(score.rawValue))],
      notes: ["Source: \(citation).", "Terms of use (\(licenceSource)): \(licence)"] + notes + remarks)
  }
}
