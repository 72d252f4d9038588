/// A scale as data: which columns, which keys, which rules. What codebooks store and hashes are made of.
public struct ScaleDefinition: Hashable, Sendable {
  /// One item: its column, its declared range and which way it counts.
  public struct Item: Hashable, Sendable {
    /// The name of the column.
    public let column: String
    /// The answers that are declared.
    public let kind: ColumnKind
    /// Which way it counts.
    public let keyed: Keying

    /// Makes an item.
    public init(_ column: String, _ kind: ColumnKind, keyed: Keying = .positive) {
      self.column = column
      self.kind = kind
      self.keyed = keyed
    }
  }

  /// The name of the scale.
  public let name: String
  /// The items in order.
  public let items: [Item]
  /// How many items must be answered.
  public let missing: MissingRule
  /// How answers become a score.
  public let score: ScoreRule
  /// What is done to items of different ranges.
  public let rescaling: Rescaling

  /// Makes a definition; what contradicts itself is in ``faults``.
  public init(
    _ name: String, items: [Item], missing: MissingRule = .none, score: ScoreRule = .mean,
    rescaling: Rescaling = .none
  ) {
    self.name = name
    self.items = items
    self.missing = missing
    self.score = score
    self.rescaling = rescaling
  }

  /// What is wrong with the definition; empty for a sound one.
  public var faults: [InputError] {
    var faults: [InputError] = []
    func fault(_ problem: String, remedy: String? = nil) {
      faults.append(InputError(.definition, "scale \(name)", problem, remedy: remedy))
    }
    if name.isEmpty { fault("has an empty name") }
    if items.isEmpty { fault("has no items") }
    var seen: Set<String> = []
    for item in items where !seen.insert(item.column).inserted { fault("\(item.column) is an item twice") }
    for item in items where !(item.kind.scoreRange.map { $0.minimum < $0.maximum } ?? false) {
      fault("\(item.column) has no declared range of scores")
    }
    faults += rangeFaults
    if !items.isEmpty, missing.needed(of: items.count) == nil {
      fault("no score can follow from \"\(missing.words)\" of \(items.count)")
    }
    if score == .sum, let needed = missing.needed(of: items.count), needed < items.count {
      fault("a plain sum over some of the items depends on how many", remedy: "use .proratedSum or .mean")
    }
    return faults
  }

  private var rangeFaults: [InputError] {
    guard rescaling == .none, let first = items.first, let range = first.kind.scoreRange,
      let other = items.first(where: { $0.kind.scoreRange.map { $0 != range } ?? false })
    else { return [] }
    return [
      InputError(
        .definition, "scale \(name)",
        "\(first.column) is scored \(words(first.kind)), but \(other.column) \(words(other.kind))",
        remedy: "say how to rescale: .percentOfRange")
    ]
  }

  private func words(_ kind: ColumnKind) -> String {
    kind.scoreRange.map { "\(shortNumber($0.minimum)) to \(shortNumber($0.maximum))" } ?? kind.name
  }
}
