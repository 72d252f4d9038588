/// The same questionnaire at several times, joined by the respondents' ids.
///
/// ```swift
/// let panel = try Panel(["before": before, "after half a year": after])
/// let flow = try panel.flow()                                  // who stayed, left and joined
/// let pairs = try panel.pairs(of: Client.generalizedTrust)     // their scores, and the ledger
/// ```
public struct Panel<R: Respondent>: Sendable {
  /// One wave: its name and its respondents.
  public struct Wave: Sendable {
    /// The name.
    public let name: String
    /// The respondents.
    public let sample: Sample<R>
  }

  /// The waves in the order of time.
  public let waves: [Wave]

  /// Waves with names, in the order of time.
  ///
  /// - Throws: `InputError` for fewer than two waves, or two waves of one name.
  public init(_ waves: KeyValuePairs<String, Sample<R>>) throws(InputError) {
    try self.init(waves: waves.map { Wave(name: $0.key, sample: $0.value) })
  }

  /// Waves in the order of time, named "wave 0", "wave 1" and so on.
  ///
  /// - Throws: `InputError` for fewer than two waves.
  public init(_ waves: [Sample<R>]) throws(InputError) {
    try self.init(waves: waves.enumerated().map { Wave(name: "wave \($0.offset)", sample: $0.element) })
  }

  private init(waves: [Wave]) throws(InputError) {
    guard waves.count >= 2 else {
      throw InputError(.tooFew, "panel", "\(waves.count) of at least 2 waves")
    }
    var seen: Set<String> = []
    for wave in waves where !seen.insert(wave.name).inserted {
      throw InputError(.definition, "panel", "two waves are named \(wave.name)")
    }
    self.waves = waves
  }

  /// The place of a wave by its name.
  ///
  /// - Throws: `InputError` where there is no such wave.
  public func wave(named name: String) throws(InputError) -> Int {
    guard let index = waves.firstIndex(where: { $0.name == name }) else {
      throw .unknownName(name, among: waves.map(\.name), subject: "panel")
    }
    return index
  }

  func wave(_ index: Int, _ subject: String) throws(InputError) -> Wave {
    guard waves.indices.contains(index) else {
      throw .outOfRange(subject, value: Double(index), allowed: "a wave from 0 to \(waves.count - 1)")
    }
    return waves[index]
  }
}

/// Who stayed, left and joined between two waves, by id.
public struct PanelFlow: Hashable, Sendable {
  /// The names of the two waves.
  public let waves: [String]
  /// Those in both, in the order of the first.
  public let stayed: [String]
  /// Those in the first wave alone, in its order.
  public let left: [String]
  /// Those in the second wave alone, in its order.
  public let joined: [String]
}

extension Panel {
  /// Who stayed, left and joined between two waves.
  ///
  /// - Throws: `InputError` where there is no such wave.
  public func flow(from first: Int = 0, to second: Int = 1) throws(InputError) -> PanelFlow {
    let (start, end) = (try wave(first, "from"), try wave(second, "to"))
    let (before, after) = (Set(start.sample.ids), Set(end.sample.ids))
    return PanelFlow(
      waves: [start.name, end.name], stayed: start.sample.ids.filter(after.contains),
      left: start.sample.ids.filter { !after.contains($0) },
      joined: end.sample.ids.filter { !before.contains($0) })
  }

  /// Those in both waves, twice in the same order: as they were, and as they became.
  ///
  /// - Throws: `InputError` where there is no such wave.
  public func stayers(
    from first: Int = 0, to second: Int = 1
  ) throws(InputError) -> (first: Sample<R>, second: Sample<R>) {
    let (start, end) = (try wave(first, "from"), try wave(second, "to"))
    let after = Set(end.sample.ids)
    let before = start.sample.excluding("only in \(start.name)") { !after.contains($0.id) }
    let places = Dictionary(before.ids.enumerated().map { ($1, $0) }) { first, _ in first }
    let later = end.sample.excluding("only in \(end.name)") { places[$0.id] == nil }
    return (before, later.sorted { (places[$0.id] ?? 0) < (places[$1.id] ?? 0) })
  }

  /// Those who were in the first of two waves and not in the second, as they were in the first.
  ///
  /// - Throws: `InputError` where there is no such wave.
  public func leavers(from first: Int = 0, to second: Int = 1) throws(InputError) -> Sample<R> {
    let (start, end) = (try wave(first, "from"), try wave(second, "to"))
    let after = Set(end.sample.ids)
    return start.sample.excluding("also in \(end.name)") { after.contains($0.id) }
  }

  /// Those who are in the second of two waves and were not in the first.
  ///
  /// - Throws: `InputError` where there is no such wave.
  public func joiners(from first: Int = 0, to second: Int = 1) throws(InputError) -> Sample<R> {
    try leavers(from: second, to: first)
  }
}
