import SurveyStatistics

/// Draws the answers of synthetic people from latent traits.
///
/// An item is the trait times its loading plus noise, cut at fixed thresholds, so that items of a
/// construct correlate as items of a questionnaire do. Nothing here comes from real people.
struct AnswerGenerator {
  var stream: RandomStream

  /// The loading of every item; the noise has the variance that is left.
  static let loading = 0.75

  /// A five-point answer, 1 to 5; the mean of the trait lies a little above the middle of the scale.
  mutating func fivePoint(_ trait: Double, reversed: Bool = false) -> Int {
    let value = latent(trait)
    let points = 1 + [-1.5, -0.6, 0.2, 1.1].filter { value > $0 }.count
    return reversed ? 6 - points : points
  }

  /// An answer from 0 to 10.
  mutating func elevenPoint(_ trait: Double) -> Int {
    let value = (5.4 + 2.1 * latent(trait)).rounded()
    return value < 0 ? 0 : value > 10 ? 10 : Int(value)
  }

  /// A trait that correlates with another one.
  mutating func trait(with other: Double, correlation: Double) -> Double {
    correlation * other + (1 - correlation * correlation).squareRoot() * stream.normal()
  }

  /// Whether an event of a given probability happens.
  mutating func happens(_ probability: Double) -> Bool { stream.uniform() < probability }

  private mutating func latent(_ trait: Double) -> Double {
    Self.loading * trait + (1 - Self.loading * Self.loading).squareRoot() * stream.normal()
  }
}
