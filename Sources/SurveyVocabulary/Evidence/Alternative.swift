/// The side on which a test looks for a difference.
///
/// The direction is that of the estimate: `.greater` asks whether the first group, the later
/// occasion or the association is greater than the null value.
public enum Alternative: String, Hashable, Sendable, Codable, CaseIterable {
  /// A difference in either direction.
  case twoSided = "two-sided"
  /// The estimate is greater than the null value.
  case greater
  /// The estimate is less than the null value.
  case less
}
