/// Several items that together measure one thing.
///
/// ```swift
/// static let generalizedTrust = Scale<Client>("Generalized trust", missing: .atLeast(2)) {
///   Item(\.mostPeopleCanBeTrusted)
///   Item(\.carefulWithPeople, keyed: .negative)
///   Item(\.peopleAreHelpful)
/// }
/// ```
///
/// ``standardized(_:against:as:)`` compares scores with a norm, ``banded(_:)`` names ranges of them.
///
/// Making a scale never fails, so that it can be a constant. What contradicts itself (no items, an item
/// twice, items of different ranges without a rescaling, a rule that cannot be met) is in ``faults``,
/// and whatever scores by the scale throws it.
public struct Scale<R: Respondent>: Sendable {
  /// The name of what is measured.
  public let name: String
  /// The items in order.
  public let items: [Item<R>]
  /// How many items must be answered for a score.
  public let missing: MissingRule
  /// How answers become a score.
  public let score: ScoreRule
  /// What is done to items of different ranges.
  public let rescaling: Rescaling
  /// The names of ranges of scores, in ascending order; empty where there are none.
  public let bands: [Band]
  /// What turns the score into a standard score.
  let standard: Standard<R>?
  /// What is wrong with the way in which the scale was made.
  let ownFaults: [InputError]
  /// The number of items, those of the scales among them counted wherever they stand.
  let size: Int
  /// How many levels of scales there are, this one included.
  let levels: Int

  /// Makes a scale.
  ///
  /// - Parameters:
  ///   - name: The name of what is measured.
  ///   - missing: How many items must be answered for a score.
  ///   - score: How answers become a score.
  ///   - rescaling: What is done to items of different ranges.
  ///   - items: The items.
  public init(
    _ name: String, missing: MissingRule = .none, score: ScoreRule = .mean, rescaling: Rescaling = .none,
    @ItemBuilder<R> items: () -> [Item<R>]
  ) {
    self.init(name, items: items(), missing: missing, score: score, rescaling: rescaling)
  }

  init(
    _ name: String, items: [Item<R>], missing: MissingRule, score: ScoreRule, rescaling: Rescaling = .none,
    standard: Standard<R>? = nil, bands: [Band] = [], ownFaults: [InputError] = []
  ) {
    self.name = name
    self.missing = missing
    self.score = score
    self.rescaling = rescaling
    self.standard = standard
    self.bands = bands
    // A scale that holds another twice, and that one a third twice, doubles with each level: what is beyond
    // the limits is not kept, so that nothing that walks the items can take forever.
    let total = items.reduce(0) { min($0 + ($1.scale?.size ?? 1), ScaleDefinition.mostItems + 1) }
    let levels = 1 + (items.lazy.compactMap { $0.scale?.levels }.max() ?? 0)
    guard total <= ScaleDefinition.mostItems, levels <= ScaleDefinition.mostLevels else {
      self.items = []
      (size, self.levels) = (0, 1)
      self.ownFaults =
        ownFaults + [
          InputError(
            .definition, "scale \(name)",
            "holds more than \(ScaleDefinition.mostItems) items or \(ScaleDefinition.mostLevels) levels of scales"
          )
        ]
      return
    }
    self.items = items
    size = total
    self.levels = levels
    self.ownFaults = ownFaults
  }

  /// The norms as data; `nil` where scores stay as they are.
  public var norms: Norms? { standard?.norms }

  /// The scale as data, with the names of its columns.
  public var definition: ScaleDefinition {
    ScaleDefinition(
      name, items: items.map(\.definition), missing: missing, score: score, rescaling: rescaling,
      norms: norms, bands: bands)
  }

  /// What is wrong with the scale or its questionnaire; empty for a sound one.
  public var faults: [InputError] {
    let strangers = strangers
    if strangers > 0 {
      return R.questionnaire.faults + [
        InputError(
          .definition, "scale \(name)", "\(counted(strangers)) without a field in the questionnaire")
      ]
    }
    return R.questionnaire.faults + ownFaults + partFaults + definition.faults
  }

  /// The faults that only the typed scales below this one know of.
  private var partFaults: [InputError] {
    items.flatMap { $0.scale.map { $0.ownFaults + $0.partFaults + $0.standardFaults } ?? [] } + standardFaults
  }

  private var standardFaults: [InputError] {
    guard let problem = standard?.problem else { return [] }
    return [InputError(.definition, "scale \(name)", problem)]
  }

  /// The properties without a field in the questionnaire.
  var strangers: Int { items.reduce(0) { $0 + $1.strangers } }

  /// The scale, checked and ready to score.
  func plan() throws(InputError) -> ScoringPlan {
    try throwFirst(of: faults)
    return try ScoringPlan(definition)
  }
}
