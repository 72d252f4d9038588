/// Free variables in the place of bounded ones, for methods that know no bounds.
///
/// A variable between two bounds is the middle plus half the width times 2z/(1 + z²); one with a single
/// bound is √(z² + 1) - 1 away from it (James & Roos 1975, doi:10.1016/0010-4655(75)90039-9, with a rational
/// function for their sine). Both are flat at the bound, so that a minimum there is a minimum of the free
/// variable too.
struct BoundTransform {
  let bounds: [ClosedRange<Double>]

  /// The bounded point that a free one stands for; never outside the bounds.
  func point(_ free: [Double]) -> [Double] {
    guard !bounds.isEmpty else { return free }
    return zip(free, bounds).map { z, range in
      let (lower, upper) = (range.lowerBound, range.upperBound)
      let size = z.magnitude
      let away = size > 1e100 ? size : z * z / ((z * z + 1).squareRoot() + 1)
      let value: Double
      switch (lower.isFinite, upper.isFinite) {
      case (false, false): return z
      case (true, false): value = lower + away
      case (false, true): value = upper - away
      case (true, true):
        let u = size > 1 ? 2 / (z + 1 / z) : 2 * z / (1 + z * z)
        value = lower / 2 + upper / 2 + u * (upper / 2 - lower / 2)
      }
      return min(max(value, lower), upper)
    }
  }

  /// The free point of a bounded one.
  func free(_ point: [Double]) -> [Double] {
    guard !bounds.isEmpty else { return point }
    return zip(point, bounds).map { x, range in
      let (lower, upper) = (range.lowerBound, range.upperBound)
      switch (lower.isFinite, upper.isFinite) {
      case (false, false): return x
      case (true, false): return root(x - lower)
      case (false, true): return root(upper - x)
      case (true, true):
        let u = min(max((x - (lower / 2 + upper / 2)) / (upper / 2 - lower / 2), -1), 1)
        return u / (1 + (1 - u * u).squareRoot())
      }
    }
  }

  /// A first step of a free variable that changes the bounded one.
  func firstStep(_ index: Int, from free: Double, size: Double) -> Double {
    let isBetween = !bounds.isEmpty && bounds[index].lowerBound.isFinite && bounds[index].upperBound.isFinite
    guard isBetween else { return size * max(1, free.magnitude) }
    // Towards the middle, so that a start at a bound is left.
    return free > 0 ? -min(size, 1) : min(size, 1)
  }

  private func root(_ distance: Double) -> Double {
    distance > 1e100 ? distance : (distance * (distance + 2)).squareRoot()
  }
}
