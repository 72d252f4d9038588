import SurveyVocabulary

extension Basis {
  /// The derivatives of the columns by the variable, at values; from the right where a spline has a kink.
  ///
  /// - Throws: `InputError` if a value lies outside the knots of a spline that ends there.
  func slopes(_ values: [Double], name: String) throws(InputError) -> [[Double]] {
    switch self {
    case .polynomial(let origin, let unit, let centers, let ratios, let lengths):
      var columns: [[Double]] = []
      var (before, now) = (values.map { _ in 0.0 }, values.map { _ in 1.0 })
      var (slopeBefore, slope) = (values.map { _ in 0.0 }, values.map { _ in 0.0 })
      for step in centers.indices {
        var (next, nextSlope) = (now, slope)
        for index in values.indices {
          let place = (values[index] - origin) / unit - centers[step]
          next[index] = place * now[index] - ratios[step] * before[index]
          nextSlope[index] = now[index] + place * slope[index] - ratios[step] * slopeBefore[index]
        }
        columns.append(nextSlope.map { $0 / unit / lengths[step + 1] })
        (before, now, slopeBefore, slope) = (now, next, slope, nextSlope)
      }
      return columns
    case .bSpline(let knots, let degree):
      // For the check of the range.
      _ = try columns(values, name: name)
      let rows = values.map { x in
        let lower = Self.pieces(at: x, knots, degree, steps: degree - 1)
        return (1..<(knots.count - degree - 1)).map { index in
          let (left, right) = (
            knots[index + degree] - knots[index], knots[index + degree + 1] - knots[index + 1]
          )
          let (rising, falling) = (
            left > 0 ? lower[index] / left : 0, right > 0 ? lower[index + 1] / right : 0
          )
          return Double(degree) * (rising - falling)
        }
      }
      return (0..<(knots.count - degree - 2)).map { column in rows.map { $0[column] } }
    case .naturalSpline(let knots):
      let ones = [Double](repeating: 1, count: values.count)
      guard knots.count > 2 else { return [ones] }
      let (end, before) = (knots[knots.count - 1], knots[knots.count - 2])
      let unit = end - knots[0]
      func square(_ x: Double) -> Double { x > 0 ? 3 * x * x / (unit * unit) : 0 }
      return [ones]
        + knots.dropLast(2).map { knot in
          let (first, second) = ((end - knot) / (end - before), (before - knot) / (end - before))
          return values.map { square($0 - knot) - first * square($0 - before) + second * square($0 - end) }
        }
    }
  }
}
