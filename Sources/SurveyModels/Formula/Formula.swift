import SurveyVocabulary

/// A model written as text, for programs that learn its variables only when they run.
///
/// ```swift
/// let formula = try Formula("trust ~ motivation * status + log(income) + (1 | workplace)")
/// let model = try formula.model(in: data)
/// let regression = try LinearRegression(model.outcome(), on: model.design)
/// ```
///
/// It stands for the same terms that code builds with ``Term``:
///
/// | text | terms |
/// |---|---|
/// | `a + b` | both; `- a` takes one out, `0` or `- 1` the intercept |
/// | `a:b` | their product |
/// | `a * b` | both and their product |
/// | `a / b` | a, and b within each level of a |
/// | `(a + b + c)^2` | all, and the products of every two |
/// | `log(a)`, `sqrt(a)`, … | a function of ``NumericTransform`` |
/// | `I(a^2)`, `I(a + 2 * b)` | arithmetic |
/// | `factor(a)` | numbers as levels |
/// | `poly(a, 3)`, `bs(a, df = 5)`, `ns(a, df = 3)` | orthogonal polynomials, B-spline, natural spline |
/// | `offset(log(a))` | an offset |
/// | `(1 + a \| g)`, `(a \|\| g)`, `(1 \| g / h)` | effects that vary between the groups of g; with two bars uncorrelated |
///
/// Names with other characters than letters, digits, `.` and `_` stand between backticks. Terms are
/// sorted by the number of their parts, as in R.
///
/// Reference: Wilkinson & Rogers (1973), doi:10.2307/2346786; Chambers & Hastie (1992), Statistical Models
/// in S, for the coding of factors.
public struct Formula: Hashable, Sendable, CustomStringConvertible {
  /// The text that was read.
  public let description: String
  let outcome: NumericExpression?
  let terms: FormulaTerms

  /// Reads a formula.
  ///
  /// - Throws: `InputError` if the text is no formula, names an unknown function, or stands for more than
  ///   500 terms.
  public init(_ text: String) throws(InputError) {
    var parser = FormulaParser(try FormulaToken.read(text))
    (outcome, terms) = try parser.formula()
    description = text
  }

  /// Whether the design has a column of ones.
  public var hasIntercept: Bool { terms.intercept ?? true }

  /// The variables that the model needs, the outcome's first, each once.
  public var variables: [String] {
    var names = outcome?.variables ?? []
    names += terms.terms.flatMap(\.parts).flatMap(\.variables)
    names += terms.offsets.flatMap(\.variables)
    for random in terms.random {
      names += random.terms.flatMap(\.parts).flatMap(\.variables) + random.grouping
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
