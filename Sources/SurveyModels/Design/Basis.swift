import SurveyInference
import SurveyVocabulary

/// What a basis is to be: its kind and its size, before it has seen values.
enum BasisKind: Hashable, Sendable {
  case polynomial(degree: Int)
  case bSpline(degreesOfFreedom: Int, degree: Int)
  case naturalSpline(degreesOfFreedom: Int)
}

/// Several columns from one variable: orthogonal polynomials or splines, made for the values of a fit and
/// computable for others.
enum Basis: Hashable, Sendable {
  /// The recurrence p(k+1) = (z - center(k))·p(k) - ratio(k)·p(k-1) over z = (x - origin) / unit, each
  /// divided by its length.
  case polynomial(origin: Double, unit: Double, centers: [Double], ratios: [Double], lengths: [Double])
  /// Knots with the boundary repeated, and the degree.
  case bSpline(knots: [Double], degree: Int)
  /// The knots of a cubic spline that is linear beyond the first and the last.
  case naturalSpline(knots: [Double])

  /// A basis for the values of a fit.
  ///
  /// - Throws: `InputError` if a value is not finite, or if there are too few different ones.
  init(_ kind: BasisKind, for values: [Double], name: String) throws(InputError) {
    let sorted = try finiteValues(values, name, atLeast: 1).sorted()
    switch kind {
    case .polynomial(let degree):
      guard (1...20).contains(degree) else {
        throw .outOfRange("\(name): degree", value: Double(degree), allowed: "a whole number from 1 to 20")
      }
      guard Set(sorted).count > degree else {
        throw .tooFew("different values of \(name)", found: Set(sorted).count, needed: degree + 1)
      }
      self = try Self.orthogonal(values, degree, name)
    case .bSpline(let size, let degree):
      guard (1...20).contains(degree), size >= degree, size <= 50 else {
        throw InputError(
          .outOfRange, name, "a spline of degree \(degree) has no \(size) columns",
          remedy: "ask for a degree from 1 to 20, and for from as many columns as the degree to 50")
      }
      let inner = try Self.quantiles(sorted, size - degree, name)
      let ends = (sorted[0], sorted[sorted.count - 1])
      self = .bSpline(
        knots: [Double](repeating: ends.0, count: degree + 1) + inner
          + [Double](repeating: ends.1, count: degree + 1), degree: degree)
    case .naturalSpline(let size):
      guard (1...50).contains(size) else {
        throw .outOfRange("\(name): columns", value: Double(size), allowed: "a whole number from 1 to 50")
      }
      let inner = try Self.quantiles(sorted, size - 1, name)
      self = .naturalSpline(knots: [sorted[0]] + inner + [sorted[sorted.count - 1]])
    }
  }

  /// Knots between the ends at equally spaced probabilities, all different from each other and the ends.
  private static func quantiles(_ sorted: [Double], _ count: Int, _ name: String) throws(InputError)
    -> [Double]
  {
    let probabilities = (0..<max(count, 0)).map { Double($0 + 1) / Double(count + 1) }
    let inner = probabilities.map { Quantiles.quantile($0, of: sorted, .seven) }
    let all = [sorted[0]] + inner + [sorted[sorted.count - 1]]
    guard zip(all, all.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw InputError(
        .tooFew, name, "it has too few different values for \(count) knots between its ends",
        remedy: "ask for fewer columns")
    }
    return inner
  }

  private static func orthogonal(
    _ values: [Double], _ degree: Int, _ name: String
  ) throws(InputError) -> Basis {
    let moments = try Moments(finite: values)
    let origin = moments.mean
    let unit = values.reduce(0) { max($0, ($1 - origin).magnitude) }
    guard unit > 0, unit.isFinite else { throw .constant(name) }
    let z = values.map { ($0 - origin) / unit }
    var (centers, ratios, lengths): ([Double], [Double], [Double]) = ([], [], [])
    var (before, now) = ([Double](repeating: 0, count: z.count), [Double](repeating: 1, count: z.count))
    var squares = Double(z.count)
    for step in 0...degree {
      lengths.append(squares.squareRoot())
      guard step < degree else { break }
      let center = zip(z, now).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } / squares
      let ratio = step == 0 ? 0 : squares / (lengths[step - 1] * lengths[step - 1])
      let next = z.indices.map { (z[$0] - center) * now[$0] - ratio * before[$0] }
      centers.append(center)
      ratios.append(ratio)
      (before, now) = (now, next)
      squares = now.reduce(0) { $0 + $1 * $1 }
    }
    return .polynomial(origin: origin, unit: unit, centers: centers, ratios: ratios, lengths: lengths)
  }
}

