import SurveyProbability
import SurveyVocabulary

/// The limits of one parameter of a mixed model by its profile likelihood.
public struct MixedProfile: Hashable, Sendable {
  /// A value of the parameter and how far the likelihood falls there.
  public struct Point: Hashable, Sendable {
    /// The value of the parameter.
    public let value: Double
    /// The signed square root of twice the fall of the log likelihood, negative below the estimate.
    public let zeta: Double
  }

  /// The parameter.
  public let parameter: MixedParameter
  /// Its maximum likelihood estimate; `nil` for the correlation of an effect that does not vary.
  public let estimate: Double?
  /// The limits; `nil` where there is no estimate.
  public let interval: ConfidenceInterval?
  /// Whether the interval ends at the lower bound of the parameter: a standard deviation of zero, a correlation of -1.
  public let endsAtLowerBound: Bool
  /// Whether the interval ends at the upper bound of the parameter: a correlation of 1.
  public let endsAtUpperBound: Bool
  /// The values at which the likelihood was evaluated, in ascending order.
  public let points: [Point]
}

/// The search for the limits of a parameter: where the profile's zeta is the normal quantile.
struct MixedProfileSearch {
  private let deviance: MixedDeviance
  private let estimate: Double
  private let quantile: Double
  private var points: [MixedProfile.Point]
  /// Where the other parameters were at the last value.
  private var near: [Double]?

  /// How many times a bracket may grow.
  private static let mostSteps = 100

  /// - Parameters:
  ///   - deviance: The deviance with the parameter held.
  ///   - estimate: The value with the smallest deviance.
  ///   - quantile: The distance in zeta of the limits from the estimate.
  init(_ deviance: MixedDeviance, around estimate: Double, quantile: Double) {
    self.deviance = deviance
    self.estimate = estimate
    self.quantile = quantile
    points = [.init(value: estimate, zeta: 0)]
  }

  /// The limits, whether each is the bound of the parameter, and the values on the way.
  ///
  /// - Throws: `InputError` if a search does not converge.
  mutating func limits(
    within bounds: ClosedRange<Double>, step: Double
  ) throws(InputError) -> (lower: Double, upper: Double, points: [MixedProfile.Point]) {
    let lower = try limit(towards: bounds.lowerBound, step: -step)
    near = nil
    let upper = try limit(towards: bounds.upperBound, step: step)
    return (lower, upper, points.sorted { $0.value < $1.value })
  }

  private mutating func limit(towards bound: Double, step: Double) throws(InputError) -> Double {
    guard estimate != bound else { return bound }
    var (inner, outer) = (estimate, bound)
    if bound.isFinite {
      if try fall(at: bound) <= 0 { return bound }
      near = nil
    } else {
      var (step, tries) = (step, 0)
      outer = estimate + step
      var excess = try fall(at: outer)
      while excess < 0 {
        tries += 1
        guard tries <= Self.mostSteps, (outer + 4 * step).isFinite else {
          throw InputError(
            .notConverged, "profile", "no value is far enough from the estimate for a limit at this level",
            remedy: "choose a lower level of confidence, or use a bootstrap")
        }
        let share = (quantile + excess) / quantile
        step = (outer - estimate) * min(4, max(1.25, share > 0 ? 1.1 / share : 4))
        inner = outer
        outer = estimate + step
        excess = try fall(at: outer)
      }
    }
    return try root(inner, outer)
  }

  /// The value between an inner and an outer one whose zeta is the quantile.
  private mutating func root(_ inner: Double, _ outer: Double) throws(InputError) -> Double {
    var search = self
    var failure: InputError?
    let found: Double
    do throws(InputError) {
      found = try RootFinding.solve(
        in: min(inner, outer)...max(inner, outer), "profile", tolerance: 1e-10,
        absoluteTolerance: 1e-10 * max(estimate.magnitude, (outer - inner).magnitude)
      ) { value in
        do throws(InputError) { return try search.fall(at: value) } catch {
          failure = error
          return .nan
        }
      }
    } catch { throw failure ?? error }
    self = search
    return found
  }

  /// Zeta beyond the quantile: negative inside the interval.
  private mutating func fall(at value: Double) throws(InputError) -> Double {
    guard value != estimate else { return -quantile }
    // Without a residual there is no likelihood.
    if value == 0, case .residual = deviance.place { return .infinity }
    if let known = points.first(where: { $0.value == value }) { return known.zeta.magnitude - quantile }
    let (zeta, point) = try deviance.rise(at: value, from: near)
    near = point
    points.append(.init(value: value, zeta: value < estimate ? -zeta : zeta))
    return zeta - quantile
  }
}
