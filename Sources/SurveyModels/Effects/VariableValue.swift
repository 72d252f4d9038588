/// A value that a variable is set to: a number, or the level of a factor.
///
/// Literals will do: `["age": 40, "site": "b"]`.
public enum VariableValue: Hashable, Sendable, ExpressibleByFloatLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByStringLiteral
{
  /// A number.
  case number(Double)
  /// A level.
  case level(String)

  /// A number.
  public init(floatLiteral value: Double) { self = .number(value) }
  /// A whole number.
  public init(integerLiteral value: Int) { self = .number(Double(value)) }
  /// A level.
  public init(stringLiteral value: String) { self = .level(value) }

  /// The value as it is printed: numbers whole where they are.
  public var text: String {
    switch self {
    case .number(let value): plainNumber(value)
    case .level(let level): level
    }
  }
}

/// At which values of the other variables effects and predictions are taken.
public enum MarginalPoint: String, Hashable, Sendable, Codable, CaseIterable {
  /// At the values that each case has; then averaged over the cases.
  case observed = "the values of each case"
  /// At one point: the mean of each number, the most frequent level of each factor (the first of equally
  /// frequent ones), the mean of the offset.
  case means = "means and most frequent levels"
}

/// What a case counts in an average.
public enum EffectWeights: String, Hashable, Sendable, Codable, CaseIterable {
  /// As a case: frequencies and trials count as cases, prior weights do not.
  case cases
  /// By its weight in the fit: prior weights too.
  case fit = "weights of the fit"
}