extension Basis {
  /// What the columns are called, after the name of the variable.
  var names: [String] {
    switch self {
    case .polynomial(_, _, let centers, _, _): centers.indices.map { Contrasts.degreeName($0 + 1) }
    case .bSpline(let knots, let degree): (1..<(knots.count - degree - 1)).map { "spline \($0)" }
    case .naturalSpline(let knots): (1..<knots.count).map { "spline \($0)" }
    }
  }

  /// The columns for values.
  ///
  /// - Throws: `InputError` if a value lies outside the knots of a spline that ends there.
  func columns(_ values: [Double], name: String) throws(InputError) -> [[Double]] {
    switch self {
    case .polynomial(let origin, let unit, let centers, let ratios, let lengths):
      var columns: [[Double]] = []
      var (before, now) = (values.map { _ in 0.0 }, values.map { _ in 1.0 })
      for step in centers.indices {
        let next = values.indices.map {
          ((values[$0] - origin) / unit - centers[step]) * now[$0] - ratios[step] * before[$0]
        }
        columns.append(next.map { $0 / lengths[step + 1] })
        (before, now) = (now, next)
      }
      return columns
    case .bSpline(let knots, let degree):
      let ends = knots[0]...knots[knots.count - 1]
      if let outside = values.first(where: { !ends.contains($0) }) {
        throw .outOfRange(
          name, value: outside,
          allowed: "between \(plainNumber(ends.lowerBound)) and \(plainNumber(ends.upperBound)), where the "
            + "spline was made")
      }
      let rows = values.map { Self.splines(at: $0, knots, degree) }
      // The first spline is left out: all of them add up to the intercept.
      return (1..<(knots.count - degree - 1)).map { column in rows.map { $0[column] } }
    case .naturalSpline(let knots): return [values] + Self.curves(values, knots)
    }
  }

  /// The values of all B-splines at a point, by the recursion of Cox and de Boor.
  private static func splines(at x: Double, _ knots: [Double], _ degree: Int) -> [Double] {
    Array(pieces(at: x, knots, degree, steps: degree).prefix(knots.count - degree - 1))
  }

  /// The values of the pieces of a lower degree, after some steps of the recursion, over the same knots.
  static func pieces(at x: Double, _ knots: [Double], _ degree: Int, steps: Int) -> [Double] {
    let last = knots.count - degree - 2
    // The interval that holds x; the last one is closed on the right.
    let interval = min(knots.lastIndex { $0 <= x } ?? degree, last)
    var values = [Double](repeating: 0, count: knots.count - 1)
    values[interval] = 1
    for step in 0..<steps {
      let order = step + 1
      for index in 0..<(knots.count - 1 - order) {
        let (left, right) = (knots[index + order] - knots[index], knots[index + order + 1] - knots[index + 1])
        let rising = left > 0 ? (x - knots[index]) / left * values[index] : 0
        let falling = right > 0 ? (knots[index + order + 1] - x) / right * values[index + 1] : 0
        values[index] = rising + falling
      }
    }
    return values
  }

  /// The curved columns of a natural spline: cubic pieces that cancel beyond the last knot.
  private static func curves(_ values: [Double], _ knots: [Double]) -> [[Double]] {
    guard knots.count > 2 else { return [] }
    let (end, before) = (knots[knots.count - 1], knots[knots.count - 2])
    let unit = end - knots[0]
    func cube(_ x: Double) -> Double { x > 0 ? x * x * x / (unit * unit) : 0 }
    return knots.dropLast(2).map { knot in
      let (first, second) = ((end - knot) / (end - before), (before - knot) / (end - before))
      return values.map { cube($0 - knot) - first * cube($0 - before) + second * cube($0 - end) }
    }
  }
}
