import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// Effects that vary between the groups that a property names: a random term of a mixed model over a sample.
///
/// ```swift
/// try LinearMixedModel(
///   of: Variable(\Diary.mood), in: diaries, random: [RandomPredictor(by: \.person) { Predictor(\.day) }]
/// ) {
///   Predictor(\.day)
///   Predictor(\.arm)
/// }
/// ```
public struct RandomPredictor<R: Respondent>: Sendable {
  /// Reads the groups.
  let source: @Sendable () -> ClusterSource<R>
  let slopes: [Predictor<R>]
  let hasIntercept: Bool
  let isCorrelated: Bool

  /// Effects that vary between groups named by a property.
  ///
  /// - Parameters:
  ///   - path: The property that names the group.
  ///   - intercept: Whether the level itself varies.
  ///   - correlated: Whether the effects of a group may be correlated with each other.
  ///   - slopes: The terms whose coefficients vary; none for the level alone.
  public init<C: ClusterLabel>(
    by path: KeyPath<R, C> & Sendable, intercept: Bool = true, correlated: Bool = true,
    @PredictorBuilder<R> slopes: () -> [Predictor<R>] = { [] }
  ) {
    source = { ClusterSource(path) }
    self.slopes = slopes()
    (hasIntercept, isCorrelated) = (intercept, correlated)
  }

  /// Effects that vary between the levels of a factor.
  ///
  /// - Parameters:
  ///   - path: The factor.
  ///   - intercept: Whether the level itself varies.
  ///   - correlated: Whether the effects of a group may be correlated with each other.
  ///   - slopes: The terms whose coefficients vary; none for the level alone.
  public init<C: FactorValue>(
    by path: KeyPath<R, C> & Sendable, intercept: Bool = true, correlated: Bool = true,
    @PredictorBuilder<R> slopes: () -> [Predictor<R>] = { [] }
  ) {
    source = { ClusterSource(factor: path) }
    self.slopes = slopes()
    (hasIntercept, isCorrelated) = (intercept, correlated)
  }
}
