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
    self.name = name
    self.items = items()
    self.missing = missing
    self.score = score
    self.rescaling = rescaling
  }

  /// The scale as data, with the names of its columns.
  public var definition: ScaleDefinition {
    ScaleDefinition(
      name, items: items.map { ScaleDefinition.Item($0.name, $0.kind, keyed: $0.keyed) }, missing: missing,
      score: score, rescaling: rescaling)
  }

  /// What is wrong with the scale or its questionnaire; empty for a sound one.
  public var faults: [InputError] {
    let strangers = items.filter { R.questionnaire.field(for: $0.path) == nil }
    if !strangers.isEmpty {
      return R.questionnaire.faults + [
        InputError(
          .definition, "scale \(name)", "\(counted(strangers.count)) without a field in the questionnaire")
      ]
    }
    return R.questionnaire.faults + definition.faults
  }

  /// The scale, checked and ready to score.
  func plan() throws(InputError) -> ScoringPlan {
    try throwFirst(of: faults)
    return try ScoringPlan(definition)
  }
}
