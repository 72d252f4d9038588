import SurveyStatistics

/// Draws the answers of synthetic people from latent traits.
///
/// An item is the trait times its loading plus noise, cut at fixed thresholds, so that items of a
/// construct correlate as items of a questionnaire do. Nothing here comes from real people.
struct AnswerGenerator {
  var stream: RandomStream

  /// The loading of every item; the noise has the variance that is left.
  static let loading = 0.75
  /// The chance that a single answer is refused.
  static let refusal = 0.008
  /// The chance that a single answer is skipped.
  static let skipping = 0.014

  /// A part of the data with random numbers of its own, so that parts can change one at a time.
  init(seed: UInt64, part: UInt64) { stream = RandomStream(seed: seed, stream: part) }

  /// Fills in all items of a scale.
  mutating func answer<R>(_ scale: Scale<R>, trait: Double, of respondent: inout R) {
    for item in scale.items {
      let isReversed = item.keyed == .negative
      if let path = item.path as? WritableKeyPath<R, Answer<Agreement>> {
        respondent[keyPath: path] = given(Agreement(rawValue: fivePoint(trait, isReversed: isReversed)))
      } else if let path = item.path as? WritableKeyPath<R, Answer<ZeroToTen>> {
        respondent[keyPath: path] = given(ZeroToTen(rawValue: elevenPoint(trait)))
      }
    }
  }

  /// Marks all items of a scale as absent for one reason.
  func withhold<R>(_ scale: Scale<R>, as reason: AbsenceReason, of respondent: inout R) {
    for item in scale.items {
      if let path = item.path as? WritableKeyPath<R, Answer<Agreement>> {
        respondent[keyPath: path] = .absent(reason)
      } else if let path = item.path as? WritableKeyPath<R, Answer<ZeroToTen>> {
        respondent[keyPath: path] = .absent(reason)
      }
    }
  }

  /// A trait that correlates with another one; both have unit variance.
  mutating func trait(with other: Double, correlation: Double) -> Double {
    correlation * other + (1 - correlation * correlation).squareRoot() * stream.normal()
  }

  /// A normal number with a mean and a standard deviation.
  mutating func normal(_ mean: Double, _ deviation: Double) -> Double { mean + deviation * stream.normal() }

  /// Whether an event of a given probability happens.
  mutating func happens(_ probability: Double) -> Bool { stream.uniform() < probability }

  private mutating func given<F: ItemFormat>(_ answer: F?) -> Answer<F> {
    let chance = stream.uniform()
    if chance < Self.refusal { return .absent(.refused) }
    if chance < Self.refusal + Self.skipping { return .absent(.skipped) }
    return Answer(answer)
  }

  /// An answer from 1 to 5; at the mean of the trait it lies a little above the middle.
  private mutating func fivePoint(_ trait: Double, isReversed: Bool) -> Int {
    let value = latent(trait)
    let points = 1 + [-1.5, -0.6, 0.2, 1.1].count { value > $0 }
    return isReversed ? 6 - points : points
  }

  /// An answer from 0 to 10.
  private mutating func elevenPoint(_ trait: Double) -> Int {
    let value = (5.4 + 2.1 * latent(trait)).rounded()
    return value < 0 ? 0 : value > 10 ? 10 : Int(value)
  }

  private mutating func latent(_ trait: Double) -> Double {
    Self.loading * trait + (1 - Self.loading * Self.loading).squareRoot() * stream.normal()
  }
}
