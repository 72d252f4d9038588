/// The sums of the first four powers of deviations from a fixed origin, in doubled precision.
struct PowerSums: Sendable, Hashable {
  var first = DoubledSum(0)
  var second = DoubledSum(0)
  var third = DoubledSum(0)
  var fourth = DoubledSum(0)

  /// Takes a deviation in.
  mutating func add(_ deviation: DoubledSum) {
    let square = deviation * deviation
    first += deviation
    second += square
    third += square * deviation
    fourth += square * square
  }

  /// Takes sums around the same origin in.
  mutating func add(_ other: PowerSums) {
    first += other.first
    second += other.second
    third += other.third
    fourth += other.fourth
  }

  /// The sums of the same numbers around an origin that lies lower by a shift.
  func moved(by shift: DoubledSum, count: Double) -> PowerSums {
    let square = shift * shift
    let cube = square * shift
    return PowerSums(
      first: first + shift * count,
      second: second + shift * first * 2 + square * count,
      third: third + shift * second * 3 + square * first * 3 + cube * count,
      fourth: fourth + shift * third * 4 + square * second * 6 + cube * first * 4 + square * square * count)
  }

  /// The sums of powers of the deviations from the mean.
  func central(count: Double) -> (second: Double, third: Double, fourth: Double) {
    let mean = first / count
    let square = mean * mean
    let central2 = second - mean * first
    let central3 = third - mean * second * 3 + square * first * 2
    let central4 = fourth - mean * third * 4 + square * second * 6 - square * mean * first * 3
    return (max(central2.value, 0), central3.value, max(central4.value, 0))
  }

  /// Whether deviations between two limits can have these sums: the mean lies between them, the variance is at
  /// most that of the limits alone (Popoviciu), and the fourth moment is at least the square of the variance
  /// and the square of the third over it (Pearson).
  func arePossible(count: Double, from low: Double, to high: Double) -> Bool {
    let mean = first.value / count
    let slack = 1e-12 * (high - low)
    // Below this products lose digits.
    let smallest = 1e-290
    guard mean >= low - slack, mean <= high + slack, second.high >= 0, fourth.high >= 0 else { return false }
    if low == high { return self == PowerSums() }
    guard count > 1 else { return false }
    let (c2, c3, c4) = central(count: count)
    let (m2, m3, m4) = (c2 / count, c3 / count, c4 / count)
    let raw = (second - first * (first / count)).value
    guard raw >= -1e-12 * second.high - smallest,
      m2 <= (high - low) * (high - low) / 4 * (1 + 1e-12) + smallest
    else {
      return false
    }
    let width = high - low
    guard c3.magnitude <= c2 * width * (1 + 1e-10) + smallest,
      c4 <= c2 * width * width * (1 + 1e-10) + smallest
    else {
      return false
    }
    // Below this variance fourth powers have no digits.
    guard m2 >= 1e-140 else { return true }
    let (skew, kurtosis) = (m3 / m2 / m2.squareRoot(), m4 / m2 / m2)
    return kurtosis >= (1 + skew * skew) * (1 - 1e-10) && kurtosis <= count * (1 + 1e-10)
  }
}
