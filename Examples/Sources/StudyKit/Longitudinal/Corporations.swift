import SurveyStatistics

/// The work corporations of the participants of a panel, as clusters.
struct Corporations: Sendable {
  /// The corporation of each participant in the first wave, by id; whoever has none is missing here.
  let names: [String: String]
  /// The number of participants in the first wave.
  let participants: Int

  init(_ panel: Panel<Participant>) {
    let first = panel.waves[0].sample
    let named = first.compactMap { person in person.corporation.map { (person.id, $0) } }
    names = Dictionary(named) { first, _ in first }
    participants = first.count
  }

  /// Whether nobody has a corporation, so that nothing can be said about clusters.
  var areUnknown: Bool { names.isEmpty }

  /// The cluster of a participant: the corporation, or the person alone where there is none.
  func cluster(of id: String) -> String {
    names[id].map { "corporation \($0)" } ?? "person \(id)"
  }
}
