import SurveyProbability
import SurveyVocabulary

/// The root of a sum of mean squares with factors, and limits of agreement from it.
struct ComponentSpread {
  /// The standard deviation of a difference.
  let deviation: Double
  private let lower: Double
  private let upper: Double

  /// Zou's (2013) recovery of variance estimates: each mean square's chi-square limits, put together.
  init(_ components: [RepeatedBlandAltman.Component], confidence: Double) throws(InputError) {
    let tail = (1 - confidence) / 2
    var (total, below, above) = (0.0, 0.0, 0.0)
    for component in components where component.factor > 0 && component.meanSquare > 0 {
      let freedom = Double(component.degreesOfFreedom)
      let chiSquare = try ChiSquareDistribution(degreesOfFreedom: freedom)
      let part = component.factor * component.meanSquare
      let down = part * (1 - freedom / (try chiSquare.quantile(upperTail: tail)))
      let up = part * (freedom / (try chiSquare.quantile(lowerTail: tail)) - 1)
      total += part
      below += down * down
      above += up * up
    }
    deviation = total.squareRoot()
    lower = max(total - below.squareRoot(), 0).squareRoot()
    upper = (total + above.squareRoot()).squareRoot()
    guard upper.isFinite else { throw Replicates.beyondRange }
  }

  /// A limit: mean + z SD, `reach` being half the width of the mean's interval.
  func limit(mean: Double, reach: Double, z: Double, level: Double) -> Estimate {
    // The spread's own limits; a lower limit of agreement falls where the spread grows.
    let (inner, outer) = (z.magnitude * (deviation - lower), z.magnitude * (upper - deviation))
    let (down, up) = z > 0 ? (inner, outer) : (outer, inner)
    let value = mean + z * deviation
    return Estimate(
      value,
      interval: ConfidenceInterval(
        lower: value - (reach * reach + down * down).squareRoot(),
        upper: value + (reach * reach + up * up).squareRoot(), level: level, method: "MOVER"))
  }
}
