import SurveyVocabulary

/// A line search for a step that satisfies the strong Wolfe conditions.
///
/// Reference: Nocedal & Wright (2006), Numerical Optimization, 2nd ed., algorithms 3.5 and 3.6.
struct WolfeSearch {
  /// A point on the line by its share of the step.
  struct Trial {
    let share: Double
    let value: Double
    var slope: Double?
    var gradient: [Double] = []
  }

  /// The value and the slope where the line begins.
  let value: Double
  let slope: Double
  /// The share to try first, and the largest there is.
  let first: Double
  let farthest: Double

  /// The share of the first slope's fall that is enough, and the share of its size that may be left.
  private static let decrease = 1e-4
  private static let curvature = 0.9

  /// Below this difference values differ by their rounding only.
  private var noise: Double { 1e-13 * value.magnitude }

  private func decreases(_ trial: Trial) -> Bool {
    trial.value <= value + Self.decrease * trial.share * slope + noise
  }

  private func isFlat(_ slope: Double) -> Bool { slope.magnitude <= -Self.curvature * self.slope }

  /// A step that satisfies both conditions, or the best with the first; `nil` if there is none. A step to
  /// `farthest` needs the first condition only.
  ///
  /// - Parameters:
  ///   - valueAt: The value at a share of the step.
  ///   - slopeAt: The slope there, with the gradient.
  /// - Returns: The point with its gradient.
  /// - Throws: What the two functions throw.
  func run(
    value valueAt: (Double) throws(InputError) -> Double?,
    slope slopeAt: (Double) throws(InputError) -> (Double, [Double])
  ) throws(InputError) -> Trial? {
    var previous = Trial(share: 0, value: value, slope: slope)
    var share = min(first, farthest)
    for _ in 0..<60 {
      guard share > 0, let found = try valueAt(share) else { break }
      var trial = Trial(share: share, value: found)
      if decreases(trial), trial.value < previous.value + noise {
        (trial.slope, trial.gradient) = try slopeAt(share)
      }
      guard let slope = trial.slope, slope.isFinite else {
        let outside = Trial(share: share, value: trial.slope == nil ? found : .infinity)
        return try zoom(previous, outside, valueAt, slopeAt)
      }
      if isFlat(slope) { return trial }
      if slope >= 0 { return try zoom(trial, previous, valueAt, slopeAt) }
      previous = trial
      if share >= farthest { break }
      share = min(4 * share, farthest)
    }
    return previous.share > 0 ? previous : nil
  }

  /// Closes in between the better end and the other one.
  private func zoom(
    _ better: Trial, _ other: Trial, _ valueAt: (Double) throws(InputError) -> Double?,
    _ slopeAt: (Double) throws(InputError) -> (Double, [Double])
  ) throws(InputError) -> Trial? {
    var (low, high) = (better, other)
    for _ in 0..<60 {
      let share = interpolated(low, high)
      guard share != low.share, share != high.share, let found = try valueAt(share) else { break }
      var trial = Trial(share: share, value: found)
      guard decreases(trial), trial.value <= low.value + noise else {
        high = trial
        continue
      }
      (trial.slope, trial.gradient) = try slopeAt(share)
      guard let slope = trial.slope, slope.isFinite else {
        high = Trial(share: share, value: .infinity)
        continue
      }
      if isFlat(slope) { return trial }
      if slope * (high.share - low.share) >= 0 { high = low }
      low = trial
    }
    return low.share > 0 ? low : nil
  }

  /// The lowest point of a cubic or a parabola between two trials, kept off their ends.
  private func interpolated(_ low: Trial, _ high: Trial) -> Double {
    let width = high.share - low.share
    var part = 0.5
    if let slope = low.slope, high.value.isFinite {
      let fall = slope * width
      let rise = high.value - low.value
      if let otherSlope = high.slope {
        let d = fall + otherSlope * width - 3 * rise
        let root = (d * d - fall * otherSlope * width).squareRoot()
        part = 1 - (otherSlope * width + root - d) / (otherSlope * width - fall + 2 * root)
      } else {
        part = -fall / (2 * (rise - fall))
      }
    }
    if part.isNaN { part = 0.5 }
    return low.share + min(max(part, 0.1), 0.9) * width
  }
}
