import SurveyVocabulary

/// The standard bivariate normal distribution: two normal numbers with means 0, variances 1 and a
/// correlation.
///
/// The probability of a quadrant is an integral of a positive function over the angle at its corner, so
/// that it is right relative to itself however small it is and however close the correlation is to ±1.
public struct BivariateNormalDistribution: Sendable, Hashable {
  /// The correlation ρ.
  public let correlation: Double

  /// Makes a bivariate normal distribution.
  ///
  /// - Throws: `InputError` if the correlation is not between -1 and 1.
  public init(correlation: Double) throws(InputError) {
    guard correlation >= -1, correlation <= 1 else {
      throw .outOfRange("correlation", value: correlation, allowed: "a number from -1 to 1")
    }
    self.correlation = correlation
  }

  /// √(1 - ρ²).
  private var complement: DoubleDouble {
    let square = DoubleDouble.sum(1, -correlation) * DoubleDouble.sum(1, correlation)
    let root = square.value.squareRoot()
    return root > 0
      ? DoubleDouble.sum(root, (square - DoubleDouble.product(root, root)).value / (2 * root)) : .zero
  }

  /// The density at (x, y); zero everywhere for a correlation of ±1, which has none.
  public func density(_ x: Double, _ y: Double) -> Double { libmExp(logDensity(x, y)) }

  /// The logarithm of the density at (x, y).
  public func logDensity(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let scale = complement.value
    guard scale > 0, x.isFinite, y.isFinite else { return -.infinity }
    let rest = offset(y, x)
    return -0.5 * (x * x + rest * rest) - 1.8378770664093453 - libmLog(scale)
  }

  /// (a - ρ b) / √(1 - ρ²).
  private func offset(_ a: Double, _ b: Double) -> Double {
    ((DoubleDouble(a) - DoubleDouble.product(correlation, b)) / complement).value
  }

  /// P(X ≤ x, Y ≤ y).
  public func lowerTail(_ x: Double, _ y: Double) -> Double { libmExp(logLowerTail(x, y)) }
  /// P(X > x, Y > y).
  public func upperTail(_ x: Double, _ y: Double) -> Double { lowerTail(-x, -y) }
  /// log P(X > x, Y > y), beyond the underflow of the probability.
  public func logUpperTail(_ x: Double, _ y: Double) -> Double { logLowerTail(-x, -y) }

  /// log P(X ≤ x, Y ≤ y), beyond the underflow of the probability.
  public func logLowerTail(_ x: Double, _ y: Double) -> Double {
    if x.isNaN || y.isNaN { return .nan }
    let least = min(x, y)
    // Beyond 10^8 the squares exceed what any exponent shows: the other number decides, or nothing is left.
    if least < -1e8 { return -.infinity }
    if max(x, y) > 1e8 || correlation == 1 { return NormalDistribution.logUpperTail(-least) }
    if correlation == -1 { return opposed(x, y) }
    // Adding zero turns -0 into 0.
    return min(0, wedge(x + 0, y + 0))
  }

  /// The case Y = -X: the interval from -y to x.
  private func opposed(_ x: Double, _ y: Double) -> Double {
    guard x > -y else { return -.infinity }
    // From the side of the interval that is nearer to zero.
    let (far, near) = x + y > 0 && x < 0 ? (-x, y) : (-y, x)
    if far > 0 {
      let (a, b) = (NormalDistribution.logUpperTail(far), NormalDistribution.logUpperTail(near))
      return a + SpecialFunctions.log1mExp(b - a)
    }
    let outside =
      NormalDistribution.standard.upperTail(x) + NormalDistribution.standard.upperTail(y)
    return libmLog1p(-outside)
  }

  /// The quadrant as a wedge in independent coordinates, by the angle t of a ray from its corner.
  ///
  /// Along a ray the density integrates to exp(-p²/2) [exp(-c²/2) + c √2π Φ(c)] / 2π, where c is the way
  /// from the corner to the point of the ray's line next to the origin, and p the distance of that line.
  private func wedge(_ x: Double, _ y: Double) -> Double {
    let (alongX, alongY) = (offset(y, x), offset(x, y))
    let ratio = DoubleDouble.sum(1, correlation) / DoubleDouble.sum(1, -correlation)
    // acos(-ρ) without loss near ρ = ±1.
    let opening = 2 * libmAtan(ratio.value.squareRoot())
    if x >= 0, y >= 0 {
      // The ray that points to the origin lies inside and carries most.
      let radius = (x * x + alongX * alongX).squareRoot()
      if radius == 0 { return libmLog(opening * 0.15915494309189535) }
      let rooms = [libmAtan2(x, alongX), libmAtan2(y, alongY)]
      return integral(rooms: rooms, slope: radius) { t in
        Self.logRay(radius * libmSin(0.5 * .pi - t), radius * libmSin(t))
      }
    }
    // Else the integrand falls from one edge to the other.
    let isX = Self.logRay(alongX, x) >= Self.logRay(alongY, y)
    let (edge, along) = isX ? (x, alongX) : (y, alongY)
    let radius = (x * x + alongX * alongX).squareRoot()
    return integral(rooms: [opening], slope: radius * max(1, edge.magnitude)) { t in
      let (sine, cosine) = (libmSin(t), libmSin(0.5 * .pi - t))
      return Self.logRay(along * cosine + edge * sine, edge * cosine - along * sine)
    }
  }

  /// The logarithm of the integral of exp(logRay) / 2π from 0 over each of the rooms, by panels.
  private func integral(rooms: [Double], slope: Double, _ logRay: (Double) -> Double) -> Double {
    let top = logRay(0)
    guard top > -.infinity else { return -.infinity }
    var sum = 0.0
    for room in rooms where room > 0 {
      var start = 0.0
      var length = 3 / min(max(slope, 4), 1e17)
      // Lengths that grow by half reach π from 10^-17 in 110 panels.
      for _ in 0..<200 {
        let end = min(room, start + length)
        let panel = GaussLegendre.panel(from: start, to: end) { libmExp(logRay($0) - top) }
        sum += panel
        if end >= room || panel < 1e-18 * sum { break }
        start = end
        length = min(length * 1.5, 0.75)
      }
    }
    return top + libmLog(sum * 0.15915494309189535)
  }

  private static func logRay(_ c: Double, _ p: Double) -> Double {
    if c >= 0 {
      let part = 2.5066282746310002 * c * (0.5 * libmErfc(-c * 0.7071067811865476))
      return libmLog(libmExp(-0.5 * c * c) + part) - 0.5 * p * p
    }
    return libmLog(millsDeficit(-c)) - 0.5 * (c * c + p * p)
  }

  /// 1 - a M(a) for a > 0, M the upper tail over the density of a normal number.
  private static func millsDeficit(_ a: Double) -> Double {
    if a < 2 { return 1 - a * 1.2533141373155003 * SpecialFunctions.erfcx(a * 0.7071067811865476) }
    // With M = 1/(a + 1/(a + 2/(a + …))) the difference is K/(a + K), K the fraction from its second level
    // on: nothing is subtracted. From 2 on 160 levels suffice for every digit.
    var level = a
    let levels = Int(160 / a) + 20
    for n in stride(from: Double(levels), through: 2, by: -1) { level = a + n / level }
    let fraction = 1 / level
    return fraction / (a + fraction)
  }

  /// A random pair of this distribution.
  public func sample(using stream: inout RandomStream) -> (x: Double, y: Double) {
    let x = stream.normal()
    return (x, correlation * x + complement.value * stream.normal())
  }
}
