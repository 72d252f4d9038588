import SurveyVocabulary

/// Roots of continuous functions of one variable.
public enum RootFinding {
  /// The root of a function between two points at which it has opposite signs, by Chandrupatla's
  /// method: inverse quadratic interpolation where it is safe, bisection where it is not.
  ///
  /// Reference: Chandrupatla (1997), Advances in Engineering Software 28, 145-149,
  /// doi:10.1016/S0965-9978(96)00051-8.
  ///
  /// - Parameters:
  ///   - range: The two points; both must be finite.
  ///   - subject: What is sought, for the error's text.
  ///   - tolerance: The width of the final bracket, relative to the root; never below the spacing of
  ///     doubles there.
  ///   - absoluteTolerance: The width of the final bracket near a root at zero.
  ///   - iterations: The bound on evaluations after the first two.
  ///   - function: The function; it must not return NaN.
  /// - Returns: The end of the final bracket with the smaller absolute value of the function.
  /// - Throws: `InputError` if the range is not finite, if there is no change of sign, if the function
  ///   gives NaN, or if the iterations do not suffice.
  public static func solve(
    in range: ClosedRange<Double>, _ subject: String = "root", tolerance: Double = 4e-16,
    absoluteTolerance: Double = 1e-300, iterations: Int = 200, _ function: (Double) -> Double
  ) throws(InputError) -> Double {
    var (a, b) = (range.upperBound, range.lowerBound)
    guard a.isFinite, b.isFinite else {
      throw InputError(.notFinite, subject, "the range of the search, \(b) to \(a), is not finite")
    }
    var (fa, fb) = (function(a), function(b))
    if fa == 0 { return a }
    if fb == 0 { return b }
    guard (fa < 0 && fb > 0) || (fa > 0 && fb < 0) else {
      throw InputError(.notConverged, subject, "there is no change of sign between \(b) and \(a)")
    }
    var t = 0.5
    for _ in 0..<max(iterations, 0) {
      let x = a + t * (b - a)
      let fx = function(x)
      if fx.isNaN { throw InputError(.notConverged, subject, "the function is not a number at \(x)") }
      let (c, fc): (Double, Double)
      if (fx < 0) == (fa < 0) {
        (c, fc) = (a, fa)
      } else {
        (c, fc) = (b, fb)
        (b, fb) = (a, fa)
      }
      (a, fa) = (x, fx)
      let (best, value) = fa.magnitude < fb.magnitude ? (a, fa) : (b, fb)
      if value == 0 { return best }
      let allowed = max(max(tolerance, 2.3e-16) * best.magnitude, absoluteTolerance)
      let share = allowed / (b - a).magnitude
      if share > 0.5 { return best }
      let xi = (a - b) / (c - b)
      let phi = (fa - fb) / (fc - fb)
      t = 0.5
      if phi * phi < xi && (1 - phi) * (1 - phi) < 1 - xi {
        t = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (fc - fb)
        if t.isNaN { t = 0.5 }
      }
      t = min(1 - share, max(share, t))
    }
    throw InputError(.notConverged, subject, "no root to the tolerance after \(iterations) iterations")
  }
}
