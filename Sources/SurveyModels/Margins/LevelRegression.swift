/// A fitted regression of an outcome with levels: what ``MarginalProbabilities`` takes.
public protocol LevelRegression: OutcomeRegression {
  /// Whether the levels have an order, so that a mean level can be told.
  var hasOrderedLevels: Bool { get }
}

extension OrdinalRegression: LevelRegression {
  /// They have.
  public var hasOrderedLevels: Bool { true }
}

extension PartialProportionalOdds: LevelRegression {
  /// They have.
  public var hasOrderedLevels: Bool { true }
}

extension AdjacentCategoryRegression: LevelRegression {
  /// They have.
  public var hasOrderedLevels: Bool { true }
}

extension MultinomialRegression: LevelRegression {
  /// They have none.
  public var hasOrderedLevels: Bool { false }
}
