/// A scale as data: which columns, which keys, which rules. What codebooks store and hashes are made of.
public struct ScaleDefinition: Hashable, Sendable {
  /// One item: its column, its declared range, which way and how much it counts; or another scale, whose
  /// score counts as an item.
  public struct Item: Hashable, Sendable {
    /// The name of the column, or of the scale.
    public let column: String
    /// The answers that are declared; for a scale, the range of its scores.
    public let kind: ColumnKind
    /// Which way it counts.
    public let keyed: Keying
    /// How much it counts.
    public let weight: Double
    /// The scale whose score is the item; empty for a column.
    let scales: [ScaleDefinition]

    /// Makes an item.
    public init(_ column: String, _ kind: ColumnKind, keyed: Keying = .positive, weight: Double = 1) {
      self.column = column
      self.kind = kind
      self.keyed = keyed
      self.weight = weight
      scales = []
    }

    /// The score of another scale as an item.
    public init(_ scale: ScaleDefinition, keyed: Keying = .positive, weight: Double = 1) {
      let range = scale.scoreRange ?? (.nan, .nan)
      column = scale.name
      kind = .rating(minimum: range.minimum, maximum: range.maximum)
      self.keyed = keyed
      self.weight = weight
      scales = [scale]
    }

    /// The scale whose score is the item; `nil` for a column.
    public var scale: ScaleDefinition? { scales.first }
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
  /// What turns the score into a standard score; `nil` where it stays as it is.
  public let norms: Norms?
  /// The names of ranges of scores, in ascending order; empty where there are none.
  public let bands: [Band]

  /// The most levels of scales that are items of scales.
  static let mostLevels = 8
  /// The most items of a scale, those of the scales among its items counted wherever they stand.
  static let mostItems = 10_000

  /// Makes a definition; what contradicts itself is in ``faults``.
  public init(
    _ name: String, items: [Item], missing: MissingRule = .none, score: ScoreRule = .mean,
    rescaling: Rescaling = .none, norms: Norms? = nil, bands: [Band] = []
  ) {
    self.name = name
    self.items = items
    self.missing = missing
    self.score = score
    self.rescaling = rescaling
    self.norms = norms
    self.bands = bands
  }

  /// The same definition with parts of it exchanged.
  package func changed(
    missing: MissingRule? = nil, score: ScoreRule? = nil, bands: [Band]? = nil
  ) -> ScaleDefinition {
    ScaleDefinition(
      name, items: items, missing: missing ?? self.missing, score: score ?? self.score, rescaling: rescaling,
      norms: norms, bands: bands ?? self.bands)
  }

  /// "scale" where all items are scales, else "item".
  var noun: String { !items.isEmpty && items.allSatisfy { $0.scale != nil } ? "scale" : "item" }
}

extension ScaleDefinition.Item {
  /// What an item is measured in, and what its reversed answer is reflected in.
  enum Unit: Hashable {
    case range(minimum: Double, maximum: Double)
    case metric(StandardMetric)
  }

  /// The declared range, or the metric of a standard score; `nil` for what cannot be scored.
  var unit: Unit? {
    if let metric = scale?.norms?.metric { return .metric(metric) }
    return kind.scoreRange.map { .range(minimum: $0.minimum, maximum: $0.maximum) }
  }

  /// The lowest and highest that the item can count, after its key and the rescaling, before its weight.
  func range(_ rescaling: Rescaling) -> (minimum: Double, maximum: Double)? {
    guard let range = kind.scoreRange, range.minimum <= range.maximum else { return nil }
    if rescaling == .percentOfRange { return (0, 100) }
    guard keyed == .negative, case .metric(let metric) = unit else { return range }
    return (2 * metric.mean - range.maximum, 2 * metric.mean - range.minimum)
  }
}

extension ScaleDefinition {
  /// The lowest and the highest score that can be reached; `nil` where the definition has faults in its
  /// items.
  public var scoreRange: (minimum: Double, maximum: Double)? {
    guard let raw = rawRange else { return nil }
    return norms?.range(raw.minimum, raw.maximum) ?? raw
  }

  /// The range of scores before they are standardized.
  private var rawRange: (minimum: Double, maximum: Double)? {
    let ranges = items.compactMap { $0.range(rescaling) }
    guard ranges.count == items.count, let low = ranges.lazy.map(\.minimum).min(),
      let high = ranges.lazy.map(\.maximum).max()
    else { return nil }
    switch score {
    case .percentOfMaximum: return (0, 100)
    case .mean: return (low, high)
    case .proratedSum:
      let weight = items.reduce(0) { $0 + $1.weight }
      return (low * weight, high * weight)
    case .sum:
      let pairs = zip(items, ranges)
      return (
        pairs.reduce(0) { $0 + $1.0.weight * $1.1.minimum },
        pairs.reduce(0) { $0 + $1.0.weight * $1.1.maximum }
      )
    }
  }

  /// Whether all scores are whole numbers: plain sums of whole answers with whole weights.
  var hasWholeScores: Bool {
    guard score == .sum, rescaling == .none, norms == nil else { return false }
    return items.allSatisfy { item in
      guard item.weight == item.weight.rounded() else { return false }
      if let scale = item.scale { return scale.hasWholeScores }
      switch item.kind {
      case .answers: return true
      case .slider(let minimum, _, let step): return minimum == minimum.rounded() && step == step.rounded()
      case .text, .number, .whole, .factor, .choices, .rating: return false
      }
    }
  }
}
