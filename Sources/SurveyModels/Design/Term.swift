import SurveyVocabulary

/// One term of a design: a number, a power, a factor, or a product of terms.
///
/// ```swift
/// let design = try Design([
///   .numeric("age", ages),
///   .factor("race", races, baseline: "black"),
///   .product(.numeric("age", ages), .factor("race", races, baseline: "black")),
/// ])
/// design.columnNames   // intercept, age, race: hispan, race: white, age × race: hispan, …
/// ```
public struct Term: Sendable {
  /// The name of the term: "age", "age^2", "race", "age × race".
  public let name: String
  let content: Content

  indirect enum Content: Sendable {
    /// Numbers as they are, and how they follow from variables.
    case number([Double], NumericExpression)
    case transformed([Double], NumericTransform, variable: String)
    case power([Double], variable: String, exponent: Int)
    case factor(labels: [String], levels: [String], Contrasts)
    case basis([Double], NumericExpression, BasisKind)
    case product([Term])
  }

  /// Numbers as they are; the column has the name of the term.
  public static func numeric(_ name: String, _ values: some Collection<Double>) -> Term {
    Term(name: name, content: .number(Array(values), .variable(name)))
  }

  /// A power of numbers, from 1 to 100, in the column "name^exponent", or "name" for the first power.
  ///
  /// Where the fit is done in double-double arithmetic, so are the powers: they are then exact to
  /// about 30 digits, which polynomials of a high degree need.
  public static func power(_ name: String, _ values: some Collection<Double>, _ exponent: Int) -> Term {
    Term(
      name: exponent == 1 ? name : "\(name)^\(exponent)",
      content: exponent == 1
        ? .number(Array(values), .variable(name))
        : .power(Array(values), variable: name, exponent: exponent))
  }

  /// Labels that become one column per level but one: "name: level".
  ///
  /// Without an intercept, or in a product whose other terms do not stand alone in the design, every level
  /// has a column, so that the same means can be fitted.
  ///
  /// Levels are in the order given, or sorted where none are given; levels without a case are left
  /// out. The baseline of treatment contrasts is the first level unless another is named; it changes
  /// no other contrasts, whose columns follow the order of the levels.
  ///
  /// - Parameters:
  ///   - name: The name of the factor.
  ///   - labels: One label per case.
  ///   - levels: All levels in their order.
  ///   - baseline: The level that the others are compared with.
  ///   - contrasts: How levels become columns.
  /// - Returns: The term; a label or a baseline outside the levels is refused when the design is made.
  public static func factor(
    _ name: String, _ labels: some Collection<String>, levels: [String]? = nil, baseline: String? = nil,
    contrasts: Contrasts = .treatment
  ) -> Term {
    let labels = Array(labels)
    var ordered = levels ?? Set(labels).sorted()
    if let baseline {
      ordered.removeAll { $0 == baseline }
      ordered.insert(baseline, at: 0)
    }
    return Term(name: name, content: .factor(labels: labels, levels: ordered, contrasts))
  }

  /// The products of the columns of terms: an interaction. The first term's columns vary fastest.
  public static func product(_ terms: Term...) -> Term { product(terms) }

  /// The products of the columns of terms: an interaction. The first term's columns vary fastest.
  public static func product(_ terms: [Term]) -> Term {
    // A product of products is one product, so that no depth of nesting is left.
    let factors = terms.flatMap { term in
      if case .product(let inner) = term.content { inner } else { [term] }
    }
    return Term(name: terms.map(\.name).joined(separator: " × "), content: .product(factors))
  }
}
