import SurveyInstruments
import SurveyModels
import SurveyVocabulary

/// A term of a regression over a sample: a variable, a power of one, a factor, or a product of terms.
///
/// ```swift
/// try LinearRegression(of: Client.generalizedTrust, in: survey) {
///   Predictor(Client.motivation)
///   Predictor(\.age).naturalSpline(degreesOfFreedom: 3)
///   Predictor(\.status, baseline: .nonParticipant)
/// }
/// ```
public struct Predictor<R: Respondent>: Sendable {
  /// Gives the factor of a respondent sample.
  typealias Groups = @Sendable (Sample<R>) throws(InputError) -> Grouping

  indirect enum Content: Sendable {
    case variable(Variable<R>, Shape)
    case factor(Groups, baseline: String?, Contrasts)
    case product([Predictor])
    /// A second shape for the same variable, or one for a factor: refused when the design is made.
    case impossible
  }

  /// What becomes of the numbers of a variable.
  enum Shape: Sendable {
    case power(Int)
    case transformed(NumericTransform)
    case polynomial(degree: Int)
    case bSpline(degreesOfFreedom: Int, degree: Int)
    case naturalSpline(degreesOfFreedom: Int)
  }

  let content: Content

  /// A scale or another variable.
  public init(_ variable: some VariableConvertible<R>) {
    content = .variable(variable.variable, .power(1))
  }

  /// A power of a scale or another variable, such as the square for a curve.
  public init(_ variable: some VariableConvertible<R>, power: Int) {
    content = .variable(variable.variable, .power(power))
  }

  /// A number.
  public init(_ path: KeyPath<R, Double?> & Sendable) { self.init(Variable(path)) }

  /// A number that is never missing.
  public init(_ path: KeyPath<R, Double> & Sendable) { self.init(Variable(path)) }

  /// A whole number.
  public init(_ path: KeyPath<R, Int?> & Sendable) { self.init(Variable(path)) }

  /// A whole number that is never missing.
  public init(_ path: KeyPath<R, Int> & Sendable) { self.init(Variable(path)) }

  /// A factor; its baseline is the first declared level unless another is named.
  public init<V: FactorValue>(
    _ path: KeyPath<R, V> & Sendable, baseline: V.Level? = nil, contrasts: Contrasts = .treatment
  ) {
    content = .factor(
      { sample throws(InputError) in try sample.groups(by: path) }, baseline: baseline?.label, contrasts)
  }

  /// The products of the columns of terms: an interaction.
  public static func product(_ terms: Predictor...) -> Predictor { Predictor(content: .product(terms)) }

  init(content: Content) { self.content = content }
}

/// Collects the terms of a regression.
@resultBuilder
public enum PredictorBuilder<R: Respondent> {
  /// One term.
  public static func buildExpression(_ predictor: Predictor<R>) -> [Predictor<R>] { [predictor] }
  /// Terms made elsewhere.
  public static func buildExpression(_ predictors: [Predictor<R>]) -> [Predictor<R>] { predictors }
  /// Terms in order.
  public static func buildBlock(_ parts: [Predictor<R>]...) -> [Predictor<R>] { parts.flatMap { $0 } }
  /// Terms of a loop.
  public static func buildArray(_ parts: [[Predictor<R>]]) -> [Predictor<R>] { parts.flatMap { $0 } }
  /// Terms under a condition.
  public static func buildOptional(_ part: [Predictor<R>]?) -> [Predictor<R>] { part ?? [] }
  /// Terms of one branch.
  public static func buildEither(first part: [Predictor<R>]) -> [Predictor<R>] { part }
  /// Terms of the other branch.
  public static func buildEither(second part: [Predictor<R>]) -> [Predictor<R>] { part }
}
