/// What the weight of a case says.
///
/// The weighted mean is the same for all kinds. How far it can be trusted is not, so that the kind has to be
/// named. Below, W is the sum of the weights and m the weighted mean.
public enum WeightKind: String, Hashable, Sendable, Codable, CaseIterable {
  /// How many cases with this value there are. The variance is Σw(x - m)²/(W - 1), as if each case were
  /// written down so often.
  case frequency
  /// How far a case is to count; all values have the same variance. The variance is
  /// Σw(x - m)²/(W - Σw²/W), which is unbiased.
  case reliability
  /// The inverse of the variance of the value, but for a common factor. The variance is that of a value of
  /// weight one: Σw(x - m)²/(n - 1) over the n cases with a weight above zero.
  case precision
  /// How many members of the population a sampled case stands for: the inverse of its probability to be in
  /// the sample. The variance is that of the population, n/(n - 1) Σw(x - m)²/W over the n cases with a weight
  /// above zero.
  case sampling
}
