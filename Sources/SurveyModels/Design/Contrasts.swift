import SurveyVocabulary

/// How the levels of a factor become columns of a design.
public enum Contrasts: Hashable, Sendable {
  /// Each level against a baseline level, which has no column.
  case treatment
  /// Each level but the last against the mean of the levels.
  case sum
  /// Each level but the first against the mean of the levels before it.
  case helmert
  /// Orthogonal polynomials over equally spaced levels: linear, quadratic, cubic.
  case polynomial
  /// Each level but the first against the level before it: coefficients are the steps between neighbours.
  case repeated
  /// Columns of the caller's own, each with one number for every level.
  case custom([CustomContrast])

  /// A column of contrasts of the caller's own.
  public struct CustomContrast: Hashable, Sendable {
    /// What the column is called, after the name of the factor.
    public let name: String
    /// One number for every level, in the order of the levels.
    public let values: [Double]

    /// Names a column and gives its numbers.
    public init(_ name: String, _ values: [Double]) {
      self.name = name
      self.values = values
    }
  }

  /// The columns for `count` levels, at least 2, with their names; the baseline is the first level.
  ///
  /// - Throws: `InputError` if columns of the caller's own do not fit the levels.
  func columns(
    _ levels: [String], of factor: String
  ) throws(InputError) -> [(name: String, values: [Double])] {
    let count = levels.count
    switch self {
    case .treatment:
      return (1..<count).map { level in
        (levels[level], (0..<count).map { $0 == level ? 1 : 0 })
      }
    case .sum:
      return (0..<(count - 1)).map { level in
        (levels[level], (0..<count).map { $0 == level ? 1 : $0 == count - 1 ? -1 : 0 })
      }
    case .helmert:
      return (1..<count).map { level in
        let values = (0..<count).map { $0 < level ? -1 : $0 == level ? Double(level) : 0 }
        return ("\(levels[level]) against before", values)
      }
    case .repeated:
      return (1..<count).map { step in
        let (below, above) = (-Double(count - step) / Double(count), Double(step) / Double(count))
        return (
          "\(levels[step]) - \(levels[step - 1])", (0..<count).map { $0 < step ? below : above }
        )
      }
    case .custom(let columns):
      guard !columns.isEmpty, columns.count < count else {
        throw InputError(
          .definition, factor, "\(columns.count) contrasts for \(count) levels",
          remedy: "give at least one, and at most one less than there are levels")
      }
      for column in columns {
        try checkEqualLength(
          column.values.count, "contrast \"\(column.name)\"", count, "the levels of \(factor)")
        _ = try finiteValues(column.values, "contrast \"\(column.name)\"")
      }
      return columns.map { ($0.name, $0.values) }
    case .polynomial:
      return Self.polynomials(count).enumerated().map { (Self.degreeName($0.offset + 1), $0.element) }
    }
  }

  static func degreeName(_ degree: Int) -> String {
    let names = ["linear", "quadratic", "cubic"]
    return degree <= names.count ? names[degree - 1] : "degree \(degree)"
  }

  /// Orthonormal polynomials of degree 1 and more over 1, 2, …, count, by Gram-Schmidt done twice.
  private static func polynomials(_ count: Int) -> [[Double]] {
    let center = Double(count - 1) / 2
    var basis = [[Double](repeating: 1 / Double(count).squareRoot(), count: count)]
    for _ in 1..<count {
      let last = basis[basis.count - 1]
      // Multiplying the last polynomial by x, rather than taking raw powers, keeps the digits.
      var next = last.indices.map { last[$0] * (Double($0) - center) }
      for _ in 0..<2 {
        for polynomial in basis {
          let share = zip(next, polynomial).reduce(0) { $0 + $1.0 * $1.1 }
          for index in next.indices { next[index] -= share * polynomial[index] }
        }
      }
      let length = next.reduce(0) { $0 + $1 * $1 }.squareRoot()
      basis.append(next.map { $0 / length })
    }
    return Array(basis.dropFirst())
  }
}
