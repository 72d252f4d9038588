/// The answers of a sample to the items of scales, in the order in which the questionnaire asks them and as they
/// were given, before any key: what looks at how somebody answers needs.
package struct AskedItems: Sendable {
  /// The names of the items' columns, each item once.
  package let names: [String]
  /// One array to an item; `nil` where there is no answer.
  package let columns: [[Double?]]
  /// The lowest and the highest score that each item declares.
  package let ranges: [(minimum: Double, maximum: Double)]

  /// - Throws: `InputError` with the faults of a scale.
  package init<R>(of scales: [Scale<R>], in sample: Sample<R>) throws(InputError) {
    var asked: [(place: Int, item: Item<R>)] = []
    for scale in scales {
      try throwFirst(of: scale.faults)
      for item in scale.items where !asked.contains(where: { $0.item.path == item.path }) {
        guard let place = R.questionnaire.fields.firstIndex(where: { $0.path == item.path }) else { continue }
        asked.append((place, item))
      }
    }
    let items = asked.sorted { $0.place < $1.place }.map(\.item)
    names = items.map(\.name)
    ranges = items.map { $0.kind.scoreRange ?? (0, 1) }
    columns = items.map { item in
      sample.respondents.map { respondent in
        if case .given(let score) = item.answer(respondent) { return score }
        return nil
      }
    }
  }
}
