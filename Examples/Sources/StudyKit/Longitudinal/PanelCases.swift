import SurveyStatistics

/// The cases of a panel at every step: in each wave, in both, with a score in both.
struct PanelCases<R: Respondent> {
  let panel: Panel<R>
  let flow: PanelFlow
  let scales: [RepeatedScale<R>]
  /// Whether the file tells who was asked and who answered, besides who has a score.
  let showsAnswers: Bool

  /// Follows the cases of a panel.
  ///
  /// - Throws: ``InputError`` where there are no two waves.
  init(_ panel: Panel<R>, scales: [RepeatedScale<R>], showsAnswers: Bool) throws(InputError) {
    self.panel = panel
    self.scales = scales
    self.showsAnswers = showsAnswers
    flow = try panel.flow()
  }

  /// The section of the report.
  var report: Report {
    let names = flow.waves
    var notes: [String] = []
    if !flow.left.isEmpty { notes.append("Only in \(names[0]): \(Self.list(flow.left)).") }
    if !flow.joined.isEmpty {
      notes.append(
        "Only in \(names[1]), and so in no pair: \(Self.list(flow.joined)). Somebody new, or an id that was "
          + "written differently?")
    }
    let unscored = scales.compactMap(unscored)
    if !unscored.isEmpty {
      notes.append("In both waves, but without a pair: \(unscored.joined(separator: "; ")).")
    }
    if showsAnswers {
      notes.append(
        "Asked: at least one item was shown. Answered: at least one item. Scored: enough items for a score. "
          + "Nothing is imputed.")
    }
    return Report("Cases at every step", grids: [scores], facts: people, notes: notes)
  }

  private var people: [Report.Fact] {
    let names = flow.waves
    let counts: [(String, Int)] = [
      (names[0], panel.waves[0].sample.count), (names[1], panel.waves[1].sample.count),
      ("in both", flow.stayed.count), ("only in \(names[0])", flow.left.count),
      ("only in \(names[1])", flow.joined.count),
    ]
    return counts.map { Report.Fact($0, .count($1)) }
  }

  private var scores: Report.Grid {
    let heads = ["asked", "answered", "scored"].filter { showsAnswers || $0 == "scored" }
    let waves = flow.waves.map { $0.split(separator: " ").last.map(String.init) ?? $0 }
    return Report.Grid(
      columns: [""] + waves.flatMap { wave in heads.map { "\($0) \(wave)" } } + ["pairs"],
      lines: scales.map { scale in
        [.text(scale.name)] + (0...1).flatMap { cells(scale, wave: $0) } + [.count(scale.pairs.cases.used)]
      })
  }

  private func cells(_ scale: RepeatedScale<R>, wave: Int) -> [Report.Cell] {
    let scored = Report.Cell.count(scale.waves[wave].cases.used)
    guard showsAnswers else { return [scored] }
    let answers = AnswerCounts(scale.scale, in: panel.waves[wave].sample)
    return [.count(answers.asked), .count(answers.answered), scored]
  }

  /// Why people in both waves have no pair of scores; `nil` where they all have one.
  private func unscored(_ scale: RepeatedScale<R>) -> String? {
    let reasons = scale.pairs.cases.exclusions.filter { !$0.reason.hasPrefix("only in ") }
    guard !reasons.isEmpty else { return nil }
    return "\(scale.name), \(CaseLedger(used: 0, exclusions: reasons).exclusionText)"
  }

  /// Names with commas between them, the first twenty.
  static func list(_ ids: [String]) -> String {
    let shown = ids.prefix(20).joined(separator: ", ")
    return ids.count > 20 ? "\(shown) and \(ids.count - 20) more" : shown
  }
}
