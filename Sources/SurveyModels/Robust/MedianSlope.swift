/// The median regression of ordered values on their places, and which line it is where several are equally good.
///
/// It is the first best line on the descent of Barrodale & Roberts (1973) from the line of zeros. The coefficient
/// along which the sum of absolute residuals falls faster moves first, as far as the sum falls, to an exact fit of
/// one value; the other then turns the line about that value to an exact fit of two. From there on the line turns
/// about that one of its two about which the sum falls faster, until it falls no more. A turn ends at the first
/// value behind which the sum would not fall further, which decides among equally good lines.
///
/// Which way the sum changes depends on places and signs alone: whole numbers, compared without rounding. Values in
/// one line count as if they curved upwards by an infinitesimal amount, so that no step repeats.
struct MedianSlope {
  /// The slope per place.
  private(set) var value: Double

  private let values: [Double]
  private let first: Int
  /// Values this near to a line lie on it.
  private let rounding: Double

  /// `nil` if there are fewer than two numbers, or no end of the descent.
  ///
  /// - Parameters:
  ///   - values: Numbers in ascending order, none of them zero.
  ///   - first: The place of the first number, above zero; the others follow one by one.
  ///   - unit: How many places make a unit of the regression, which decides about the first step.
  ///   - rounding: Differences of this size or less are rounding.
  init?(_ values: [Double], first: Int, unit: Int, rounding: Double) {
    (self.values, self.first, self.rounding, value) = (values, first, rounding, 0)
    guard values.count > 1, var (one, other) = start(unit: unit) else { return nil }
    for _ in 0..<100 * values.count {
      let (low, high) = (min(one, other), max(one, other))
      let (here, there) = (moment(about: low, high), moment(about: high, low))
      let (pivot, released, moment) =
        abs(here) >= abs(there) ? (low, high, here) : (high, low, there)
      // The released value adds its own distance to the sum.
      let fall = abs(moment) - abs(released - pivot)
      guard fall > 0 else {
        value = (values[high] - values[low]) / Double(high - low)
        return
      }
      let turn = Motion(upwards: moment > 0) { $0 == released ? 0 : $0 - pivot }
      guard let next = end(of: turn, fall: fall, { rest($0, low, high) }) else { return nil }
      (one, other) = (pivot, next)
    }
    return nil
  }

  /// A motion of the line: how fast it rises at an index, in whole numbers.
  private struct Motion {
    let sign: Int
    let speed: (Int) -> Int

    init(upwards: Bool, _ speed: @escaping (Int) -> Int) { (sign, self.speed) = (upwards ? 1 : -1, speed) }
    func callAsFunction(_ index: Int) -> Int { sign * speed(index) }
  }

  /// What a value is above a line: a number, or where it is on the line its infinitesimal side.
  private struct Rest {
    let size: Double
    let isAbove: Bool
  }

  private func place(_ index: Int) -> Int { first + index }

  /// The first two exact fits.
  private func start(unit: Int) -> (Int, Int)? {
    let signs = values.map { $0 > 0 ? 1 : -1 }
    let (level, slope) = (
      signs.reduce(0, +), signs.indices.reduce(0) { $0 + signs[$1] * place($1) }
    )
    let zero = { (index: Int) in Rest(size: values[index].magnitude, isAbove: values[index] > 0) }
    let levelFirst = abs(level) * unit >= abs(slope)
    let motion =
      levelFirst ? Motion(upwards: level > 0) { _ in 1 } : Motion(upwards: slope > 0) { place($0) }
    let fall = levelFirst ? abs(level) : abs(slope)
    guard let one = end(of: motion, fall: fall, zero) else { return nil }
    // The line through it is level, or goes through zero at the place zero.
    let rest = { (index: Int) in
      let share = levelFirst ? 1 : Double(place(index)) / Double(place(one))
      return side(values[index] - values[one] * share, isAbove: index > one)
    }
    let moment = values.indices.reduce(0) {
      $1 == one ? $0 : $0 + (rest($1).isAbove ? $1 - one : one - $1)
    }
    // Where neither way falls, the coefficient that moves goes up: the slope, or the level, with which the slope falls.
    let turn = Motion(upwards: moment == 0 ? levelFirst : moment > 0) { $0 - one }
    guard let other = end(of: turn, fall: abs(moment), rest) else { return nil }
    return (one, other)
  }

  private func side(_ difference: Double, isAbove: Bool) -> Rest {
    difference.magnitude <= rounding
      ? Rest(size: 0, isAbove: isAbove) : Rest(size: difference.magnitude, isAbove: difference > 0)
  }

  /// What a value is above the line through two others.
  private func rest(_ index: Int, _ one: Int, _ other: Int) -> Rest {
    let share = Double(index - one) / Double(other - one)
    // Of a curve the inner places are below the line, the outer ones above.
    return side(
      values[index] - (values[one] + share * (values[other] - values[one])),
      isAbove: (index - one > 0) == (index - other > 0))
  }

  /// How fast the sum of the residuals other than those of the two exact fits falls, per unit of a turn upwards
  /// about one of them.
  private func moment(about pivot: Int, _ released: Int) -> Int {
    values.indices.reduce(0) { sum, index in
      guard index != pivot, index != released else { return sum }
      return sum + (rest(index, pivot, released).isAbove ? index - pivot : pivot - index)
    }
  }

  /// The value at which a motion ends: past all that it meets while the sum of absolute residuals falls.
  private func end(of motion: Motion, fall: Int, _ rest: (Int) -> Rest) -> Int? {
    var met: [(index: Int, speed: Int, step: Double)] = []
    for index in values.indices {
      let (speed, rest) = (motion(index), rest(index))
      // The line meets what it comes nearer to.
      guard speed != 0, (speed > 0) == rest.isAbove else { continue }
      met.append((index, abs(speed), rest.size / Double(abs(speed))))
    }
    met.sort { $0.step < $1.step }
    var left = fall
    var start = 0
    while start < met.count {
      var stop = start + 1
      // Those met at once come in the order of their curve.
      while stop < met.count, (met[stop].step - met[start].step) * Double(met[stop].speed) <= rounding {
        stop += 1
      }
      for next in met[start..<stop].sorted(by: { motion.sign * $0.index < motion.sign * $1.index }) {
        left -= 2 * next.speed
        if left <= 0 { return next.index }
      }
      start = stop
    }
    return nil
  }
}
